"""Sentences that several rooms share."""

SENTENCES: dict[str, str] = {
    "write.differs": "{path}: read back after writing, the content differs. Check the disk, then run the command again.",
    "write.denied": "{path}: cannot be written; it may be open, or you have no right to write. Close it or mend the rights, then run the command again.",
    "write.full": "{path}: the disk is full; nothing was written. Make room, then run the command again.",
    "write.failed": "{path}: writing failed ({reason}); the old file is untouched. Check disk and path, then run the command again.",
    "lock.held": '{path}: in use by "{holder}". Wait until they are done, then run the command again.',
    "state.missing": "missing",
    "state.excused": "not applicable",
    "state.not_generated": "not generated",
    "state.current": "current",
    "state.stale": "stale",
    "state.edited": "edited",
    "state.attached": "attached",
}
