"""`export --as transport`: a package sealed with a passphrase, for the way from one place to another; never to keep."""

import hashlib
from importlib import import_module
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Final

from archive_tool.errors import Conflict, EngineFailed, Refused, WrongUsage
from archive_tool.packages.exports.csip import Copied
from archive_tool.tasks.export import Copying, Maker
from archive_tool.tasks.shelf import file_digest
from archive_tool.writing import draft

LEAST: Final = 12  # characters of a passphrase
KEY: Final = "钥匙.age"


def sealed_by(path: Path, passphrase: str) -> Maker:
    """What makes the sealed copy of that package. Raises WrongUsage for too short a passphrase, as `load` besides."""
    if len(passphrase.strip()) < LEAST:
        raise WrongUsage("transport.short", least=LEAST)
    age = load()

    def make(copying: Copying) -> None:
        if not path.is_file():
            raise Refused("transport.no_zip", package=copying.package.name)
        digest, name = file_digest(path), f"{path.name}.age"
        with path.open("rb") as source, draft(copying.made / name, private=False) as target:
            key = age.seal(source, target, passphrase)
        sealed = copying.made / name
        copying.copied.append(Copied(PurePosixPath(name), sealed.stat().st_size, file_digest(sealed)))
        copying.write(KEY, [key])
        _look(age, sealed, key, passphrase, digest)
        copying.write("先读我.txt", [_note(path.name, name, digest)])

    return make


def load() -> ModuleType:
    """The module that seals. Raises EngineFailed where pyrage is not installed."""
    try:
        return import_module("archive_tool.packages.exports.sealing_age")
    except ImportError as error:
        raise EngineFailed("transport.missing") from error


def _look(age: ModuleType, sealed: Path, key: bytes, passphrase: str, digest: str) -> None:
    """It opens and is what was sealed. Raises Conflict when the package changed meanwhile."""
    opened = hashlib.sha256()
    with sealed.open("rb") as handle:
        age.digest_opened(handle, key, passphrase, opened)
    if opened.hexdigest() != digest:
        raise Conflict("transport.differs", package=sealed.name)


def _note(package: str, name: str, digest: str) -> bytes:
    lines = [
        f"这是归档包“{package}”的传送件，只供传送途中保密，不能代替归档包；到达后请解开并核验，传送件随即删除。",
        "口令请另行告知，不要与本文件放在一起。",
        "",
        "怎样解开（任何支持 age 格式的程序，如 age、rage）：",
        f"  age -d -i {KEY} -o {package} {name}",
        "  按提示输入口令。",
        "",
        "解开后核对（两者应相同）：",
        f"  sha256sum {package}",
        f"  {digest}",
    ]
    return b"\xef\xbb\xbf" + "".join(f"{line}\r\n" for line in lines).encode()
