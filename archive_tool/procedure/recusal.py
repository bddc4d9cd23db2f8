"""Who is related to whom, as far as the record knows, and how sure that is.

    ties(view, candidate, other) -> tuple[Tie, ...]      strongest first

A relation is certain when somebody declared it, or an id or identity number says who is meant. A name in a family list
is as good as certain when unit or post agree, doubtful when nothing more is known, and a namesake when they differ, or
when both have an id or identity number and it is not the same: a name alone never proves anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from archive_tool.model.tree import Group, find, groups, text
from archive_tool.procedure import kin
from archive_tool.procedure.paths import person
from archive_tool.procedure.view import Candidate, Mention, View

_SHARED_WORDS: Final = 4  # characters in a row that two descriptions of one person's work must share


class Sure(IntEnum):
    """How sure it is that the two are so related."""

    NAMESAKE = 0  # the same name, and unit or post differ
    DOUBTFUL = 1  # the same name, nothing more known
    CERTAIN = 2


@dataclass(frozen=True, slots=True)
class Tie:
    """One relation between two people.

    Attributes:
        word: the family word, as written or worked out.
        relation: what it means; None for a word that is no kinship the table knows (同学).
        sure: how sure it is.
    """

    word: str
    relation: kin.Relation | None
    sure: Sure

    @property
    def recuses(self) -> bool:
        """Whether it certainly demands recusal."""
        return self.sure is Sure.CERTAIN and self.relation is not None and self.relation.kin.recuses

    @property
    def is_kin(self) -> bool:
        """Whether it would demand recusal if it were certain."""
        return self.relation is not None and self.relation.kin.recuses


def _share(one: str, other: str) -> bool:
    """Whether two descriptions share a run of words."""
    return any(one[at : at + _SHARED_WORDS] in other for at in range(len(one) - _SHARED_WORDS + 1))


def _record(view: View, mention: Mention) -> Group | None:
    """The register's record of somebody mentioned."""
    known = person(view.case, mention.id) if mention.id else None
    return known.record if known else None


def _work(record: Group | None, mention: Group | None) -> str:
    """Unit and post of somebody, as the register or the mention has them."""
    parts = (
        text(record, "current_post.unit"),
        text(record, "current_post.title"),
        text(mention, "unit"),
        text(mention, "post"),
    )
    return " ".join(part for part in parts if part)


def _by_name(relative: Group, work: str) -> Sure:
    """How sure it is that a relative of that name is the person who does that work."""
    said = text(relative, "post")
    if not said or not work:
        return Sure.DOUBTFUL
    return Sure.CERTAIN if _share(said, work) else Sure.NAMESAKE


def _in_family(family: Group | None, whom: Mention, record: Group | None, work: str) -> Iterator[tuple[str, Sure]]:
    """The entries of a family list that mean somebody: by id, by identity number, or by name."""
    for relative in groups(family, "family"):
        word = text(relative, "relation")
        told = tuple(_told(relative, whom, record))
        if any(told):
            yield word, Sure.CERTAIN
        elif text(relative, "name") == whom.name and text(relative, "deceased") != "True":
            yield word, Sure.NAMESAKE if told else _by_name(relative, work)


def _told(relative: Group, whom: Mention, record: Group | None) -> Iterator[bool]:
    """Whether a relative is the person meant, by what both have: an id, an identity number of the same length."""
    reference, number, known = text(relative, "person"), _number(relative), _number(record)
    if reference and whom.id:
        yield reference == whom.id
    if number and len(number) == len(known):  # the old numbers of 15 places tell nothing of those of 18
        yield number == known


def _number(node: Group | None) -> str:
    """The identity number of somebody; its last place may be written as X or x."""
    return text(node, "id_number").upper()


def _declared(view: View, candidate: Candidate, other: Mention) -> Iterator[str]:
    """The words under which either of the two declared the other."""
    for entry in groups(candidate.node, "relations"):
        if any(one.key in (other.id, other.name) for one in view.named(find(entry, "with"), "")):
            yield text(entry, "relation")
    for _, entry in view.entries("team.recusal"):
        about_other = any(one.key in (other.id, other.name) for one in view.named(find(entry, "person"), ""))
        if about_other and text(entry, "candidate") == candidate.id and text(entry, "relation"):
            yield text(entry, "relation")


def _through_others(one: Group | None, other: Group | None) -> Iterator[kin.Relation]:
    """Relations that follow from a relative whom both name by id or identity number."""
    known = {}
    for relative in groups(one, "family"):
        for identity in _identities(relative):
            known[identity] = text(relative, "relation")
    for relative in groups(other, "family"):
        for identity in _identities(relative):
            found = kin.between(known[identity], text(relative, "relation")) if identity in known else None
            if found is not None:
                yield found


def _identities(relative: Group) -> tuple[str, ...]:
    return tuple(filter(None, (text(relative, "person"), _number(relative))))


def ties(view: View, candidate: Candidate, other: Mention, mention: Group | None = None) -> tuple[Tie, ...]:
    """Everything that ties a candidate to somebody else, the surest and gravest first.

    Args:
        view: the case.
        candidate: the person inspected or decided on.
        other: somebody with a part in it.
        mention: the group that names the other, for unit and post.
    """
    record = _record(view, other)
    found = [Tie(word, kin.relation(word), Sure.CERTAIN) for word in _declared(view, candidate, other)]
    work = _work(record, mention)
    found += [Tie(word, kin.relation(word), sure) for word, sure in _in_family(candidate.person, other, record, work)]
    own = Mention(candidate.id, candidate.name, candidate.path)
    own_work = _work(candidate.person, None)
    found += [Tie(word, kin.relation(word), sure) for word, sure in _in_family(record, own, candidate.person, own_work)]
    found += [Tie(tie.kin.value, tie, Sure.CERTAIN) for tie in _through_others(candidate.person, record)]
    return tuple(sorted(found, key=lambda tie: (-tie.sure, not tie.is_kin)))


def is_same(candidate: Candidate, other: Mention) -> bool:
    """Whether the other certainly is the candidate."""
    return bool(other.id) and other.id == candidate.id
