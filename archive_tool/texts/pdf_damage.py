"""What pypdf lets out when a PDF is damaged, hostile or merely odd: whoever reads one in a child catches these."""

from typing import Final

from pypdf.errors import PyPdfError

DAMAGE: Final = (
    PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, AssertionError,
    ArithmeticError, NotImplementedError, OSError, EOFError, MemoryError,
)  # fmt: skip
