"""Makes the attached papers of samples/valid and their received.yaml from the case records.

    python -m tools.make_samples              Word, Excel and text files, and received.yaml
    python -m tools.make_samples --pictures   the PDFs and pictures too, and the page counts (needs LibreOffice)

Word, Excel and text files come out the same every time; a test holds the committed ones to it. LibreOffice writes its
own times into a PDF, so PDFs and pictures are made once and kept, as scans are.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pypdf
import yaml

from tools.sample_papers.papers import Desk, Paper, papers
from tools.sample_papers.reading import cases, organisation, people, short_titles, table
from tools.sample_writers import BODY, TABLE, Words, docx, txt, xlsx

HERE: Final = Path(__file__).parent / "sample_papers"
PAGES: Final = HERE / "pages.json"
KEPT: Final = ("pdf", "png", "jpg")  # made once and kept
REGISTRAR: Final = {"KC-2026-002": "邓以宁", "JD-2026-06": "邓以宁", "KC-2026-003": "方既白"}
_HEAD: Final = """\
# 收件登记。示例中由 tools/make_samples.py 依案卷记录写成；平时由 attach 等命令登记，也可手工修改。全部虚构。
format: 1
attachments:
"""


def of_record(record: Mapping[str, Any], register: Mapping[str, Mapping[str, Any]]) -> Iterator[Paper]:
    """Every paper of a case or decision, each with its file name."""
    desk = Desk(record, register, record.get("org") or organisation())
    short = short_titles(record["kind"])
    for paper in (*papers(desk), *_others(record["id"], record["folder"])):
        code = paper.item.partition("-")[0]
        yield paper if paper.file else _named(paper, f"{paper.item}_{short[code]}.{paper.form}")


def _named(paper: Paper, file: str) -> Paper:
    return replace(paper, file=file)


def _others(case: str, folder: Path) -> Iterator[Paper]:
    texts = yaml.safe_load((HERE / "others.yaml").read_text(encoding="utf-8"))
    for one in texts.get(case, ()):
        rows = table(folder, one["table_of"]) if "table_of" in one else one.get("table")
        blocks = ((TABLE, rows),) if rows else tuple((BODY, line) for line in one["lines"])
        yield Paper(
            one["item"], one["title"], one["date"], one["maker"], blocks, one["form"], one["role"],
            one.get("doc_no", ""), one["file"],
        )  # fmt: skip


def words_of(paper: Paper) -> Words:
    """What the writers want of a paper."""
    return Words(paper.title, paper.blocks, paper.maker, paper.date)


def bytes_of(paper: Paper, pages: int = 0) -> bytes:
    """The bytes of a paper that is made anew each time."""
    if paper.form == "xlsx":
        return xlsx(words_of(paper))
    return txt(words_of(paper)) if paper.form == "txt" else docx(words_of(paper), pages=pages)


def registered(folder: Path, every: list[Paper], counts: Mapping[str, int], by: str) -> str:
    """The text of received.yaml. The files must be there: their digests stand in it."""
    lines = [_HEAD]
    for paper in every:
        path = folder / "attachments" / paper.file
        facts: dict[str, str | int] = {
            "file": paper.file, "item": paper.item, "role": paper.role, "title": paper.title, "date": paper.date,
            "maker": paper.maker, "doc_no": paper.doc_no, "pages": counts.get(f"{folder.name}/{paper.file}", 0),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "received_on": paper.date, "received_by": by,
        }  # fmt: skip
        said = [f"{key}: {value}" for key, value in facts.items() if value]
        lines.append("  - " + "\n    ".join(said) + "\n")
    return "".join(lines)


def _converted(soffice: str, sources: list[Path], target: Path) -> None:
    profile = f"-env:UserInstallation=file://{target}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(target), *map(str, sources)],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip


def picture(pdf: Path, target: Path) -> None:
    """A picture of the first page, as a small scan."""
    kind = ["-png", "-gray"] if target.suffix == ".png" else ["-jpeg", "-jpegopt", "quality=45", "-gray"]
    pdftoppm = shutil.which("pdftoppm") or "pdftoppm"
    stem = target.with_suffix("")
    subprocess.run([pdftoppm, "-r", "60", "-singlefile", *kind, str(pdf), str(stem)], check=True, timeout=60)


def keep_pictures(folder: Path, every: list[Paper]) -> dict[str, int]:
    """Makes the PDFs and pictures of a folder; gives the page counts of everything that has pages."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise SystemExit("LibreOffice (soffice) is not there")
    counts = {}
    paged = [paper for paper in every if paper.form not in ("txt", "xlsx")]
    with tempfile.TemporaryDirectory() as scratch:
        sources = []
        for number, paper in enumerate(paged):
            source = Path(scratch) / f"{number}.docx"
            source.write_bytes(docx(words_of(paper), here=True))
            sources.append(source)
        _converted(soffice, sources, Path(scratch))
        for source, paper in zip(sources, paged, strict=True):
            made, target = source.with_suffix(".pdf"), folder / "attachments" / paper.file
            if paper.form == "pdf":
                shutil.copyfile(made, target)
            elif paper.form in KEPT:
                picture(made, target)
            pages = 1 if paper.form in ("png", "jpg") else len(pypdf.PdfReader(made).pages)
            counts[f"{folder.name}/{paper.file}"] = pages
    return counts


def main() -> None:
    """Makes everything; see the head of this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", action="store_true", help="make PDFs, pictures and page counts anew")
    pictures = parser.parse_args().pictures
    counts: dict[str, int] = {} if pictures else json.loads(PAGES.read_text(encoding="utf-8"))
    register = people()
    for record in cases():
        folder = record["folder"]
        every = list(of_record(record, register))
        (folder / "attachments").mkdir(exist_ok=True)
        if pictures:
            counts |= keep_pictures(folder, every)
        for paper in every:
            if paper.form not in KEPT:
                pages = counts.get(f"{folder.name}/{paper.file}", 0)
                (folder / "attachments" / paper.file).write_bytes(bytes_of(paper, pages))
        by = REGISTRAR.get(record["id"], "孟子衿")
        (folder / "received.yaml").write_text(registered(folder, every, counts, by), encoding="utf-8")
        print(record["id"], len(every))
    if pictures:
        PAGES.write_text(json.dumps(counts, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
