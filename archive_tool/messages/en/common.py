"""Sentences that several rooms share."""

SENTENCES: dict[str, str] = {}
