"""Search: building, size, memory, queries, beside a memory-mapped scan of the same texts, stock Whoosh and SQLite FTS5.

    python tests/benchmarks/bench_search.py [items] [engine] [stock items]

Stock Whoosh builds the same grams its own way on the first `stock items` (default 500; 0 leaves it out) and its time is
counted per item; when they are all, it is asked too. Every step runs in this process in processor time; peak memory is
over what it was before building.
"""

import mmap
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh.analysis import Token, Tokenizer
from whoosh.fields import TEXT, Schema
from whoosh.formats import Existence

sys.path.insert(0, str(Path(__file__).resolve().parent))
from search_corpus import ITEMS_A_CASE, RARE, items

from archive_tool.model.entries import Entry
from archive_tool.search.asking import open_index
from archive_tool.search.indexing import Shelved, refresh
from archive_tool.search.words import grams, kept

TODAY = date(2026, 1, 1)
ROUNDS = 20
PHRASE = 6  # characters
COLD = """
import sys
from datetime import date
from pathlib import Path
from archive_tool.search.asking import open_index
with open_index(Path(sys.argv[1])) as index:
    index.ask(sys.argv[2], date(2026, 1, 1))
"""


def shelved(entries: Sequence[Entry]) -> Iterator[Shelved]:
    """The packages of the corpus."""
    for first in range(0, len(entries), ITEMS_A_CASE):
        held = entries[first : first + ITEMS_A_CASE]
        yield Shelved(held[0].package, "d", lambda held=held: held)


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(
    work: Callable[[], object], rounds: int = ROUNDS, clock: Callable[[], float] = time.process_time
) -> tuple[float, float]:
    """Median and 95th percentile in ms of processor time: one thread, and a busy machine does not count."""
    took = []
    for _ in range(rounds):
        start = clock()
        work()
        took.append((clock() - start) * 1000)
    took.sort()
    return statistics.median(took), took[int(len(took) * 0.95) - 1 if len(took) > 1 else 0]


class Grams(Tokenizer):
    """Our grams as Whoosh tokens."""

    def __call__(self, value, **_):
        token = Token()
        token.positions, token.chars, token.stopped, token.boost = False, False, False, 1.0
        for gram in grams(value):
            token.text = gram
            yield token


class Scan:
    """The line to stay under: all texts in one memory-mapped file, bytes.find, every item that has all the pieces."""

    def __init__(self, folder: Path, entries: Sequence[Entry]) -> None:
        self.starts = [0]
        with (folder / "scan.bin").open("wb") as handle:
            for entry in entries:
                data = kept(entry.files[0].pages[0].text).encode() + b"\0"
                handle.write(data)
                self.starts.append(self.starts[-1] + len(data))
        with (folder / "scan.bin").open("rb") as handle:
            self.data = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)

    def find(self, *pieces: str) -> int:
        found = None
        for piece in pieces:
            these, needle, block = set(), piece.encode(), 1 << 22
            number = 0
            while number < len(self.starts) - 1:
                start, last = self.starts[number], number
                while last < len(self.starts) - 1 and self.starts[last + 1] - start <= block:
                    last += 1
                last = max(last, number + 1)
                data = self.data[start : self.starts[last]]
                at = data.find(needle)
                while at >= 0:
                    while self.starts[number + 1] - start <= at:
                        number += 1
                    these.add(number)
                    at = data.find(needle, self.starts[number + 1] - start)
                number = last
            found = these if found is None else found & these
        return len(found or ())


def stock(folder: Path, entries: Sequence[Entry]) -> tuple[float, Callable[[str], int]]:
    """Stock Whoosh with the same grams: seconds an item, and a query."""
    field = TEXT(analyzer=Grams(), phrase=False)
    field.format = Existence()
    folder.mkdir()
    made = whoosh_index.create_in(str(folder), Schema(text=field))
    texts = [kept(entry.files[0].pages[0].text) for entry in entries]
    start = time.process_time()
    writer = made.writer(limitmb=256)
    for text in texts:
        writer.add_document(text=text)
    writer.commit()
    spent = (time.process_time() - start) / len(entries)
    searcher = made.searcher()

    def ask(piece: str) -> int:
        terms = [whoosh_query.Term("text", piece[at : at + 2]) for at in range(len(piece) - 1)]
        return len(searcher.search(whoosh_query.And(terms) if len(terms) > 1 else terms[0], limit=10))

    return spent, ask


def fts(folder: Path, entries: Sequence[Entry]) -> tuple[float, Callable[[str], int]]:
    """SQLite FTS5 on bigrams cut beforehand: seconds an item, and a phrase query with its exact count."""
    base = sqlite3.connect(folder / "fts.db")
    base.execute("create virtual table t using fts5(text, tokenize='unicode61')")
    texts = [kept(entry.files[0].pages[0].text) for entry in entries]
    start = time.process_time()
    base.executemany("insert into t values (?)", ((" ".join(map("".join, pairwise(text))),) for text in texts))
    base.commit()
    spent = (time.process_time() - start) / len(entries)

    def ask(piece: str) -> int:
        phrase = " ".join(piece[at : at + 2] for at in range(len(piece) - 1))
        return int(base.execute("select count(*) from t where t match ?", (f'"{phrase}"',)).fetchone()[0])

    return spent, ask


def main(count: int, engine: str, stock_count: int) -> None:
    entries = list(items(count))
    texts = sum(len(entry.files[0].pages[0].text.encode()) for entry in entries)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        build(folder / "index", entries, engine, texts, stock_count)
        scan = Scan(folder, entries)
        middle = next(
            piece
            for piece in entries[count // 3].files[0].pages[0].text.replace("，", "。").split("。")
            if len(piece) >= PHRASE and "\n" not in piece and "；" not in piece
        )
        asked = {
            "rare name": (f'"{RARE}"', (RARE,)),
            "common two-character word": ('"干部"', ("干部",)),
            "AND of two": ('"考核" "财政"', ("考核", "财政")),
            "six-character phrase": (f'"{middle[:PHRASE]}"', (middle[:PHRASE],)),
            "word, unit and dates": ('"完善" unit:水利 date:[2019 TO 2021]', ("完善",)),
            "word outside quotes": ("完善", ("完善",)),
            "single character": ('"度"', ("度",)),
        }
        peers = [stock(folder / "stock", entries), fts(folder, entries)] if stock_count >= count else []
        with open_index(folder / "index") as index:
            for name, (query, pieces) in asked.items():
                total = index.ask(query, TODAY).total
                ours, peer = (
                    timed(lambda query=query: index.ask(query, TODAY)),
                    timed(lambda pieces=pieces: scan.find(*pieces), 5),
                )
                print(
                    f"  {name}: {total} found, {ours[0]:.2f} / {ours[1]:.2f} ms, scan {peer[0]:.1f} ms: {peer[0] / ours[0]:.1f} times as fast"
                )
                for label, (_, ask) in zip(("stock Whoosh", "SQLite FTS5"), peers, strict=False):
                    print(
                        f"    {label} {timed(lambda ask=ask, pieces=pieces: [ask(piece) for piece in pieces], 5)[0]:.2f} ms"
                    )
        cold = timed(
            lambda: subprocess.run([sys.executable, "-c", COLD, str(folder / "index"), RARE], check=True),
            5,
            time.perf_counter,
        )
        print(f"  cold start to the first result {cold[0]:.0f} ms (wall)")
        more = [*shelved(entries), Shelved("p-more", "d", lambda: entries[:ITEMS_A_CASE])]
        start = time.process_time()
        refresh(folder / "index", more, engine, "bench")
        print(f"  adding one dossier of {ITEMS_A_CASE} items {time.process_time() - start:.2f} s CPU")


def build(folder: Path, entries: Sequence[Entry], engine: str, texts: int, stock_count: int) -> None:
    """Builds the index, and some of it the stock way."""
    before, start = memory(), time.process_time()
    refresh(folder, shelved(entries), engine, "bench")
    spent = (time.process_time() - start) / len(entries)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(
        f"{engine}, {len(entries)} items, {texts / 1e6:.0f} MB of text: {1 / spent:.0f} items/s CPU, "
        f"index / text {size / texts:.2f}, peak +{memory() - before:.0f} MB over the corpus"
    )
    if stock_count:
        with tempfile.TemporaryDirectory() as place:
            stock_spent, _ = stock(Path(place) / "stock", entries[:stock_count])
            fts_spent, _ = fts(Path(place), entries[:stock_count])
        print(
            f"  stock Whoosh, same grams, {min(stock_count, len(entries))} items: {1 / stock_spent:.0f} items/s, "
            f"ours {stock_spent / spent:.1f} times as fast; SQLite FTS5 on bigrams {1 / fts_spent:.0f} items/s"
        )


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(
        int(arguments[0]) if arguments else 10_000,
        arguments[1] if len(arguments) > 1 else "whoosh",
        int(arguments[2]) if len(arguments) > 2 else 500,
    )
