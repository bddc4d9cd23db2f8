"""What every search engine promises: exactly the items that hold a phrase, the right total, the match marked."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_tool.folding import fold
from archive_tool.model.entries import Entry, FileText, Page
from archive_tool.model.filing import NamedPerson
from archive_tool.search.asking import Filters, Index, open_index
from archive_tool.search.backend import ENGINES, Engine, load
from archive_tool.search.checked import CheckedFile, checks_of
from archive_tool.search.indexing import Shelved, refresh
from archive_tool.search.words import kept, spellings

TODAY = date(2026, 1, 1)
PIECES = (
    *("考察组", "高明远", "同志", "现任", "副局长", "民主推荐", "会议决定", "2024年3月5日", "拟任", "公示期", "答覆", "答复", "瞭解情況", "了解情况"),
    *("幹部", "干部", "Zhang San", "ABC 12", "３５岁", "，", "。", "\n", "  ", "\u3000", "〔2024〕5号", "艾力·买买提", "\u200b", "𠮷", "乾", "著"),
)


def corpus() -> list[Entry]:
    rng = random.Random(5)
    found = []
    for package in range(4):
        for item in range(25):
            texts = ["".join(rng.choices(PIECES, k=rng.randint(0, 40))) for _ in range(rng.randint(0, 3))]
            files = tuple(FileText(f"data/{n}.pdf", (Page(text[:50], 1), Page(text[50:], 2))) for n, text in enumerate(texts))
            name = rng.choice(("高明远", "单雄信", "查知秋"))
            found.append(
                Entry(
                    f"p{package}", f"case-{package}", f"C{item}", f"材料{item}", "appointment", rng.choice(("02_动议", "03_考察")),
                    f"20{10 + item % 15}-0{1 + package}", 2010 + item % 15, "", rng.choice(("工作秘密", "秘密")), "永久",
                    (NamedPerson(name, "考察对象"),), (f"第{item % 3}局",), ("副局长",), files,
                )
            )  # fmt: skip
    return found


ENTRIES = corpus()
TEXTS = [[kept("\n".join(page.text for page in file.pages)) for file in entry.files] for entry in ENTRIES]


def scan(piece: str) -> set[tuple[str, str]]:
    """The plain truth: every item with a file that contains the piece, in one of its spellings."""
    ways = spellings(piece)
    return {(entry.package, entry.item) for entry, files in zip(ENTRIES, TEXTS, strict=True) if any(way in text for text in files for way in ways)}


def build(folder: Path, engine: str) -> Path:
    held = {name: [entry for entry in ENTRIES if entry.package == name] for name in ("p0", "p1", "p2", "p3")}
    refresh(folder, [Shelved(name, "d", lambda of=of: of) for name, of in list(held.items())[:3]], engine, "测试")
    refresh(folder, [Shelved(name, "d", lambda of=of: of) for name, of in held.items()], engine, "测试")  # a second segment
    return folder


@pytest.fixture(scope="module", params=sorted(ENGINES))
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> "Index":
    if request.param == "tantivy":
        pytest.importorskip("tantivy")
    with open_index(build(tmp_path_factory.mktemp("index") / "index", request.param)) as opened:
        yield opened


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_piece_of_a_text_is_found_exactly(index: Index, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from([entry for entry in ENTRIES if any(page.text for file in entry.files for page in file.pages)]))
    text = data.draw(st.sampled_from(["\n".join(page.text for page in file.pages) for file in entry.files]))
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    piece = text[start : start + data.draw(st.integers(1, 12))]
    said = kept(piece).strip()
    if not said:
        return
    answer = index.ask('"' + piece.replace('"', '""') + '"', TODAY, limit=200)
    found = {(hit.package, hit.item) for hit in answer.hits}
    assert found == scan(said)
    assert answer.total == len(found) == len(answer.hits)
    assert (entry.package, entry.item) in found
    for hit in answer.hits:
        marked = "\x00".join("" if not span.matched else kept(span.text).strip() for span in hit.excerpt)
        assert any(way in marked for way in spellings(said)), hit


@pytest.mark.parametrize("script", ["s2t", "t2s"])
def test_the_same_in_the_other_script(index: Index, script: str) -> None:
    opencc = pytest.importorskip("opencc")
    convert = opencc.OpenCC(script).convert
    for piece in ("干部", "答复", "了解情况", "考察组高明远", "现任副局长", "会议决定", "公示期"):
        asked = convert(piece)
        expected = scan(kept(piece))
        assert {(hit.package, hit.item) for hit in index.ask(f'"{asked}"', TODAY, limit=200).hits} == expected
        assert expected


def test_every_engine_gives_the_same_hits(index: Index, tmp_path: Path) -> None:
    queries = ["高明远", "gmy", "shan", "干部 -答复", "考察组 OR 公示期", "职务:副局长 2024年", "item:C3", "date:[2012 TO 2015]", "stage:考察 ABC"]
    with open_index(build(tmp_path / "index", "memory")) as reference:
        for query in queries:
            for sort in ("relevance", "date", "-date"):
                facets = ("year", "stage", "person")
                one = reference.ask(query, TODAY, limit=30, sort=sort, facets=facets)
                other = index.ask(query, TODAY, limit=30, sort=sort, facets=facets)
                assert one == other
                assert one.total


def test_filters_are_what_a_scan_of_the_entries_says(index: Index) -> None:
    filters = Filters(unit="第1局", since="2012", until="2016-03", stage="03")
    expected = {
        (entry.package, entry.item)
        for entry in ENTRIES
        if "第1局" in entry.units and entry.stage == "03_考察" and "2012-01" <= entry.date <= "2016-03"
    }
    answer = index.ask("", TODAY, filters=filters, limit=100)
    assert {(hit.package, hit.item) for hit in answer.hits} == expected
    assert {(entry.package, entry.item) for entry in index.entries(filters, TODAY)} == expected


def write(engine: Engine, folder: Path, postings: dict[str, dict[str, list[int]]], entries: int) -> None:
    """Hands an engine, entry by entry, what `postings` says term by term."""
    held: dict[int, dict[str, list[str]]] = {}
    for field, terms in postings.items():
        for term, numbers in terms.items():
            for number in numbers:
                held.setdefault(number, {}).setdefault(field, []).append(term)
    writing = engine.begin(folder)
    for number in range(entries):
        writing.add(number, held.get(number, {}))
    writing.finish(entries)
    writing.abandon()


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_terms_come_back_as_they_went_in(engine: str, tmp_path: Path) -> None:
    if engine == "tantivy":
        pytest.importorskip("tantivy")
    rng = random.Random(3)
    counts = {"甲": 1, "甲乙": 63, "乙": 64, "𠮷": 9_000, "丁": 20_000}
    postings = {
        field: {term: sorted(rng.sample(range(20_000), count)) for term, count in of_field.items()}
        for field, of_field in {"text": counts, "person": counts | {"a b:c\u3000\\'\x1f": 20_000}}.items()
    }
    made = load(engine)
    write(made, tmp_path, postings, 20_000)
    files = {path.name: CheckedFile(path, path.stat().st_size, checks_of(path)) for path in tmp_path.iterdir()}
    terms = made.open(files, tmp_path, 20_000)
    for field, of_field in postings.items():
        for term, numbers in of_field.items():
            assert list(terms.entries(field, term)) == numbers
            assert terms.count(field, term) == len(numbers)
        assert (terms.count(field, "丙"), list(terms.entries(field, "丙"))) == (0, [])
    assert (terms.count("unit", "甲"), list(terms.entries("unit", "甲"))) == (0, [])


def test_folding_is_what_both_sides_share() -> None:
    assert fold("幹部") == fold("干部")


def test_whoosh_itself_reads_what_is_written_in_its_name(tmp_path: Path) -> None:
    """Its own reader, matcher and query give the same numbers from our files."""
    from whoosh.codec.whoosh3 import W3Codec, W3Segment
    from whoosh.fields import FieldType
    from whoosh.filedb.filestore import FileStorage
    from whoosh.formats import Existence

    postings = {"person": {"高明远": [7]}, "text": {"甲乙": list(range(0, 20_000, 3)), "乙": [0, 5, 19_999]}}
    write(load("whoosh"), tmp_path, postings, 20_000)
    segment = W3Segment(W3Codec(), "entries", 20_000, segid="0")
    reader = W3Codec().terms_reader(FileStorage(str(tmp_path)), segment)
    assert [(field, term.decode()) for field, term in reader.terms()] == [("person", "高明远"), ("text", "乙"), ("text", "甲乙")]
    for field, terms in postings.items():
        for term, numbers in terms.items():
            matcher = reader.matcher(field, term.encode(), Existence())
            assert list(matcher.all_ids()) == numbers
            assert reader.term_info(field, term.encode()).doc_frequency() == len(numbers)
    cursor = reader.cursor("text", FieldType(Existence(), None))
    assert cursor.text() in ("乙", "乙".encode())
    reader.close()
