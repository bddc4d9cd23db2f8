"""Sentences of the documents room."""

SENTENCES: dict[str, str] = {}
