"""The QR code, module by module against another program's."""

from hashlib import sha256

import pytest

from archive_tool.notices import qr

segno = pytest.importorskip("segno")
DIGESTS = [sha256(str(number).encode()).hexdigest() for number in range(40)] + ["0" * 64, "f" * 64]


@pytest.mark.parametrize("digest", DIGESTS)
def test_equal_to_segno(digest):
    other = segno.make(digest.upper(), version=4, error="m", mode="alphanumeric", mask=0, boost_error=False)
    assert qr.matrix(digest) == "".join(str(module) for row in other.matrix for module in row)


def test_the_path_draws_the_dark_modules():
    import re

    drawn, x, y = set(), 0, 0
    for moved, row, passed, line in re.findall(r"(M0 (\d+)\.5)|m(\d+) 0|h(\d+)", qr.path(DIGESTS[0])):
        if moved:
            x, y = 0, int(row)
        drawn |= {(y, x + step) for step in range(int(line or 0))}
        x += int(passed or line or 0)
    assert drawn == {divmod(place, qr.SIZE) for place, module in enumerate(qr.matrix(DIGESTS[0])) if module == "1"}


@pytest.mark.parametrize("digest", ["0", "0" * 63, "g" * 64])
def test_only_digests(digest):
    with pytest.raises(ValueError, match=digest):
        qr.path(digest)
