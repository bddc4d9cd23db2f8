"""`export` for other systems: E-ARK CSIP by its own validator, EEP by our schema, AtoM CSV."""

import base64
import csv
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from archive_tool import resources
from tests.tasks.keeping import clearance, ledger, run

NAME = "考察档案-KC-2026-001-永久"
VALIDATE = Path(__file__).resolve().parents[1] / "eark" / "validate.py"
METS = "{http://www.loc.gov/METS/}"
HREF = "{http://www.w3.org/1999/xlink}href"
EEP = "{http://www.saac.gov.cn/standards/ERM/encapsulation}"


@pytest.fixture(scope="module")
def archive(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exchange") / "ws"
    shutil.copytree(demo, folder)
    assert run(folder, "codes", "assign") == 0
    return folder


def sealed(archive: Path, name: str = NAME) -> dict[str, bytes]:
    with zipfile.ZipFile(next(archive.glob(f"archive/*/{name}.zip"))) as package:
        return {member.partition("/")[2]: package.read(member) for member in package.namelist()}


def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(resources.folder("schemas") / "exchange" / name))


# ---------------------------------------------------------------- CSIP


@pytest.fixture(scope="module")
def csip(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("csip")
    assert run(archive, "export", NAME, str(target), "--as", "csip") == 0
    return target / NAME


def verdict(program: Callable[[str], str], folder: Path) -> dict[str, object]:
    done = subprocess.run(
        [program("eark-validator"), str(VALIDATE), str(folder)], capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    said: dict[str, object] = json.loads(done.stdout)
    return said


def test_the_e_ark_validator_finds_every_package_well_formed_and_valid(archive: Path, csip: Path, tmp_path: Path, program: Callable[[str], str]) -> None:
    others = ["考察档案-KC-2026-001-10年", "任免档案-JD-2026-05-永久-限制查阅"]
    for name in others:
        assert run(archive, "export", name, str(tmp_path), "--as", "csip") == 0
    for folder in (csip, *(tmp_path / name for name in others)):
        said = verdict(program, folder)
        assert (said["structure"], said["schema"], said["schematron"]) == ("WellFormed", "VALID", "VALID")
        assert [rule for _, severity, rule, _ in said["messages"] if severity != "Info"] == []  # type: ignore[attr-defined]


def test_the_validator_sees_what_is_wrong(csip: Path, tmp_path: Path, program: Callable[[str], str]) -> None:
    """A validator that says yes to everything would be none."""
    broken = tmp_path / NAME
    shutil.copytree(csip, broken)
    mets = broken / "METS.xml"
    mets.write_text(mets.read_text(encoding="utf-8").replace(' PROFILE="', ' LABEL2="'), encoding="utf-8")
    said = verdict(program, broken)
    assert said["schematron"] == "INVALID"
    mets.unlink()
    assert verdict(program, broken)["structure"] == "NotWellFormed"


def test_every_file_is_there_once_with_its_digest_and_no_other_file_is(csip: Path) -> None:
    listed: dict[str, str] = {}
    for mets in (csip / "METS.xml", csip / "representations/rep1/METS.xml"):
        root = etree.parse(mets)
        for element in root.iter(f"{METS}mdRef", f"{METS}file"):
            place = element if element.tag == f"{METS}mdRef" else element[0]
            path = mets.parent / unquote(place.get(HREF, ""))
            data = path.read_bytes()
            assert (element.get("SIZE"), element.get("CHECKSUM")) == (str(len(data)), hashlib.sha256(data).hexdigest())
            name = path.relative_to(csip).as_posix()
            assert name not in listed
            listed[name] = element.get("MIMETYPE", "")
    there = {path.relative_to(csip).as_posix() for path in csip.rglob("*") if path.is_file()}
    assert there - set(listed) == {"METS.xml"}
    assert set(listed) <= there


def test_the_papers_are_those_that_were_sealed(archive: Path, csip: Path) -> None:
    papers = {name: data for name, data in sealed(archive).items() if name.startswith("data/") and "/00_目录/" not in name}
    found = {
        f"data/{path.relative_to(csip / 'representations/rep1/data').as_posix()}": path.read_bytes()
        for path in (csip / "representations/rep1/data").rglob("*") if path.is_file()
    }  # fmt: skip
    assert found == papers


def test_the_elements_of_every_package_keep_the_schema_that_goes_with_them(archive: Path) -> None:
    for path in archive.glob("archive/*/*.zip"):
        own = schema("elements.xsd")
        assert own.validate(etree.fromstring(sealed(archive, path.stem)["metadata/elements.xml"])), own.error_log


# ---------------------------------------------------------------- EEP


@pytest.fixture(scope="module")
def eep(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("eep")
    assert run(archive, "export", NAME, str(target), "--as", "eep") == 0
    return target / NAME


def test_every_item_is_an_eep_that_keeps_the_schema_and_holds_the_bytes(archive: Path, eep: Path) -> None:
    own = etree.XMLSchema(etree.parse(eep / "eep.xsd"))
    files = sealed(archive)
    items = json.loads(files["metadata/catalogue.json"])["items"]
    documents = sorted(path for path in eep.iterdir() if path.suffix == ".xml")
    assert len(documents) == len(items)
    found = {}
    for path in documents:
        root = etree.parse(path)
        own.assertValid(root)
        number = root.findtext(f".//{EEP}电子文件号")
        datas = [base64.b64decode(each.text or "") for each in root.iter(f"{EEP}编码数据")]
        found[number] = datas
    assert found == {
        f"{NAME}/{item['stem']}": [files[file["path"]] for file in item["files"]] for item in items
    }  # fmt: skip


def test_the_schema_refuses_what_the_standard_requires(eep: Path) -> None:
    own = schema("eep.xsd")
    path = next(path for path in eep.iterdir() if path.suffix == ".xml")
    for required in ("立档单位名称", "室编件号", "题名", "密级", "计算机文件大小", "封装包创建时间", "业务行为"):
        root = etree.parse(path)
        for element in list(root.iter(f"{EEP}{required}"))[:1]:
            element.getparent().remove(element)
        assert not own.validate(root), required
    root = etree.parse(path)
    next(root.iter(f"{EEP}封装包类型")).text = "别的"
    assert not own.validate(root)


def test_files_are_named_by_their_codes_without_the_middle_dot(eep: Path) -> None:
    assert all("·" not in path.name and path.name.startswith("0031-WS-2026-Y-") for path in eep.glob("*.xml"))


def test_an_item_without_a_code_stops_the_eep(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(demo, folder)
    assert run(folder, "export", NAME, str(tmp_path / "out"), "--as", "eep") == 1
    assert list((tmp_path / "out").iterdir()) == []
    assert all(line["act"] != "exported" for line in ledger(folder))


def test_a_value_cannot_stand_for_a_file(archive: Path) -> None:
    from archive_tool.packages.exports.eep import Handing, eep_pieces
    from tests.packages.test_codes import held

    item = held("C6", title="@file-1@")
    code = {"档号": "甲-1", "全宗号": "0031", "机构": "", "件号": "0001"}
    data = b"".join(eep_pieces(item, code, Handing("单位", "甲", "2027-03-01T00:00:00+08:00"), lambda _: [b"x"]))
    assert b"@file-1@" not in data


# ---------------------------------------------------------------- AtoM


def test_the_atom_table_names_the_package_then_its_items_and_their_files(archive: Path, tmp_path: Path) -> None:
    assert run(archive, "export", NAME, str(tmp_path), "--as", "atom") == 0
    text = (tmp_path / NAME / "atom.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert (rows[0]["legacyId"], rows[0]["levelOfDescription"], rows[0]["parentId"]) == (NAME, "File", "")
    assert {row["parentId"] for row in rows[1:]} == {NAME}
    assert len({row["legacyId"] for row in rows}) == len(rows)
    for row in rows[1:]:
        assert (tmp_path / NAME / row["digitalObjectPath"]).is_file()
        assert row["identifier"].startswith("0031-WS·2026-Y-")
        assert row["eventStartDates"] == "NULL" or len(row["eventStartDates"]) in (4, 7, 10)


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize("form", ["csip", "eep", "atom"])
def test_each_is_noted_and_keeps_to_the_clearance(archive: Path, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(archive, folder)
    assert run(folder, "export", NAME, str(tmp_path / "out"), "--as", form) == 0
    line = ledger(folder)[-1]
    assert (line["act"], line["details"]) == ("exported", {"as": form, "to": str(tmp_path / "out" / NAME)})
    assert run(folder, "export", NAME, str(tmp_path / "out"), "--as", form) == 5
    clearance(folder, "内部")
    assert run(folder, "export", NAME, str(tmp_path / "secret"), "--as", form) == 9
    assert not (tmp_path / "secret").exists()


def test_a_bag_of_others_has_no_items_to_hand_over(archive: Path, tmp_path: Path) -> None:
    import bagit

    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "a.txt").write_text("x", encoding="utf-8")
    bagit.make_bag(str(tmp_path / "foreign"))
    for form in ("csip", "eep", "atom"):
        assert run(archive, "export", str(tmp_path / "foreign"), str(tmp_path / "out"), "--as", form) == 1
    assert run(archive, "export", str(tmp_path / "foreign"), str(tmp_path / "out"), "--as", "folder") == 0
