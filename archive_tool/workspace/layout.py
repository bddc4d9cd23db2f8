"""Where things lie in a workspace (contract, Workspace): one table of names."""

from dataclasses import dataclass
from pathlib import Path

SETTINGS = "archive-tool.yaml"
RECORDS = ("case.yaml", "案卷.yaml")
RECEIVED = "received.yaml"
MADE = "made.json"
DOCUMENTS = "documents"
ATTACHMENTS = "attachments"
HISTORY = "history"
TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of the workspace at `root`."""

    root: Path

    @property
    def settings(self) -> Path:
        """archive-tool.yaml."""
        return self.root / SETTINGS

    @property
    def people(self) -> Path:
        """Persons kept once."""
        return self.root / "people"

    @property
    def cases(self) -> Path:
        """Case and decision folders."""
        return self.root / "cases"

    @property
    def templates(self) -> Path:
        """The organisation's own templates."""
        return self.root / "templates"

    @property
    def schemas(self) -> Path:
        """The organisation's own schemas."""
        return self.root / "schemas"

    @property
    def archive(self) -> Path:
        """Sealed packages."""
        return self.root / "archive"

    @property
    def ledger(self) -> Path:
        """One line per act."""
        return self.archive / "ledger.jsonl"

    @property
    def asked(self) -> Path:
        """One line per question put to the archive, by its digest."""
        return self.archive / "asked.jsonl"

    @property
    def codes(self) -> Path:
        """Reference codes given to sealed items."""
        return self.archive / "codes.csv"

    @property
    def disposed(self) -> Path:
        """What is left of packages that were disposed of: a list of what they held."""
        return self.archive / "disposed"

    @property
    def index(self) -> Path:
        """The search index, disposable."""
        return self.root / "index"

    @property
    def lock(self) -> Path:
        """The file whose lock a writer holds."""
        return self.root / ".lock"

    def shown(self, path: Path) -> str:
        """A path as the user names it: from the workspace's root where it lies inside, `/` separated."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()
