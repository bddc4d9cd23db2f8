"""A QR code of a digest, as the path of an SVG (ISO/IEC 18004).

One size does: 64 hexadecimal digits in alphanumeric mode are version 4 (33 by 33), error level M. The mask is always
the same: a digest is random already, so choosing the best of eight gains nothing and costs most of the time.

A library would bring forty versions that nobody needs here and take ten times as long (segno: 4 ms a code).
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from operator import itemgetter
from typing import Final

SIZE: Final = 33  # modules a side
_DATA: Final = 32  # data codewords of each of the two blocks
_CHECK: Final = 18  # error correction codewords of each block
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_LENGTH: Final = 64
_FORMAT: Final = 0b101010000010010  # level M, mask 0, BCH-coded and masked
_FIELD: Final = 0x11D
_RUN: Final = re.compile("1+|0+")


def path(digest: str) -> str:
    """The dark modules of the code as an SVG path to be drawn with a stroke one unit wide, without the quiet zone.

    Raises ValueError when the digest is not 64 hexadecimal digits.
    """
    modules = matrix(digest)
    rows = (modules[start : start + SIZE] for start in range(0, SIZE * SIZE, SIZE))
    return "".join(
        [f"M0 {y}.5{_strokes(row[:11])}{_strokes(row[11:22])}{_strokes(row[22:])}" for y, row in enumerate(rows)]
    )


@cache
def _strokes(modules: str) -> str:
    """Eleven modules as relative moves and lines: `h` draws, `m` passes over."""
    runs = (f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0" for run in _RUN.findall(modules))
    return "".join(runs)


def matrix(digest: str) -> str:
    """The modules of the code, row by row, 1 for dark. Raises ValueError as `path` does."""
    if len(digest) != _LENGTH or not set(digest.upper()) <= set(_ALPHABET[:16]):
        raise ValueError(digest)
    bits = f"{_codewords(digest.upper()):0{8 * (2 * _DATA + 2 * _CHECK)}b}"
    place, mask = _layout()
    return f"{int(''.join(place(f'{bits}01')), 2) ^ mask:0{SIZE * SIZE}b}"


def _codewords(said: str) -> int:
    """Data and error correction of both blocks, interleaved, as one number."""
    bits = f"0010{len(said):09b}{''.join(_pair(said[at : at + 2]) for at in range(0, len(said), 2))}0000"
    bits += "0" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big")
    data += bytes((0xEC, 0x11)[place % 2] for place in range(2 * _DATA - len(data)))
    blocks = data[:_DATA], data[_DATA:]
    checks = map(_check, blocks)
    words = [word for pair in (zip(*blocks, strict=True), zip(*checks, strict=True)) for both in pair for word in both]
    return int.from_bytes(bytes(words), "big")


@cache
def _pair(said: str) -> str:
    """Two characters in eleven bits."""
    return f"{_ALPHABET.index(said[0]) * len(_ALPHABET) + _ALPHABET.index(said[1]):011b}"


def _check(block: bytes) -> bytes:
    """Reed-Solomon remainder of a block."""
    table, rest, top = _table(), 0, 8 * (_CHECK - 1)
    for word in block:
        rest = ((rest & ((1 << top) - 1)) << 8) ^ table[word ^ (rest >> top)]
    return rest.to_bytes(_CHECK, "big")


@cache
def _table() -> list[int]:
    """For each byte the remainder that it leaves, as a number of 18 bytes."""
    powers, logs, generator = _tables()
    return [
        int.from_bytes(bytes(powers[logs[word] + factor] if word else 0 for factor in generator), "big")
        for word in range(256)
    ]


@cache
def _layout() -> tuple[Callable[[str], tuple[str, ...]], int]:
    """Which bit each module shows (the last two of the string are a plain 0 and 1), and the mask as a number."""
    order = {module: bit for bit, module in enumerate(_order())}
    pattern, plain = _pattern(), 8 * (2 * _DATA + 2 * _CHECK)
    modules = [(y, x) for y in range(SIZE) for x in range(SIZE)]
    # The seven modules that no codeword reaches are light before the mask.
    places = [min(order[y, x], plain) if (y, x) in order else plain + pattern[y][x] for y, x in modules]
    mask = int("".join("1" if (y, x) in order and (x + y) % 2 == 0 else "0" for y, x in modules), 2)
    return itemgetter(*places), mask


@cache
def _tables() -> tuple[list[int], list[int], list[int]]:
    """Powers of the field's generator, their logarithms, and the logarithms of the generator polynomial."""
    powers, logs, number = [0] * 512, [0] * 256, 1
    for exponent in range(255):
        powers[exponent] = powers[exponent + 255] = number
        logs[number] = exponent
        number <<= 1
        if number > 255:  # noqa: PLR2004 - beyond a byte
            number ^= _FIELD
    polynomial = [1]
    for exponent in range(_CHECK):
        shifted = [*polynomial, 0]
        for place, factor in enumerate(polynomial, start=1):
            shifted[place] ^= powers[logs[factor] + exponent]
        polynomial = shifted
    return powers, logs, [logs[factor] for factor in polynomial[1:]]


@cache
def _pattern() -> tuple[bytes, ...]:
    """What every code of this size has: finders, timing, alignment, format; 0 where data goes."""
    rows = [bytearray(SIZE) for _ in range(SIZE)]
    for y, x in _fixed():
        rows[y][x] = _fixed_module(y, x)
    for place, (first, second) in enumerate(_format_places()):
        for y, x in (first, second):
            rows[y][x] = (_FORMAT >> place) & 1
    rows[SIZE - 8][8] = 1
    return tuple(bytes(row) for row in rows)


def _fixed() -> Iterator[tuple[int, int]]:
    taken = set(_order())
    return ((y, x) for y in range(SIZE) for x in range(SIZE) if (y, x) not in taken)


def _fixed_module(y: int, x: int) -> int:
    """A module of a finder, the alignment mark or the timing lines; 0 for separators."""
    for centre_y, centre_x, reach in ((3, 3, 3), (3, SIZE - 4, 3), (SIZE - 4, 3, 3), (SIZE - 7, SIZE - 7, 2)):
        ring = max(abs(y - centre_y), abs(x - centre_x))
        if ring <= reach:
            return int(ring != reach - 1)
    in_timing = (y == 6 or x == 6) and 8 <= max(y, x) < SIZE - 8  # noqa: PLR2004 - the standard's own row 6
    return int(in_timing and (x + y) % 2 == 0)


def _format_places() -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where each bit of the format stands, twice, the last bit first."""
    along = [0, 1, 2, 3, 4, 5, 7, 8]
    for place in range(15):
        if place < 8:  # noqa: PLR2004 - the standard's own numbers
            yield (along[place], 8), (8, SIZE - 1 - place)
        else:
            yield (8, along[14 - place]), (SIZE - 15 + place, 8)


@cache
def _order() -> tuple[tuple[int, int], ...]:
    """Where the data goes, bit by bit: pairs of columns from the right, upwards and downwards in turn."""
    found = []
    columns = [*range(SIZE - 1, 6, -2), *range(5, 0, -2)]
    for turn, right in enumerate(columns):
        for step in range(SIZE):
            y = step if turn % 2 else SIZE - 1 - step
            found += [(y, x) for x in (right, right - 1) if not _is_fixed(y, x)]
    return tuple(found)


def _is_fixed(y: int, x: int) -> bool:
    corner = 9  # finder, separator and format
    if (y < corner and (x < corner or x > SIZE - corner)) or (y > SIZE - corner and x < corner):
        return True
    aligned = abs(y - (SIZE - 7)) <= 2 and abs(x - (SIZE - 7)) <= 2  # noqa: PLR2004 - five modules a side
    return aligned or y == 6 or x == 6  # noqa: PLR2004 - the timing lines
