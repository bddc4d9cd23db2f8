"""The arithmetic of ballots: pure figures in, slips out. All numbers are whole and not negative.

counted(tally) -> Iterator[Slip]      head and groups of a tally
voted(tally) -> Iterator[Slip]        votes by person of a recommendation
graded(tally) -> Iterator[Slip]       rows of an assessment
share(votes, base), ranks(votes)      how they are computed for documents too
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from archive_tool.model.tree import Group, find, groups, rows, text, value
from archive_tool.procedure.rule import Word

_CENT: Final = Decimal("0.01")
GRADES: Final = ("excellent", "competent", "basic", "incompetent", "unknown", "abstain")
HEAD: Final = ("issued", "returned", "valid", "invalid", "abstain", "present", "expected")


@dataclass(frozen=True, slots=True)
class Slip:
    """Two figures that do not agree.

    Attributes:
        path: of the figure below the tally, `rows[0].total`.
        what: what was compared, in words.
        found, due: the figure read and the figure it must be (or may not exceed).
        is_doubt: whether it is only worth asking, not certainly wrong.
    """

    path: str
    what: Word
    found: object
    due: object
    is_doubt: bool = False


def figure(node: Group, key: str) -> int | None:
    """A whole number, None when it is not said."""
    said = value(node, key)
    return said if isinstance(said, int) and not isinstance(said, bool) else None


def share(votes: int, base: int) -> Decimal:
    """Votes as per cent of the base, two decimals, half up; 0 of no base."""
    return (Decimal(100 * votes) / Decimal(base)).quantize(_CENT, ROUND_HALF_UP) if base else Decimal(0).quantize(_CENT)


def ranks(votes: Sequence[int]) -> tuple[int, ...]:
    """Competition ranks: 1, 2, 2, 4."""
    return tuple(1 + sum(other > own for other in votes) for own in votes)


def base_of(tally: Group, term: str) -> int | None:
    """The number that the shares of a tally are counted from, by the tally itself or the organisation's term."""
    said = text(tally, "base") or term
    return figure(tally, {"收回票": "returned", "参加人数": "present"}.get(said, "valid"))


def whole_of(parts: Sequence[int | None]) -> int | None:
    """The sum of the parts; None when there is none or one of them is not said."""
    stated = [part for part in parts if part is not None]
    return sum(stated) if stated and len(stated) == len(parts) else None


def counted(tally: Group) -> Iterator[Slip]:
    """Ballots issued, returned, valid, invalid; present and expected; and the same summed over the groups."""
    head = {key: figure(tally, key) for key in HEAD}
    for key, known in head.items():
        if known is not None and known < 0:
            yield Slip(key, Word("票数", "number of ballots"), known, 0)
    issued, returned, valid, invalid = (head[key] for key in ("issued", "returned", "valid", "invalid"))
    if issued is not None and returned is not None and returned > issued:
        yield Slip("returned", Word("收回票数多于发出票数", "more ballots returned than issued"), returned, issued)
    if returned is not None and valid is not None and invalid is not None and valid + invalid != returned:
        what = Word("有效票与无效票之和应等于收回票", "valid and invalid must make the returned")
        yield Slip("valid", what, valid + invalid, returned)
    if valid is not None and returned is not None and invalid is None and valid > returned:
        yield Slip("valid", Word("有效票多于收回票", "more valid ballots than returned"), valid, returned)
    present, expected = head["present"], head["expected"]
    if present is not None and expected is not None and present > expected:
        yield Slip(
            "present", Word("实到人数多于应到人数", "more present than expected"), present, expected, is_doubt=True
        )
    if issued is not None and present is not None and issued != present and not text(tally, "issued_differs_reason"):
        yield Slip(
            "issued",
            Word("发出票数与实到人数不一致", "ballots issued differ from those present"),
            issued,
            present,
            is_doubt=True,
        )
    for key in ("present", "issued", "returned", "valid", "invalid", "abstain"):
        whole = whole_of([figure(group, key) for group in groups(tally, "groups")])
        if head[key] is not None and whole is not None and whole != head[key]:
            what = Word(f"分类{_ZH[key]}合计应等于总数", f"the groups' {key} must add up")
            yield Slip("groups", what, whole, head[key])


_ZH: Final = {
    "present": "实到",
    "issued": "发出",
    "returned": "收回",
    "valid": "有效",
    "invalid": "无效",
    "abstain": "弃权",
}


def voted(tally: Group, term: str) -> Iterator[Slip]:
    """Votes by person: no more than valid ballots, summing right, with right shares, ranks and votes by group."""
    valid, abstain = figure(tally, "valid"), figure(tally, "abstain") or 0
    choose = figure(tally, "choose") or figure(tally, "headcount") or 1
    entries = [(place, row, figure(row, "total")) for place, row in enumerate(groups(tally, "rows"))]
    known = [(place, row, total) for place, row, total in entries if total is not None]
    whole = sum(total for _, _, total in known)
    if valid is not None and known:
        for place, _, total in known:
            if total > valid:
                yield Slip(
                    f"rows[{place}].total", Word("得票多于有效票", "more votes than valid ballots"), total, valid
                )
        made = whole + abstain
        if choose == 1 and len(known) == len(entries) and made != valid:
            # Votes for persons below the printed list are possible: fewer is worth asking, more is wrong.
            yield Slip(
                "rows",
                Word(
                    "得票合计与弃权票之和应等于有效票（按每票可选人数 1 计算）",
                    "votes and abstentions must make the valid ballots (one choice on each)",
                ),
                made,
                valid,
                is_doubt=made < valid,
            )
        if choose > 1 and whole > choose * valid:
            yield Slip(
                "rows",
                Word(
                    f"得票合计不得超过有效票数乘以每票可选人数（{choose}）",
                    f"votes may not exceed {choose} for each valid ballot",
                ),
                whole,
                choose * valid,
            )
    base = base_of(tally, term)
    places = ranks([total for _, _, total in known])
    for (place, row, total), rank in zip(known, places, strict=True):
        yield from _row(place, row, total, rank, base)


def _row(place: int, row: Group, total: int, rank: int, base: int | None) -> Iterator[Slip]:
    """Share, rank and votes by group of one person."""
    said = value(row, "share")
    if base and isinstance(said, Decimal | int) and abs(Decimal(said) - share(total, base)) > _CENT:
        yield Slip(f"rows[{place}].share", Word("得票率", "share"), f"{said}%", f"{share(total, base)}%")
    stated = figure(row, "rank")
    if stated is not None and stated != rank:
        yield Slip(f"rows[{place}].rank", Word("排名", "rank"), stated, rank)
    split = find(row, "votes_by_group")
    if isinstance(split, Group):
        whole = whole_of([figure(split, key) for key in split])
        if whole is not None and whole != total:
            what = Word("分类得票合计应等于得票数", "the votes by group must add up")
            yield Slip(f"rows[{place}].votes_by_group", what, whole, total)


def graded(tally: Group) -> Iterator[Slip]:
    """Rows of an assessment: the counts of each row make the valid ballots, or those of its group."""
    valid = figure(tally, "valid")
    by_group: Mapping[str, int | None] = {
        text(group, "name"): figure(group, "valid") for group in groups(tally, "groups")
    }
    for place, row in enumerate(groups(tally, "rows")):
        counts = [figure(row, key) for key in GRADES]
        due = by_group.get(text(row, "group")) if text(row, "group") else valid
        total = sum(count for count in counts if count is not None)
        if due is not None and any(count is not None for count in counts) and total != due:
            what = Word(
                f"“{text(row, 'dimension')}”各等次合计应等于有效票",
                f"the grades of “{text(row, 'dimension')}” must make the valid ballots",
            )
            yield Slip(f"rows[{place}]", what, total, due)


def answered(tally: Group) -> Iterator[Slip]:
    """Rows of a survey: answers of a row do not exceed the valid forms."""
    valid = figure(tally, "valid")
    for place, row in enumerate(groups(tally, "rows")):
        answers = find(row, "answers")
        if valid is not None and isinstance(answers, Group):
            total = sum(figure(answers, key) or 0 for key in answers)
            if total > valid:
                yield Slip(
                    f"rows[{place}].answers",
                    Word("答案合计多于有效问卷", "more answers than valid forms"),
                    total,
                    valid,
                )


def weighted(scoring: Group) -> Iterator[Slip]:
    """Weights add up to 100, and announced totals to the weighted scores."""
    weights = {text(one, "dimension"): value(one, "weight") for one in groups(scoring, "weights")}
    known = {name: Decimal(weight) for name, weight in weights.items() if isinstance(weight, int | Decimal)}
    whole = sum(known.values(), Decimal(0))
    if rows(scoring, "weights") and whole != 100:  # noqa: PLR2004 (per cent)
        yield Slip("weights", Word("权重合计应为100", "the weights must add up to 100"), whole, 100)
        return
    totals: dict[str, Decimal] = {}
    for row in groups(scoring, "rows"):
        score = value(row, "score")
        if isinstance(score, int | Decimal) and text(row, "dimension") in known:
            person = text(row, "candidate")
            totals[person] = totals.get(person, Decimal(0)) + Decimal(score) * known[text(row, "dimension")] / 100
    for place, row in enumerate(groups(scoring, "rows")):
        stated, due = value(row, "total"), totals.get(text(row, "candidate"))
        if isinstance(stated, int | Decimal) and due is not None and abs(Decimal(stated) - due) > _CENT:
            yield Slip(
                f"rows[{place}].total", Word("加权总分", "weighted total"), stated, due.quantize(_CENT, ROUND_HALF_UP)
            )
