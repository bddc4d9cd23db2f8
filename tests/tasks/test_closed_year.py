"""A closed year on the samples: codes from the archive room, a hand-over set, disposal by two names, a late reply."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.tasks.keeping import ledger, run, workbook
from tests.texts.test_joining import pdf

CASE = "KC-2026-001"
FIRST = f"考察档案-{CASE}-永久"


def catalogues(folder: Path) -> dict[str, list[str]]:
    """The items of every package by key and stem."""
    found = {}
    for path in sorted(folder.glob("archive/*/*.zip")):
        with zipfile.ZipFile(path) as package:
            said = json.loads(package.read(f"{path.stem}/metadata/catalogue.json"))
        found[path.stem] = [item["stem"] for item in said["items"]]
    return found


@pytest.mark.slow
def test_a_year_is_closed_and_everything_still_verifies(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(demo, folder)

    # The archive room numbered the year, with papers that are not ours among them, and sends its list.
    rows: list[tuple[object, ...]] = [("2026年度归档文件目录",), ("序号", "档号", "电子文件号", "题名")]
    periods = {"永久": "Y", "10年": "D10"}
    number = dict.fromkeys(periods.values(), 0)
    for package, stems in catalogues(folder).items():
        period = periods["10年" if "10年" in package else "永久"]
        for stem in stems:
            number[period] += 1
            rows.append((len(rows) - 1, f"0031-WS·2026-{period}-{number[period]:04d}", f"{package}/{stem}", ""))
    rows.append((len(rows) - 1, "0031-WS·2026-Y-0999", "", "食堂采购合同"))
    assert run(folder, "codes", "import", str(workbook(tmp_path / "清单.xlsx", rows))) == 0
    assert run(folder, "codes", "check") == 0

    # Catalogue, labels, stamps; the permanent packages are handed over.
    assert run(folder, "codes", "print", str(tmp_path / "打印")) == 0
    permanent = sorted(path.stem for path in folder.glob("archive/*/*-永久.zip"))
    assert run(folder, "export", *permanent, str(tmp_path / "out"), "--as", "archive", "--carrier", "光盘1张", "--receiver", "云岫市档案馆") == 0
    made = tmp_path / "out" / "移交-0031-20270301"
    assert len({path.stem.partition("_")[0] for path in (made / "档案").iterdir()}) == sum(
        len(stems) for package, stems in catalogues(folder).items() if package in permanent
    )

    # Ten years later the ballots go, by two names.
    ten = sorted(path.stem for path in folder.glob("archive/*/*-10年.zip"))
    assert len(ten) >= 2
    assert run(folder, "retain", "dispose", *ten, "--second", "监销人乙", "--reason", "鉴定意见第1号", day="2036-12-31") == 1
    assert run(folder, "retain", "dispose", *ten, "--second", "监销人乙", "--reason", "鉴定意见第1号", day="2037-01-04") == 0
    assert run(folder, "verify", day="2037-01-04") == 0

    # A reply that came late is a supplement that names the first package; what was disposed of does not come back.
    reply = tmp_path / "纪委复函（补）.pdf"
    reply.write_bytes(pdf(595))
    capsys.readouterr()
    assert run(folder, "attach", CASE, str(reply), "--item", "C5-1", day="2026-06-30") == 0
    assert run(folder, "pack", CASE, "--replaces", "补收纪委复函", day="2026-06-30") == 0
    shelved = catalogues(folder)
    assert sorted(shelved) == sorted({*(p for p in catalogues(demo) if p not in ten), f"{FIRST}-补充1"})
    assert all(stem.startswith("C5") for stem in shelved[f"{FIRST}-补充1"])
    assert shelved[FIRST] == catalogues(demo)[FIRST]

    assert run(folder, "verify", "--strict", day="2037-01-05") == 0
    assert run(folder, "codes", "assign", day="2037-01-05") == 0
    assert run(folder, "codes", "check", day="2037-01-05") == 0
    acts = [line["act"] for line in ledger(folder)]
    assert [acts.count(act) for act in ("coded", "printed", "disposed")] == [2, 1, len(ten)]
    assert acts.count("exported") == len(permanent)
