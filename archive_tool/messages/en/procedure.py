"""Sentences of the procedure room."""

SENTENCES: dict[str, str] = {}
