"""PDF text through one long-lived child process, watched: 3 s and 300 MB for each page (security 5, rule 7)."""

import json
import queue
import subprocess
import threading
from contextlib import suppress
from typing import Any, Final, Self

from archive_tool import limits
from archive_tool.texts.child import child_command
from archive_tool.texts.unreadable import Unreadable

_START_SECONDS: Final = 20.0  # a cold start of Python and pypdf on a slow disk
_BUSY: Final = 50  # the child itself counts processor time; only what hangs without using any is ended from here
_CHANCES: Final = 3  # how often one file may kill the child before the rest of it is given up


class PdfPages:
    """Reads the pages of PDFs; starts its child at the first one and again after it died. Close it, or use `with`."""

    def __init__(self, page_seconds: float = limits.PAGE_SECONDS) -> None:
        self._page_seconds = page_seconds
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def texts(self, data: bytes) -> tuple[str, ...]:
        """The text of each page; a page that took too long, or too much memory, has none.

        Raises Unreadable when the file is encrypted, damaged, or kills the child again and again.
        """
        found: list[str] = []
        for _ in range(_CHANCES):
            if self._ask(data, found):
                return tuple(found)
            self.close()
            found.append("")  # the page that did it; go on behind it
        raise Unreadable("texts.too_costly")

    def _ask(self, data: bytes, found: list[str]) -> bool:
        """Adds pages to `found` from where it stands; False when the child hung or died."""
        if self._child is None:
            self._child = _Child()
        patience = _START_SECONDS
        if not self._child.ask({"bytes": len(data), "from": len(found) + 1}, data):
            return False
        while (answer := self._child.answer(patience)) is not None:
            if "failed" in answer:
                raise Unreadable(str(answer["failed"]))
            if "done" in answer:
                return True
            if "page" in answer:
                found.append(str(answer["text"]))
            patience = self._page_seconds * _BUSY
        return False


class _Child:
    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own Python with fixed arguments
            child_command("archive_tool.texts.pdf_child"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)  # pipes cannot be polled on Windows
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(b"")

    def ask(self, task: dict[str, int], data: bytes) -> bool:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(task).encode() + b"\n")
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except OSError:
            return False
        return True

    def answer(self, seconds: float) -> dict[str, Any] | None:
        """The next answer, or None when the child is silent for longer or gone."""
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            return None
        return json.loads(line) if line else None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written to a dead child
                    pipe.close()
