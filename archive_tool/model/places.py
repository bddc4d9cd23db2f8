"""Where something stands in a file that the user can open."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the user's own file.

    Attributes:
        source: the file as the user names it: relative to the workspace, `/` separated.
        line: counted from 1; 0 means the file as a whole.
        column: counted from 1; 0 means the line as a whole.
        field: dotted path of the field by its English keys, `candidates[0].person`; may be empty.
    """

    source: str
    line: int = 0
    column: int = 0
    field: str = ""

    def at(self, field: str) -> "Place":
        """The same place, said of another field."""
        return Place(self.source, self.line, self.column, field)
