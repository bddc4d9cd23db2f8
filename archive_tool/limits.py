"""Every limit in one table (security, section 5, rule 6). Sizes in bytes."""

from typing import Final

MIB: Final = 1024 * 1024

RECORD_BYTES: Final = 2 * MIB
RECORD_DEPTH: Final = 40
TEMPLATE_BYTES: Final = 20 * MIB
TEMPLATE_UNPACKED_BYTES: Final = 100 * MIB
TEMPLATE_MEMBERS: Final = 2_000
TEMPLATE_SECONDS: Final = 3
TEMPLATE_MEMORY_BYTES: Final = 300 * MIB
PACKAGE_BYTES: Final = 4 * 1024 * MIB
PACKAGE_MEMBERS: Final = 20_000
PACKAGE_RATIO: Final = 200  # unpacked to packed, asked above PACKAGE_RATIO_FROM
PACKAGE_RATIO_FROM: Final = 10 * MIB
NAME_BYTES: Final = 200
QUERY_CHARACTERS: Final = 1_000
QUERY_TERMS: Final = 50
QUERY_DEPTH: Final = 10
PAGE_SECONDS: Final = 3
PAGE_MEMORY_BYTES: Final = 300 * MIB
LOCK_SECONDS: Final = 10
TEXT_FILE_BYTES: Final = 100 * MIB  # a larger file is not read for its text
TEXT_UNPACKED_BYTES: Final = 300 * MIB
TEXT_PART_BYTES: Final = 60 * MIB  # one part of a Word file or workbook
TEXT_MEMBERS: Final = 5_000
TEXT_PAGE_CHARACTERS: Final = 500_000
TEXT_CHARACTERS: Final = 10_000_000  # of one file
