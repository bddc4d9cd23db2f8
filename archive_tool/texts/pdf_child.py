"""Runs in the child process: reads PDFs that come by pipe and answers page by page. Imported by nobody in the parent.

Asked: a line of JSON {"bytes": n, "from": first page}, then n bytes. Answers, a line of JSON each: {"pages": n}, then
{"page": number, "text": text} for each page, or {"failed": reason}; after the last page {"done": true}.
"""

import json
import logging
import sys
import threading
from io import BytesIO
from typing import IO, Final

from pypdf import PdfReader

from archive_tool import limits
from archive_tool.platforms import limit_child
from archive_tool.texts.pdf_damage import DAMAGE
from archive_tool.texts.watching import Watch

_SECONDS_EVER: Final = 3_600  # of processor time, all pages together
# What pypdf lets out for damaged files, seen in its issues and in our trials with flipped bytes.


def serve(asked: IO[bytes], answers: IO[bytes], watch: Watch) -> None:
    """Answers until the pipe closes."""
    logging.disable(logging.CRITICAL)  # pypdf's complaints about a file are not ours to show
    limit_child(limits.PAGE_MEMORY_BYTES + limits.TEXT_FILE_BYTES, _SECONDS_EVER)
    while line := asked.readline():
        task = json.loads(line)
        watch.begins()
        try:
            _pages(asked.read(task["bytes"]), task["from"], answers, watch)
        except DAMAGE:
            _say(answers, failed="texts.damaged")


def _pages(data: bytes, first: int, answers: IO[bytes], watch: Watch) -> None:
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        _say(answers, failed="texts.encrypted")
        return
    count = len(reader.pages)
    _say(answers, pages=count)
    for number in range(first, count + 1):
        watch.begins()
        try:
            text = reader.pages[number - 1].extract_text()
        except DAMAGE:
            text = ""
        _say(answers, page=number, text=text[: limits.TEXT_PAGE_CHARACTERS])
    _say(answers, done=True)


def _say(answers: IO[bytes], **what: object) -> None:
    answers.write(json.dumps(what).encode("ascii") + b"\n")  # \u escapes: half surrogates pass too
    answers.flush()


if __name__ == "__main__":
    over = Watch(limits.PAGE_SECONDS)
    threading.Thread(target=over.run, daemon=True).start()
    serve(sys.stdin.buffer, sys.stdout.buffer, over)
