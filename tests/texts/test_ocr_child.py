"""The child that recognises: pages of PDFs and pictures in order, lines from top to bottom; the engine is handed in."""

import io
import json
from pathlib import Path

import pytest
from pypdf import PdfWriter

Image = pytest.importorskip("PIL.Image")
child = pytest.importorskip("archive_tool.texts.ocr_child")


def box(left: float, top: float, words: str, sure: float = 0.9) -> list[object]:
    return [[[left, top], [left + 50, top], [left + 50, top + 20], [left, top + 20]], words, sure]


def answers(path: Path, *told: list[list[object]] | None) -> list[dict[str, object]]:
    given = iter(told)
    out = io.BytesIO()
    child.serve(path, out, lambda _picture: (next(given), None))
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_pieces_of_a_page_become_lines(tmp_path: Path) -> None:
    Image.new("L", (200, 300), 255).save(tmp_path / "a.png")
    said = answers(tmp_path / "a.png", [box(60, 12, "乙", 0.8), box(0, 10, "甲", 1.0), box(0, 60, "丙")])
    assert said == [{"page": 1, "text": "甲 乙\n丙", "confidence": 0.9, "own": False}, {"done": True}]


def test_every_page_of_a_scan_is_asked_for_and_a_blank_one_has_nothing(tmp_path: Path) -> None:
    for name in ("a.pdf", "a.tif"):
        pictures = [Image.new("L", (200, 300), 255) for _ in range(2)]
        pictures[0].save(tmp_path / name, save_all=True, append_images=pictures[1:])
        said = answers(tmp_path / name, [box(0, 10, "甲")], None)
        assert [(each.get("page"), each.get("text"), each.get("confidence")) for each in said[:2]] == [(1, "甲", 0.9), (2, "", 0.0)]


def test_a_turned_page_is_turned_back_first(tmp_path: Path) -> None:
    Image.new("L", (200, 300), 255).save(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=tmp_path / "a.pdf")
    writer.pages[0].rotate(90)
    writer.write(tmp_path / "b.pdf")
    seen = []
    out = io.BytesIO()
    child.serve(tmp_path / "b.pdf", out, lambda picture: (seen.append(picture.shape), (None, None))[1])
    assert seen == [(200, 300, 3)]


def test_a_picture_with_too_many_points_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("L", (200, 300), 255).save(tmp_path / "a.png")
    monkeypatch.setattr(child, "_PIXELS", 100)
    with pytest.raises(Image.DecompressionBombError):
        answers(tmp_path / "a.png", None)
