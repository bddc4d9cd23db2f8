"""A QR code of a digest, as the path of an SVG (ISO/IEC 18004).

One size does: 64 hexadecimal digits in alphanumeric mode are version 4 (33 by 33), error level M. The mask is always
the same: a digest is random already, so choosing the best of eight gains nothing and costs most of the time.

A library would bring forty versions that nobody needs here and take ten times as long (segno: 4 ms a code).
"""

from collections.abc import Iterator
from functools import cache
from typing import Final

SIZE: Final = 33  # modules a side
_DATA: Final = 32  # data codewords of each of the two blocks
_CHECK: Final = 18  # error correction codewords of each block
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_LENGTH: Final = 64
_FORMAT: Final = 0b101010000010010  # level M, mask 0, BCH-coded and masked
_FIELD: Final = 0x11D


def path(digest: str) -> str:
    """The dark modules of the code as SVG path data, one unit a module, without the quiet zone.

    Raises ValueError when the digest is not 64 hexadecimal digits.
    """
    if len(digest) != _LENGTH or not set(digest.upper()) <= set(_ALPHABET[:16]):
        raise ValueError(digest)
    rows = matrix(digest)
    return "".join(_runs(rows))


def _runs(rows: list[bytearray]) -> Iterator[str]:
    for y, row in enumerate(rows):
        x = row.find(1)
        while x >= 0:
            end = row.find(0, x)
            end = SIZE if end < 0 else end
            yield f"M{x} {y}h{end - x}v1H{x}z"
            x = row.find(1, end)


def matrix(digest: str) -> list[bytearray]:
    """The code as rows of 0 and 1."""
    order, rows = _order(), [bytearray(row) for row in _pattern()]
    bits = int.from_bytes(bytes(_codewords(digest.upper())), "big") << (len(order) % 8)
    for place, (y, x) in enumerate(order):
        bit = (bits >> (len(order) - 1 - place)) & 1
        rows[y][x] = bit ^ ((x + y) % 2 == 0)
    return rows


def _codewords(said: str) -> Iterator[int]:
    """Data and error correction of both blocks, interleaved."""
    bits = f"0010{len(said):09b}"
    for first, second in zip(said[::2], said[1::2], strict=True):
        bits += f"{_ALPHABET.index(first) * 45 + _ALPHABET.index(second):011b}"
    bits += "0000"
    bits += "0" * (-len(bits) % 8)
    data = [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]
    data += [(0xEC, 0x11)[place % 2] for place in range(2 * _DATA - len(data))]
    blocks = data[:_DATA], data[_DATA:]
    yield from (word for pair in zip(*blocks, strict=True) for word in pair)
    yield from (word for pair in zip(*map(_check, blocks), strict=True) for word in pair)


def _check(block: list[int]) -> list[int]:
    """Reed-Solomon remainder of a block."""
    powers, logs, generator = _tables()
    rest = [*block, *[0] * _CHECK]
    for place in range(_DATA):
        lead = rest[place]
        if lead:
            log = logs[lead]
            for step, factor in enumerate(generator, start=place + 1):
                rest[step] ^= powers[log + factor]
    return rest[_DATA:]


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
