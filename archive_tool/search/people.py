"""Names by their sound: whether what somebody typed is how a name may be read, in full, by initials, or mixed."""

import re
from collections.abc import Sequence
from typing import Final

_LATIN: Final = re.compile("[a-z]")
_PAUSES: Final = re.compile("[-'’·. ]+")
_LEAST: Final = 2  # letters: one alone is in every second name


def may_sound(word: str) -> bool:
    """Whether a kept word can be a reading at all: two letters, or a letter beside a character of the name."""
    return bool(_LATIN.search(word)) and len(word) >= _LEAST


def sounds_like(word: str, name: str, readings: Sequence[Sequence[str]]) -> bool:
    """Whether a kept word is a name by its sound.

    Each character of the name may be typed as itself, by any of its readings, or by the first letter of one; from the
    beginning of the name, or of the given name, on. By initials alone only the whole name is meant (zs for 张三), else
    what was typed may stop early, in the middle of a reading too (ouy for 欧阳锋).

    Args:
        word: kept, with at least one Latin letter.
        name: kept.
        readings: those of each character, without tones.
    """
    typed = _PAUSES.sub("", word)
    return any(_goes_on(typed, name, readings, start, spoken=False, whole=start == 0) for start in _starts(name))


def _starts(name: str) -> range:
    """Where a name or a given name may begin: at most after a surname of two characters."""
    return range(min(3, len(name)))


def _goes_on(typed: str, name: str, readings: Sequence[Sequence[str]], at: int, *, spoken: bool, whole: bool) -> bool:
    """Whether the rest of what was typed is the name from character `at` on.

    `spoken`: a full reading or a character has been used; `whole`: initials alone will do for the rest.
    """
    if not typed:
        return spoken or (whole and at == len(name))
    if at == len(name):
        return False
    if typed.startswith(name[at]) and _goes_on(typed[1:], name, readings, at + 1, spoken=True, whole=whole):
        return True
    for reading in readings[at]:
        if typed.startswith(reading):
            if _goes_on(typed[len(reading) :], name, readings, at + 1, spoken=True, whole=whole):
                return True
        elif spoken and reading.startswith(typed):
            return True
    initials = {reading[:1] for reading in readings[at]}
    return typed[0] in initials and _goes_on(typed[1:], name, readings, at + 1, spoken=spoken, whole=whole)
