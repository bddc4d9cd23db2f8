"""Bags made from RFC 8493 and the drafts before it, each with the verdict that the text asks for.

A case is a name, a version, what to change in a bag that is right, and the rules that must be found: errors and warnings.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

Files = dict[str, bytes]
PAYLOAD = {"data/a.txt": b"alpha", "data/dir/b.txt": b"beta", "data/名称.txt": "内容".encode()}


def manifest(files: Files, algorithm: str) -> bytes:
    return "".join(
        f"{hashlib.new(algorithm, content).hexdigest()}  {path}\n" for path, content in files.items()
    ).encode()


def tagged(files: Files, *algorithms: str) -> Files:
    """The files with tag manifests over all that is no payload."""
    tags = {path: content for path, content in files.items() if not path.startswith(("data/", "tagmanifest-"))}
    return {**files, **{f"tagmanifest-{name}.txt": manifest(tags, name) for name in algorithms}}


def right(version: str = "1.0", payload: Files | None = None, algorithms=("sha256", "sha512")) -> Files:
    """A bag that is right in that version."""
    payload = PAYLOAD if payload is None else payload
    files = dict(payload)
    files["bagit.txt"] = f"BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n".encode()
    info = "package-info.txt" if version in ("0.93", "0.94", "0.95") else "bag-info.txt"
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    files[info] = f"Source-Organization: 某单位\nBagging-Date: 2026-06-01\nPayload-Oxum: {oxum}\n".encode()
    for name in algorithms:
        files[f"manifest-{name}.txt"] = manifest(payload, name)
    return tagged(files, *algorithms)


@dataclass(frozen=True)
class Case:
    name: str
    make: Callable[[], Files]
    errors: frozenset = frozenset()
    warnings: frozenset = frozenset()
    only: str = ""  # folder or zip, where the other cannot hold it
    folders: tuple[str, ...] = field(default=())


CASES: list[Case] = []


def case(name, make, errors="", warnings="", *, only="", folders=()):
    CASES.append(Case(name, make, frozenset(errors.split()), frozenset(warnings.split()), only, tuple(folders)))


def changed(version="1.0", retag=True, **edits):
    """A right bag with files replaced (bytes), edited (a function of the bytes) or taken away (None); `_` in a name is kept."""

    def make():
        files = right(version)
        for path, edit in edits.items():
            if edit is None:
                del files[path]
            elif callable(edit):
                files[path] = edit(files[path])
            else:
                files[path] = edit
        return tagged(files, "sha256", "sha512") if retag else files

    return make


def edit(path, edit, version="1.0", retag=True):
    return changed(version, retag, **{path: edit})


def both_manifests(change, version="1.0"):
    """Both payload manifests changed alike; `change` gets the text and the name of the algorithm."""

    def make():
        files = right(version)
        for name in ("sha256", "sha512"):
            files[f"manifest-{name}.txt"] = change(files[f"manifest-{name}.txt"].decode(), name).encode()
        return tagged(files, "sha256", "sha512")

    return make


def payload_named(name, version="1.0", listed=None):
    """A bag with one payload file of that name, listed under `listed`."""

    def make():
        files = right(version, {"data/a.txt": b"a", name: b"named"})
        if listed is not None:
            for algorithm in ("sha256", "sha512"):
                path = f"manifest-{algorithm}.txt"
                files[path] = files[path].replace(f"  {name}\n".encode(), f"  {listed}\n".encode())
        return tagged(files, "sha256", "sha512")

    return make


def sha(content, name):
    return hashlib.new(name, content).hexdigest()


for known in ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0"):
    case(f"right {known}", lambda known=known: right(known))
case("md5 alone 0.97", lambda: right("0.97", algorithms=("md5",)), warnings="V-118")
case("sha1 and sha256", lambda: right(algorithms=("sha1", "sha256")), warnings="V-118")
for algorithm in ("sha224", "sha384", "blake2b"):
    case(f"{algorithm} alone", lambda algorithm=algorithm: right(algorithms=(algorithm,)))
case("no payload files at all", lambda: right(payload={}), folders=("data",))
case("no data folder", lambda: right(payload={}), errors="V-106")
case("without tag manifests", lambda: {k: v for k, v in right().items() if not k.startswith("tagmanifest")})
case("without bag-info", edit("bag-info.txt", None))
case("tag files in folders", edit("extra/deep/tag.xml", b"<x/>"))

# bagit.txt
case("no bagit.txt", edit("bagit.txt", None), errors="V-101")
case("empty bagit.txt", edit("bagit.txt", b""), errors="V-102")
case("bagit.txt without encoding", edit("bagit.txt", b"BagIt-Version: 1.0\n"), errors="V-102")
case("bagit.txt without encoding 0.97", edit("bagit.txt", b"BagIt-Version: 0.97\n", "0.97"), errors="V-102")
case("bagit.txt with a third line", edit("bagit.txt", lambda text: text + b"More: x\n"), errors="V-102")
case("bagit.txt with a blank third line", edit("bagit.txt", lambda text: text + b"\n"), errors="V-102")
case("bagit.txt, lines swapped", edit("bagit.txt", b"Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n"), errors="V-102")
case("space before the colon 1.0", edit("bagit.txt", b"BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n"), errors="V-102")
case("space before the colon 0.97", edit("bagit.txt", b"BagIt-Version : 0.97\nTag-File-Character-Encoding : UTF-8\n", "0.97"))
case("two spaces after the colon 1.0", edit("bagit.txt", b"BagIt-Version:  1.0\nTag-File-Character-Encoding: UTF-8\n"), errors="V-102")
case("BOM in bagit.txt", edit("bagit.txt", lambda text: b"\xef\xbb\xbf" + text), errors="V-102")
case("bagit.txt in UTF-16", edit("bagit.txt", lambda text: text.decode().encode("utf-16")), errors="V-105")
case("bagit.txt with CRLF", edit("bagit.txt", lambda text: text.replace(b"\n", b"\r\n")))
case("bagit.txt with CR", edit("bagit.txt", lambda text: text.replace(b"\n", b"\r")))
case("bagit.txt without a last line end", edit("bagit.txt", lambda text: text[:-1]))
case("version .97", edit("bagit.txt", b"BagIt-Version: .97\nTag-File-Character-Encoding: UTF-8\n"), errors="V-102")
case("version 2.0", edit("bagit.txt", b"BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n"), errors="V-103")
case("version 0.92", edit("bagit.txt", b"BagIt-Version: 0.92\nTag-File-Character-Encoding: UTF-8\n"), errors="V-103")
case("unknown encoding", edit("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-9\n"), errors="V-104")
case("an encoding that is none", edit("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: rot13\n"), errors="V-104")


def in_encoding(encoding, version):
    def make():
        files = right(version)
        files["bagit.txt"] = f"BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n".encode()
        for path in files:
            if path.endswith(".txt") and not path.startswith("data/") and path != "bagit.txt":
                files[path] = files[path].decode().encode(encoding)
        tags = {path: files[path] for path in files if not path.startswith(("data/", "tagmanifest-"))}
        for name in ("sha256", "sha512"):
            files[f"tagmanifest-{name}.txt"] = manifest(tags, name).decode().encode(encoding)
        return files

    return make


case("UTF-16 tag files 0.97", in_encoding("UTF-16", "0.97"))
case("GBK tag files 0.97", in_encoding("GBK", "0.97"))
case("GB18030 tag files 1.0", in_encoding("GB18030", "1.0"), warnings="V-126")
case("a manifest that is not UTF-8", both_manifests(lambda text, _: text, "1.0"))
case("a GBK manifest called UTF-8", edit("manifest-sha256.txt", lambda text: text.decode().encode("gbk")), errors="V-105 V-113")
case("BOM in a manifest", edit("manifest-sha256.txt", lambda text: b"\xef\xbb\xbf" + text), warnings="V-127")
case("NUL in a manifest", edit("manifest-sha256.txt", lambda text: text.replace(b"a.txt", b"a\0.txt")), errors="V-112 V-113")

# manifests
case("no manifest", changed(**{"manifest-sha256.txt": None, "manifest-sha512.txt": None}), errors="V-107 V-113")
case("only an unknown algorithm", lambda: tagged(
    {**{k: v for k, v in right().items() if "sha" not in k}, "manifest-whirl.txt": manifest(PAYLOAD, "sha256")}, "sha256"),
    errors="V-107", warnings="V-117")  # fmt: skip
case("an unknown algorithm beside a known one", edit("manifest-whirl.txt", manifest(PAYLOAD, "sha256")), warnings="V-117")
case("upper-case digests", both_manifests(lambda text, _: "".join(
    f"{line.split('  ')[0].upper()}  {line.split('  ')[1]}\n" for line in text.splitlines())))  # fmt: skip
case("one space between", both_manifests(lambda text, _: text.replace("  ", " ")))
case("tabs between", both_manifests(lambda text, _: text.replace("  ", "\t\t")))
case("CRLF in manifests", both_manifests(lambda text, _: text.replace("\n", "\r\n")))
case("no last line end in manifests", both_manifests(lambda text, _: text[:-1]))
case("lines in another order", both_manifests(lambda text, _: "".join(reversed(text.splitlines(keepends=True)))))
case("a line without a path", edit("manifest-sha256.txt", lambda text: text + b"abcd\n"), errors="V-108")
case("a line without a digest", edit("manifest-sha256.txt", lambda text: text + b"  data/a.txt\n"), errors="V-108")
case("a digest that is no number", edit("manifest-sha256.txt", lambda text: text + b"xyz  data/q.txt\n"), errors="V-108")
case("a digest cut short", edit("manifest-sha256.txt", lambda text: text[4:]), errors="V-108 V-114")
case("a blank line 1.0", edit("manifest-sha256.txt", lambda text: text + b"\n"), errors="V-108")
case("a blank line 0.97", edit("manifest-sha256.txt", lambda text: text + b"\n", "0.97"), warnings="V-108")
case("garbage for a manifest", edit("manifest-sha256.txt", bytes(range(128, 256))), errors="V-105 V-113")
case("one digest wrong", edit("manifest-sha256.txt", lambda text: (b"0" * 64) + text[64:]), errors="V-114")
case("listed twice alike 1.0", edit("manifest-sha256.txt", lambda text: text + text.splitlines(keepends=True)[0]), errors="V-110")
case("listed twice alike 0.97", edit("manifest-sha256.txt", lambda text: text + text.splitlines(keepends=True)[0], "0.97"), warnings="V-110")
case("listed twice otherwise 0.97", edit("manifest-sha256.txt", lambda text: text + b"0" * 64 + b"  data/a.txt\n", "0.97"), errors="V-110")
case("not in every manifest 1.0", edit("manifest-sha512.txt", lambda text: text.split(b"\n", 1)[1]), errors="V-113")
case("not in every manifest 0.97", edit("manifest-sha512.txt", lambda text: text.split(b"\n", 1)[1], "0.97"))
case("a file in no manifest 1.0", edit("data/extra.txt", b"", "1.0"), errors="V-113 V-115")
case("a file in no manifest 0.97", edit("data/extra.txt", b"", "0.97"), errors="V-113 V-115")
case("a missing file", edit("data/a.txt", None), errors="V-112 V-115")
case("a missing file that one manifest lists 1.0", lambda: tagged({**{k: v for k, v in right().items() if k != "bag-info.txt"},
    "manifest-sha256.txt": right()["manifest-sha256.txt"] + b"0" * 64 + b"  data/gone.txt\n"}, "sha256", "sha512"),
    errors="V-112 V-113")  # fmt: skip
case("a changed file of the same length", edit("data/a.txt", b"Alpha"), errors="V-114")
case("a tag file in a payload manifest", both_manifests(lambda text, name: text + sha(b"x", name) + "  tag.txt\n"), errors="V-111 V-112")
case("a folder in a manifest", both_manifests(lambda text, name: text + sha(b"", name) + "  data/dir\n"), errors="V-112")
case("./ before the path", both_manifests(lambda text, _: text.replace("  data/a.txt", "  ./data/a.txt")), warnings="V-135")
case("* before the path 0.97", both_manifests(lambda text, _: text.replace("  data/a.txt", " *data/a.txt"), "0.97"), warnings="V-135")
case("* before the path 1.0", both_manifests(lambda text, _: text.replace("  data/a.txt", " *data/a.txt")), errors="V-111 V-112 V-113")
for path in ("../a.txt", "data/../../a.txt", "/etc/passwd", "~/a.txt", "~root/a.txt", "C:/a.txt", "data//a.txt"):
    case(f"{path} in manifests", both_manifests(lambda text, name, path=path: text + sha(b"x", name) + f"  {path}\n"), errors="V-109")
    case(f"{path} in manifests 0.97", both_manifests(lambda text, name, path=path: text + sha(b"x", name) + f"  {path}\n", "0.97"), errors="V-109")

# names
case("spaces in names", payload_named("data/a b  c.txt"))
case("a percent sign encoded", payload_named("data/100%.txt", listed="data/100%25.txt"))
case("a percent sign in 0.97", payload_named("data/%7Ea.txt", "0.97"))
case("%25 means a percent sign 1.0", payload_named("data/a%25b.txt", listed="data/a%2525b.txt"))
case("%25 not encoded 1.0", payload_named("data/a%25b.txt"), errors="V-112 V-113")
case("a line break encoded", payload_named("data/a\nb.txt", listed="data/a%0Ab.txt"), only="folder", warnings="V-010")
case("a carriage return encoded", payload_named("data/a\rb.txt", listed="data/a%0db.txt"), only="folder", warnings="V-010")
case("names that Windows reserves", payload_named("data/aux.txt"), warnings="V-010")
case("names in NFD listed in NFC", payload_named("data/e\u0301.txt", listed="data/\u00e9.txt"), warnings="V-130")
case("one file listed in two forms 0.97", lambda: tagged(
    {**{k: v for k, v in right("0.97", {"data/e\u0301": b"1", "data/\u00e9": b"1"}).items() if k not in ("data/\u00e9", "bag-info.txt")}},
    "sha256", "sha512"), warnings="V-130")  # fmt: skip
case("a file of the system", payload_named("data/Thumbs.db"), warnings="V-138")
case("names that differ in case", lambda: right(payload={"data/A.txt": b"1", "data/a.txt": b"2"}), warnings="V-009")
case("names that differ in form", lambda: right(payload={"data/\u00e9": b"1", "data/e\u0301": b"2"}), warnings="V-009")

# tag manifests
case("a changed tag file", edit("bag-info.txt", lambda text: text.replace(b"2026", b"2027"), retag=False), errors="V-114")
case("a missing tag file", edit("bag-info.txt", None, retag=False), errors="V-112")
case("a tag file that no tag manifest lists", edit("extra.txt", b"x", retag=False), warnings="V-120")
case("a payload manifest that no tag manifest lists 1.0", edit("tagmanifest-sha256.txt", lambda text: b"".join(
    line for line in text.splitlines(keepends=True) if b"manifest-sha256" not in line), retag=False), errors="V-120")  # fmt: skip
case("a payload manifest that no tag manifest lists 0.97", edit("tagmanifest-sha256.txt", lambda text: b"".join(
    line for line in text.splitlines(keepends=True) if b"manifest-sha256" not in line), "0.97", retag=False), warnings="V-120")  # fmt: skip
case("a tag manifest in a tag manifest", edit("tagmanifest-sha256.txt", lambda text: text + sha(
    right()["tagmanifest-sha512.txt"], "sha256").encode() + b"  tagmanifest-sha512.txt\n", retag=False), errors="V-119")  # fmt: skip

# bag-info.txt
case("continued lines", edit("bag-info.txt", lambda text: text + b"External-Description: one\n  two\n\tthree\n"))
case("repeated labels", edit("bag-info.txt", lambda text: text + b"Contact-Name: a\nContact-Name: b\n"))
case("Bagging-Date repeated", edit("bag-info.txt", lambda text: text + b"Bagging-Date: 2026-06-01\n"), warnings="V-125")
case("Payload-Oxum repeated", edit("bag-info.txt", lambda text: text + b"Payload-Oxum: 15.3\n"), errors="V-125")
case("Payload-Oxum that is none", edit("bag-info.txt", b"Payload-Oxum: many\n"), errors="V-116")
case("Payload-Oxum that lies", edit("bag-info.txt", b"Payload-Oxum: 16.3\n"), errors="V-115")
case("a date written otherwise", edit("bag-info.txt", b"Bagging-Date: 1 June 2026\n"), warnings="V-128")
case("a line without a colon 1.0", edit("bag-info.txt", lambda text: text + b"nothing\n"), errors="V-124")
case("a line without a colon 0.97", edit("bag-info.txt", lambda text: text + b"nothing\n", "0.97"), errors="V-124")
case("a blank line in bag-info 0.97", edit("bag-info.txt", lambda text: text + b"\n", "0.97"))
case("space before the colon in bag-info 1.0", edit("bag-info.txt", lambda text: text + b"Test : x\n"), errors="V-124")
case("no space after the colon in bag-info 1.0", edit("bag-info.txt", lambda text: text + b"Test:x\n"), errors="V-124")
case("uncommon separators 0.97", edit("bag-info.txt", lambda text: text + b"Test : x\nTest:x\nTest  :  x\n", "0.97"))
case("label in other letters", edit("bag-info.txt", b"payload-OXUM: 15.3\n"))

# fetch.txt
URL = b"http://example.invalid/a - data/a.txt\n"
case("everything fetched already", edit("fetch.txt", URL))
case("still to be fetched", lambda: tagged({**{k: v for k, v in right().items() if k != "data/a.txt"}, "fetch.txt": URL}, "sha256", "sha512"),
     errors="V-115 V-123")  # fmt: skip
case("fetch names what no manifest lists", edit("fetch.txt", b"http://example.invalid/q 3 data/q.txt\n"), errors="V-122")
case("fetch names a tag file", edit("fetch.txt", b"http://example.invalid/q 3 bag-info.txt\n"), errors="V-111 V-122")
case("fetch climbs out", edit("fetch.txt", b"http://example.invalid/q 3 ../q.txt\n"), errors="V-109")
case("fetch to an absolute path", edit("fetch.txt", b"http://example.invalid/q 3 /etc/passwd\n"), errors="V-109")
case("fetch line of two parts", edit("fetch.txt", b"http://example.invalid/q data/a.txt\n"), errors="V-121")
case("fetch with a bad length", edit("fetch.txt", b"http://example.invalid/q x data/a.txt\n"), errors="V-121")
case("fetch twice", edit("fetch.txt", URL * 2), errors="V-110")
case("fetch, many spaces", edit("fetch.txt", b"http://example.invalid/a    5\tdata/a.txt\n"))
