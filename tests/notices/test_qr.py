"""The QR code, module by module against another program's."""

from hashlib import sha256

import pytest

from archive_tool.notices import qr

segno = pytest.importorskip("segno")
DIGESTS = [sha256(str(number).encode()).hexdigest() for number in range(40)] + ["0" * 64, "f" * 64]


@pytest.mark.parametrize("digest", DIGESTS)
def test_equal_to_segno(digest):
    other = segno.make(digest.upper(), version=4, error="m", mode="alphanumeric", mask=0, boost_error=False)
    assert [list(row) for row in qr.matrix(digest)] == [list(row) for row in other.matrix]


def test_the_path_draws_the_dark_modules():
    import re

    drawn = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1H\1z", qr.path(DIGESTS[0])):
        drawn |= {(int(y), column) for column in range(int(x), int(x) + int(width))}
    dark = {(y, x) for y, row in enumerate(qr.matrix(DIGESTS[0])) for x, module in enumerate(row) if module}
    assert drawn == dark


@pytest.mark.parametrize("digest", ["0", "0" * 63, "g" * 64])
def test_only_digests(digest):
    with pytest.raises(ValueError, match=digest):
        qr.path(digest)
