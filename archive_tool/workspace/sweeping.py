"""What a crash left in a case folder goes at the next command that writes there."""

from pathlib import Path

from archive_tool.workspace.layout import ATTACHMENTS, DOCUMENTS, HISTORY, TABLES
from archive_tool.writing import sweep


def sweep_case(folder: Path) -> None:
    """Removes the drafts of a crash from a case folder; the caller holds the workspace's lock."""
    for place in (folder, *(folder / name for name in (ATTACHMENTS, DOCUMENTS, HISTORY, TABLES))):
        sweep(place)
