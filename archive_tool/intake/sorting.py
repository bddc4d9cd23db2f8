"""The papers of an old dossier, sorted into items: one 件 for each paper, Word file and PDF of one name together.

    sort_papers(names, texts, headings(plan), rest) -> one Sorted a paper, in the order given

Only proposals: what is not sure is named, so that a person decides.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from archive_tool.intake.proposing import Heading, Proposal, Sure, proposals

_SAME_PAPER: Final = frozenset({".doc", ".docx", ".wps", ".pdf", ".ofd"})  # forms of one paper when they share a name


@dataclass(frozen=True, slots=True)
class Sorted:
    """A paper and the item it goes to.

    Attributes:
        name: path below the dossier's folder.
        item: key, `C3-2`; of those that nothing can be proposed for it is under the heading for the rest.
        proposal: where that comes from.
    """

    name: str
    item: str
    proposal: Proposal

    @property
    def open(self) -> bool:
        """Whether a person has to decide: nothing was proposed, or not surely enough."""
        return self.proposal.sure in (Sure.NONE, Sure.DOUBTFUL)


def sort_papers(names: Sequence[str], texts: Sequence[str], plan: Sequence[Heading], rest: str) -> tuple[Sorted, ...]:
    """The item of each paper.

    Args:
        names: paths below the dossier's folder, `/` separated.
        texts: what is known of each paper's text, its beginning at least; empty where there is none.
        plan: from `headings`.
        rest: code under which papers stand that nothing can be proposed for.
    """
    taken: dict[str, int] = defaultdict(int)
    keys: dict[tuple[str, str], str] = {}
    found = []
    for proposal in proposals(names, texts, plan):
        code = proposal.item or rest
        # Two files of one name are one paper only when each by itself seems to be the same: not 未命名.doc and .pdf.
        paper = (_paper(proposal.name) if proposal.item else proposal.name, code)
        if paper not in keys:
            taken[code] += 1
            keys[paper] = f"{code}-{taken[code]}"
        found.append(Sorted(proposal.name, keys[paper], proposal))
    return tuple(found)


def _paper(name: str) -> str:
    """What the forms of one paper have in common: the path without the ending of a text document."""
    path = PurePosixPath(name)
    return str(path.with_suffix("")) if path.suffix.lower() in _SAME_PAPER else f"{name}/"
