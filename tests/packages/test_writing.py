"""Sealing: whole or not there, the same bytes twice, accepted by programs that are not ours."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_tool import limits
from archive_tool.errors import Conflict, EngineFailed, Refused
from archive_tool.model.filing import Dossier, FiledFile
from archive_tool.packages import writing
from archive_tool.packages.planning import Replaced, plan_packages, plan_supplement
from archive_tool.packages.verifying import verify
from archive_tool.packages.writing import write_package

from .conftest import STAGES, item

ROOT = Path(__file__).resolve().parents[2]


def names(path):
    with zipfile.ZipFile(path) as archive:
        return [name.partition("/")[2] for name in archive.namelist()]


def test_a_package_holds_what_the_contract_says_in_one_folder_of_its_name(sealed):
    assert names(sealed.path) == [
        "bagit.txt",
        "data/03_考察/C1_考察预告.docx",
        "data/03_考察/C4_谈话记录_1.docx",
        "data/03_考察/C4_谈话记录_2.docx",
        "data/03_考察/C6_考察材料.pdf",
        "data/03_考察/C6_考察材料.docx",
        "data/03_考察/C6_考察材料_版式文件.pdf",
        "data/03_考察/C6_考察材料_附件1.txt",
        "data/00_目录/封面.docx",
        "data/00_目录/备考表.docx",
        "data/00_目录/四性检测报告.docx",
        "data/00_目录/归档文件目录.csv",
        "data/00_目录/归档文件目录.docx",
        "data/00_目录/归档文件目录.xlsx",
        "metadata/case.yaml",
        "metadata/people/gao-mingyuan.yaml",
        "metadata/catalogue.json",
        "metadata/catalogue.csv",
        "metadata/elements.xml",
        "metadata/four-property-report.json",
        "metadata/premis.xml",
        "先读我.txt",
        "查阅.html",
        "bag-info.txt",
        "manifest-sha256.txt",
        "manifest-sha512.txt",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha512.txt",
    ]
    with zipfile.ZipFile(sealed.path) as archive:
        assert {info.filename.split("/")[0] for info in archive.infolist()} == {"考察档案-2026-001-永久"}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
    assert sealed.files == 13
    assert sealed.bytes == sealed.path.stat().st_size
    assert sealed.sha256 == hashlib.sha256(sealed.path.read_bytes()).hexdigest()
    assert verify(sealed.path, source="x") == ()


def unzipped(sealed, program, tmp_path):
    target = tmp_path / "unzipped"
    subprocess.run([program("unzip"), "-q", str(sealed.path), "-d", str(target)], check=True)
    return target / "考察档案-2026-001-永久"


def test_bagit_sha256sum_and_unzip_accept_it(sealed, program, tmp_path):
    folder = unzipped(sealed, program, tmp_path)
    command = [sys.executable, program("bagit"), "--validate", str(folder)]
    checked = subprocess.run(command, check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run([program("sha256sum"), "--quiet", "-c", manifest], cwd=folder, check=True)
    tested = subprocess.run([program("unzip"), "-tqq", str(sealed.path)], check=False, capture_output=True, text=True)
    assert (tested.returncode, tested.stderr) == (0, "")
    assert verify(folder, source="x") == ()


def test_the_xml_files_are_well_formed_and_say_what_is_sealed(sealed):
    from lxml import etree

    with zipfile.ZipFile(sealed.path) as archive:
        premis = etree.fromstring(archive.read("考察档案-2026-001-永久/metadata/premis.xml"))
        elements = etree.fromstring(archive.read("考察档案-2026-001-永久/metadata/elements.xml"))
    space = {"p": "http://www.loc.gov/premis/v3"}
    assert len(premis.findall("p:object", space)) == 13
    assert premis.findtext(".//p:originalName", namespaces=space) == "扫描件 001.PDF"
    assert [event.text for event in premis.findall(".//p:eventType", space)] == ["message digest calculation", "packing"]
    assert [record.findtext("内容描述/题名") for record in elements][3] == "关于高明远的考察材料"
    assert elements.find("文件实体[4]/形式特征/文件组合类型").text == "组合文件"


def test_the_same_inputs_give_the_same_bytes_in_any_zone_and_language(dossier, tmp_path):
    """Two copies of a case sealed in two processes that differ in all a machine may differ in."""
    script = (
        "import sys, pickle; from pathlib import Path\n"
        "from archive_tool.packages.planning import plan_packages\n"
        "from archive_tool.packages.writing import write_package\n"
        "dossier = pickle.loads(sys.stdin.buffer.read())\n"
        "for plan in plan_packages(dossier): write_package(plan, Path(sys.argv[1]) / f'{plan.name}.zip')\n"
    )
    import pickle

    results = []
    for number, surroundings in enumerate(
        (
            {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
            {"TZ": "America/New_York", "LC_ALL": "C", "LANG": "en_US", "PYTHONHASHSEED": "2"},
        )
    ):
        folder = tmp_path / f"copy{number}"
        folder.mkdir()
        environment = {**os.environ, **surroundings, "PYTHONPATH": str(ROOT)}
        subprocess.run(
            [sys.executable, "-c", script, str(folder)], input=pickle.dumps(dossier), env=environment, check=True
        )
        results.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert len(results[0]) == 3
    assert results[0] == results[1]


def test_a_sealed_package_is_never_overwritten(sealed, plans):
    before = sealed.path.read_bytes()
    with pytest.raises(Conflict) as caught:
        write_package(plans[0], sealed.path)
    assert caught.value.key == "package.exists"
    assert sealed.path.read_bytes() == before


def test_a_package_that_appears_meanwhile_is_not_overwritten(plans, tmp_path, monkeypatch):
    target = tmp_path / "p.zip"
    lists = writing.sealing.lists

    def slow(*arguments):
        target.write_bytes(b"another writer's")
        return lists(*arguments)

    monkeypatch.setattr(writing.sealing, "lists", slow)
    with pytest.raises(Conflict):
        write_package(plans[0], target)
    assert target.read_bytes() == b"another writer's"
    assert [path.name for path in tmp_path.glob(".draft*")] == []


def left(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "shelf"
    folder.mkdir()
    return folder


def test_links_pipes_and_missing_files_are_refused_and_nothing_is_left(plans, archive):
    source = plans[0].files[0].file.source
    source.unlink()
    with pytest.raises(EngineFailed) as caught:
        write_package(plans[0], archive / "p.zip")
    assert caught.value.key == "package.unreadable"
    source.symlink_to("/etc/hostname")
    with pytest.raises(Refused) as refused:
        write_package(plans[0], archive / "p.zip")
    assert refused.value.key == "package.no_file"
    source.unlink()
    os.mkfifo(source)
    with pytest.raises(Refused):
        write_package(plans[0], archive / "p.zip")
    assert left(archive) == []


@pytest.mark.parametrize("change", [b"", b"much longer than before"])
def test_a_file_that_changes_while_it_is_read_stops_the_sealing(plans, archive, monkeypatch, change):
    source = plans[0].files[0].file.source
    sizes = writing._sizes(plans[0])
    source.write_bytes(change)
    monkeypatch.setattr(writing, "_sizes", lambda _: sizes)
    with pytest.raises(Conflict) as caught:
        write_package(plans[0], archive / "p.zip")
    assert caught.value.key == "package.changing"
    assert left(archive) == []


def test_an_unreadable_file_is_said(plans, archive, monkeypatch):
    sizes = writing._sizes(plans[0])
    plans[0].files[0].file.source.unlink()
    monkeypatch.setattr(writing, "_sizes", lambda _: sizes)
    with pytest.raises(EngineFailed) as caught:
        write_package(plans[0], archive / "p.zip")
    assert caught.value.key == "package.unreadable"


def test_what_is_too_large_is_refused_before_anything_is_read(plans, archive, monkeypatch):
    room = writing._room(plans[0]) + sum(writing._sizes(plans[0]))
    monkeypatch.setattr(limits, "PACKAGE_BYTES", room)
    write_package(plans[0], archive / "fits.zip")
    monkeypatch.setattr(limits, "PACKAGE_BYTES", room - 1)
    with pytest.raises(Refused) as caught:
        write_package(plans[0], archive / "p.zip")
    assert caught.value.key == "package.too_large"


def test_large_files_are_streamed_and_their_digests_right(dossier, papers, archive):
    content = random.Random(1).randbytes(9_500_000)
    large = papers("recording.mp3", content, role="附件", pages=None)
    (plan,) = plan_packages(replace(dossier, items=(item("C4", "谈话录音", [large, papers("t.txt", role="附件")]),)))
    sealed = write_package(plan, archive / "考察档案-2026-001-永久.zip")
    assert sealed.sha256 == hashlib.sha256(sealed.path.read_bytes()).hexdigest()
    assert verify(sealed.path, source="x") == ()
    with zipfile.ZipFile(sealed.path) as zipped:
        assert zipped.testzip() is None
        inside = json.loads(zipped.read("考察档案-2026-001-永久/metadata/catalogue.json"))["items"][0]["files"]
    assert inside[0]["sha256"] == hashlib.sha256(content).hexdigest()


def test_a_supplement_says_what_it_completes_and_why(plans, sealed, archive):
    why = Replaced(plans[0].name, sealed.sha256, "补交\n签字本", withdrawn=("C4-2",))
    plan = plan_supplement(plans[0], 1, ["C6"], why)
    made = write_package(plan, archive / f"{plan.name}.zip")
    assert verify(made.path, source="x") == ()
    with zipfile.ZipFile(made.path) as zipped:
        info = zipped.read(f"{plan.name}/bag-info.txt").decode()
        readme = zipped.read(f"{plan.name}/先读我.txt").decode("utf-8-sig")
    assert f"Supplements-Package: 考察档案-2026-001-永久\nSupplements-Package-SHA256: {sealed.sha256}\n" in info
    assert "Supplements-Reason: 补交 签字本\n" in info
    assert "Bag-Count" not in info
    assert "本包是“考察档案-2026-001-永久”的补充。" in readme


def test_a_supplement_of_the_record_alone_holds_no_papers(plans, sealed, archive):
    plan = plan_supplement(plans[0], 2, [], Replaced(plans[0].name, sealed.sha256, "更正姓名"))
    made = write_package(plan, archive / f"{plan.name}.zip")
    assert verify(made.path, source="x") == ()


texts = st.text(st.characters(codec="utf-8"), max_size=30)
files = st.tuples(st.sampled_from(["正本", "定稿", "版式文件", "附件", "复函", "其他"]), st.binary(max_size=200), texts, texts)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from("ABCDEFZ"), st.lists(files, min_size=1, max_size=4), texts, texts), min_size=1, max_size=6),
    st.dictionaries(st.sampled_from(["mode", "organisation", "address", "fonds_name", "department"]), texts),
)
def test_any_dossier_seals_verifies_and_comes_back_byte_for_byte(tmp_path_factory, entries, facts):
    folder = tmp_path_factory.mktemp("any")
    items = []
    for number, (stage, papers, title, maker) in enumerate(entries, 1):
        filed = []
        for place, (role, content, original, suffix) in enumerate(papers):
            source = folder / f"{number}-{place}"
            source.write_bytes(content)
            filed.append(FiledFile(source, f".{suffix}", role, None, original, original))
        items.append(item(f"{stage}1", "材料", filed, number=number, title=title, maker=maker, note=title, people=()))
    dossier = Dossier("x-1", "appointment", "某案", 2026, STAGES, tuple(items), "2026-06-01", "周文", facts, {"case.yaml": b"x"})
    (plan,) = plan_packages(dossier)
    sealed = write_package(plan, folder / f"{plan.name}.zip")
    assert verify(sealed.path, source="x") == ()
    with zipfile.ZipFile(sealed.path) as archive:
        assert archive.testzip() is None
        for planned in plan.files:
            assert archive.read(f"{plan.name}/{planned.path}") == planned.file.source.read_bytes()


KILLED = """
import pickle, sys
from pathlib import Path
from archive_tool.packages.ledger import Act, append
from archive_tool.packages.planning import plan_packages
from archive_tool.packages.writing import write_package
from archive_tool.writing import locked, sweep
dossier, root = pickle.loads(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2])
print("ready", flush=True)
with locked(root / "lock", "test"):
    sweep(root)
    for plan in plan_packages(dossier):
        target = root / f"{plan.name}.zip"
        if not target.exists():
            sealed = write_package(plan, target)
            append(root / "ledger.jsonl", Act("sealed", "周文", "2026-06-01T08:00:00+08:00", target.name, sealed.sha256))
"""


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_half_visible_and_the_next_run_completes(dossier, tmp_path):
    import pickle

    from archive_tool.packages.ledger import read_ledger

    pickled = tmp_path / "dossier"
    pickled.write_bytes(pickle.dumps(dossier))
    chance = random.Random(7)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for turn in range(8):
        root = tmp_path / f"root{turn}"
        root.mkdir()
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(pickled), str(root)], env=environment, stdout=subprocess.PIPE
        ) as child:
            child.stdout.readline()
            time.sleep(chance.uniform(0, 0.03))
            child.send_signal(signal.SIGKILL)
        for path in root.glob("*.zip"):
            assert verify(path, source=path.name) == ()
        subprocess.run([sys.executable, "-c", KILLED, str(pickled), str(root)], env=environment, check=True, stdout=subprocess.PIPE)
        assert len(list(root.glob("*.zip"))) == 3
        assert list(root.glob(".draft*")) == []
        lines, findings = read_ledger(root / "ledger.jsonl", "ledger.jsonl")
        assert [finding.rule for finding in findings if finding.rule != "V-201"] == []
        assert {line.act.package for line in lines} <= {path.name for path in root.glob("*.zip")}
