"""Search: building, size, memory, queries, beside a memory-mapped scan of the same texts, stock Whoosh, FTS5, tantivy.

    python tests/benchmarks/bench_search.py [items] [engine,engine] [stock items]

SQLite FTS5 stands on bigrams cut beforehand, tantivy (when it is installed) bare on our grams; both build all items.
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
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
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
from archive_tool.search.asking import Index, open_index
from archive_tool.search.indexing import Shelved, refresh
from archive_tool.search.words import grams, kept

TODAY = date(2026, 1, 1)
ROUNDS = 20
PHRASE = 6  # characters
ADDED = 20  # dossiers added one by one
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
        cut = [piece[at : at + 2] for at in range(len(piece) - 1)] or [piece]
        terms = [whoosh_query.Term("text", gram) for gram in cut]
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
        if len(piece) == 1:  # it has no bigrams
            return 0
        phrase = " ".join(piece[at : at + 2] for at in range(len(piece) - 1))
        return int(base.execute("select count(*) from t where t match ?", (f'"{phrase}"',)).fetchone()[0])

    return spent, ask


def bare_tantivy(folder: Path, entries: Sequence[Entry]) -> tuple[float, Callable[[str], int]]:
    """tantivy alone on the same grams: seconds an item, and an AND of bigrams with its exact count, nothing checked."""
    from tantivy import Document, Index, Occur, Query, SchemaBuilder

    builder = SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="basic")
    folder.mkdir()
    made = Index(builder.build(), str(folder))
    texts = [kept(entry.files[0].pages[0].text) for entry in entries]
    start = time.process_time()
    writer = made.writer(heap_size=200_000_000, num_threads=1)
    for text in texts:
        writer.add_document(Document(text=" ".join(grams(text))))
    writer.commit()
    writer.wait_merging_threads()
    spent = (time.process_time() - start) / len(entries)
    made.reload()
    searcher = made.searcher()

    def ask(piece: str) -> int:
        cut = [piece[at : at + 2] for at in range(len(piece) - 1)] or [piece]
        terms = [(Occur.Must, Query.term_query(made.schema, "text", gram)) for gram in cut]
        return int(searcher.search(Query.boolean_query(terms), limit=10, count=True).count)

    return spent, ask


Peer = tuple[str, float, Callable[[str], int]]


def peers_of(folder: Path, entries: Sequence[Entry], stock_count: int) -> Iterator[Peer]:
    """Who builds the same items, with seconds an item; stock Whoosh only when it is to build them all."""
    if stock_count >= len(entries):
        yield "stock Whoosh", *stock(folder / "stock", entries)
    yield "SQLite FTS5", *fts(folder, entries)
    if find_spec("tantivy"):
        yield "bare tantivy", *bare_tantivy(folder / "bare", entries)


def queries(entries: Sequence[Entry]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each kind of query: how it is asked, and the pieces a scan has to find."""
    middle = next(
        piece
        for piece in entries[len(entries) // 3].files[0].pages[0].text.replace("，", "。").split("。")
        if len(piece) >= PHRASE and "\n" not in piece and "；" not in piece
    )
    return {
        "rare name": (f'"{RARE}"', (RARE,)),
        "common two-character word": ('"干部"', ("干部",)),
        "AND of two": ('"考核" "财政"', ("考核", "财政")),
        "six-character phrase": (f'"{middle[:PHRASE]}"', (middle[:PHRASE],)),
        "word, unit and dates": ('"完善" unit:水利 date:[2019 TO 2021]', ("完善",)),
        "word outside quotes": ("完善", ("完善",)),
        "single character": ('"度"', ("度",)),
    }


def main(count: int, engines: Sequence[str], stock_count: int) -> None:
    entries = list(items(count))
    texts = sum(len(entry.files[0].pages[0].text.encode()) for entry in entries)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        spent = {engine: build(folder / engine, entries, engine, texts) for engine in engines}
        scan = Scan(folder, entries)
        peers = list(peers_of(folder, entries, stock_count))
        said_build(((label, of_peer) for label, of_peer, _ in peers), spent)
        if 0 < stock_count < count:
            part = stock(folder / "part", entries[:stock_count])[0]
            said_build([(f"stock Whoosh, {stock_count} items", part)], spent)
        for engine in engines:
            report(folder / engine, engine, entries, scan, peers)


def report(folder: Path, engine: str, entries: Sequence[Entry], scan: Scan, peers: Sequence[Peer]) -> None:
    """Every kind of query, the cold start, and adding dossiers."""
    print(f"{engine}: p50 / p95")
    with open_index(folder) as index:
        for name, asked in queries(entries).items():
            ask(index, name, asked, scan, peers)
    command = [sys.executable, "-c", COLD, str(folder), RARE]
    cold = timed(lambda: subprocess.run(command, check=True), 5, time.perf_counter)
    cold_cpu = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = (after.ru_utime + after.ru_stime - cold_cpu.ru_utime - cold_cpu.ru_stime) * 1000
    print(f"  cold start to the first result {cold[0]:.0f} ms wall, {spent:.0f} ms CPU")
    more = list(shelved(entries))
    added = []
    for number in range(ADDED):
        more.append(Shelved(f"p-more-{number}", "d", lambda: entries[:ITEMS_A_CASE]))
        added.append(timed(lambda: refresh(folder, more, engine, "bench"), 1)[0])
    print(
        f"  adding one dossier of {ITEMS_A_CASE} items, {ADDED} times: {statistics.median(added):.0f} ms, at most "
        f"{max(added):.0f} ms CPU"
    )


def said_build(peers: Iterable[tuple[str, float]], ours: dict[str, float]) -> None:
    for label, of_peer in peers:
        ratios = ", ".join(f"{engine} {of_peer / spent:.2f} times as fast" for engine, spent in ours.items())
        print(f"  {label}: {1 / of_peer:.0f} items/s; {ratios}")


def ask(index: Index, name: str, asked: tuple[str, Sequence[str]], scan: Scan, peers: Sequence[Peer]) -> None:
    """One kind of query, p50 / p95, beside the scan and the peers."""
    query, pieces = asked
    total = index.ask(query, TODAY).total
    ours, peer = timed(lambda: index.ask(query, TODAY)), timed(lambda: scan.find(*pieces), 5)
    ratio = peer[0] / ours[0]
    print(f"  {name}: {total} found, {ours[0]:.2f} / {ours[1]:.2f} ms; scan {peer[0]:.1f} ms, {ratio:.1f} times as fast")
    for label, _, of_peer in peers:
        took = timed(lambda of_peer=of_peer: [of_peer(piece) for piece in pieces], 5)
        print(f"    {label} {took[0]:.2f} / {took[1]:.2f} ms")


def build(folder: Path, entries: Sequence[Entry], engine: str, texts: int) -> float:
    """Builds the index; gives the seconds an item."""
    before, start = memory(), time.process_time()
    refresh(folder, shelved(entries), engine, "bench")
    spent = (time.process_time() - start) / len(entries)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(
        f"{engine}, {len(entries)} items, {texts / 1e6:.0f} MB of text: {1 / spent:.0f} items/s CPU, "
        f"index / text {size / texts:.2f}, peak +{memory() - before:.0f} MB over the corpus"
    )
    return spent


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(
        int(arguments[0]) if arguments else 10_000,
        (arguments[1] if len(arguments) > 1 else "whoosh").split(","),
        int(arguments[2]) if len(arguments) > 2 else 500,
    )
