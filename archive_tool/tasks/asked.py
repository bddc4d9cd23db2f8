"""Notes who asked the archive what: a line per question in archive/asked.jsonl, by its digest and never by its words.

A name that somebody looks for is itself confidential. The digest is the SHA-256 of the command as typed, its parts with
one blank between (`search 河道采砂 --unit 水利`): whoever knows a question can tell whether it was asked, nobody can
read it off. A short question can be guessed, so the file is private (0600) like the index.
"""

import json
from datetime import datetime
from hashlib import sha256
from typing import Final

from archive_tool.tasks.desk import Desk
from archive_tool.writing import append_line, locked

_LOCK: Final = ".asked.lock"


def note_question(desk: Desk, question: str, found: int, now: datetime) -> None:
    """Adds a line: when, who, the digest, and how many were found.

    The line has a lock of its own, for a question does not wait for somebody who seals. Raises Busy, EngineFailed when
    it cannot be written.
    """
    line = {
        "at": now.astimezone().isoformat(timespec="seconds"),
        "by": desk.settings.actor,
        "asked": sha256(question.encode("utf-8", "surrogatepass")).hexdigest(),
        "found": found,
    }
    with locked(desk.layout.archive / _LOCK, desk.settings.actor):
        append_line(desk.layout.asked, json.dumps(line, ensure_ascii=False).encode("utf-8"))
