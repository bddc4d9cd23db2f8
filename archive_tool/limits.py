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
PAGE_SECONDS: Final = 3  # of processor time, so that a busy machine reads the same pages
PAGE_MEMORY_BYTES: Final = 300 * MIB
LOCK_SECONDS: Final = 10
TEXT_FILE_BYTES: Final = 100 * MIB  # a larger file is not read for its text
TEXT_UNPACKED_BYTES: Final = 300 * MIB
TEXT_PART_BYTES: Final = 60 * MIB  # one part of a Word file or workbook
TEXT_MEMBERS: Final = 5_000
TEXT_PAGE_CHARACTERS: Final = 500_000
TEXT_CHARACTERS: Final = 10_000_000  # of one file
FORM_BYTES: Final = 20 * MIB  # an approval form with its photo
PHOTO_BYTES: Final = 20 * MIB
PHOTO_POINTS: Final = 50_000_000  # of a photo; a camera's have some 24 million
FORM_MARKS: Final = 20_000  # `<` in it; a form has some 200
FORM_TEXT: Final = 100_000  # characters of one element
CELL_TEXT: Final = 32_767  # characters of a cell, as many as spreadsheet programs take
TABLE_CELLS: Final = 500_000  # of a workbook taken in
TABLE_MARKS: Final = 2_000_000  # `<` in one part of it, which bounds the memory that reading takes
TABLE_HEAD_BYTES: Final = 8 * MIB  # parts of a workbook beside its sheets and strings
TABLE_COLUMNS: Final = 200
TABLE_FILE_BYTES: Final = 30 * MIB  # a table as it is kept with its case
VIEWER_FILE_BYTES: Final = 8 * MIB  # a larger file is sealed without being read for 查阅.html
VIEWER_READ_BYTES: Final = 128 * MIB  # of all files of a package that are read for it
VIEWER_CHARACTERS: Final = 3_000_000  # of text in the page
VIEWER_BYTES: Final = 18 * MIB  # what the text may take in the page, escaped
MERGE_FILE_BYTES: Final = 256 * MIB  # a larger PDF is named in 全卷.pdf, not merged into it
MERGE_BYTES: Final = 1024 * MIB  # of all PDFs merged into it
MERGE_SECONDS: Final = 20  # of processor time for each of them
MERGE_MEMORY_BYTES: Final = 400 * MIB  # of the child that merges: what it holds is a page, not the whole
MERGE_CHANCES: Final = 5  # how many files may stop that child before the rest is not merged
