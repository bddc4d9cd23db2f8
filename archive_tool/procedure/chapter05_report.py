"""Chapter 5, the inspection report: what it must contain, as far as the record holds its text."""

from collections.abc import Iterator
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group, groups, rows, text
from archive_tool.procedure.rule import LIKELY, REVISED, SURE, Breach, Word, breach, joined, rule
from archive_tool.procedure.view import View, missing

_SECTIONS: Final = ("traits", "shortcomings", "votes", "verification", "conclusion")


def _name(view: View, report: Group) -> str:
    """The person a report is about."""
    candidate = view.candidate(text(report, "candidate"))
    return candidate.name if candidate else text(report, "candidate")


def _is_split(report: Group) -> bool:
    """Whether the text of a report stands in the record section by section, some of them at least."""
    return not text(report, "text") and len(missing(report, _SECTIONS)) < len(_SECTIONS)


def _split(view: View) -> Iterator[tuple[str, Group]]:
    """The reports whose text stands in the record, section by section."""
    return (found for found in view.entries("reports") if _is_split(found[1]))


@rule(
    "R-530",
    Severity.PERSON,
    source="《干部任用条例》第五章；文本五",
    confidence=SURE,
    reads=("reports",),
    title=("考察材料以 Word 文件为准的，内容由人核对", "a report whose text stands in Word is read by a person"),
    says=(
        "{name}的考察材料{problem}，请对照四项内容核对 Word 文件。",
        "The report on {name} {problem}; check the Word file for the four groups.",
    ),
    remedy=(
        "四项内容：主要表现和特长、主要不足、推荐测评和谈话情况、核查结论。",
        "The four groups: performance, shortcomings, recommendation and talks, verification.",
    ),
)
def report_elsewhere(view: View) -> Iterator[Breach]:
    """Until the case is closed; a text that is not split into sections is read by a person too."""
    if view.is_closed:
        return
    for where, report in view.entries("reports"):
        if text(report, "text"):
            word = Word("正文在记录中没有分项填写", "is not split into sections in the record")
            yield breach(where, name=_name(view, report), problem=word)
        elif not _is_split(report):
            word = Word("正文不在记录中", "has no text in the record")
            yield breach(where, name=_name(view, report), problem=word)


_TRAITS: Final = {
    "traits": ("德能勤绩廉表现", "performance"),
    "speciality": ("主要特长", "speciality"),
    "behaviour": ("行为特征", "behavioural traits"),
}


@rule(
    "R-531",
    Severity.ERROR,
    source="《干部任用条例》第五章（2014年版第三十一条；新条文增加具体事例和行为特征）",
    confidence=SURE,
    reads=("reports",),
    title=("考察材料写明表现、特长和行为特征", "the report has performance, speciality and behaviour"),
    says=("{name}的考察材料缺少：{lacking}。", "The report on {name} lacks: {lacking}."),
    remedy=("请补写；各方面应有具体事例和依据。", "Complete it; every aspect with facts and evidence."),
)
def performance_written(view: View) -> Iterator[Breach]:
    """No performance at all is an error; a missing aspect, speciality or evidence a warning."""
    for where, report in _split(view):
        lacking = missing(report, _TRAITS)
        if "traits" in lacking:
            yield breach(f"{where}.traits", name=_name(view, report), lacking=joined(["traits"], _TRAITS))
            continue
        if lacking:
            yield breach(
                f"{where}.{lacking[0]}", Severity.WARNING, name=_name(view, report), lacking=joined(lacking, _TRAITS)
            )
        traits = groups(report, "traits")
        covered = {text(trait, "aspect") for trait in traits}
        gaps = [aspect for aspect in view.terms.aspects if aspect not in covered]
        if gaps:
            yield breach(f"{where}.traits", Severity.WARNING, name=_name(view, report), lacking="、".join(gaps))
        bare = [text(trait, "heading") or text(trait, "aspect") for trait in traits if not rows(trait, "evidence_refs")]
        if bare:
            said = Word(f"“{'”“'.join(bare)}”的依据", f"evidence for {', '.join(bare)}")
            yield breach(f"{where}.traits", Severity.WARNING, name=_name(view, report), lacking=said)


@rule(
    "R-532",
    Severity.ERROR,
    source="《干部任用条例》第五章（2014年版第三十一条）",
    confidence=SURE,
    reads=("reports",),
    title=("考察材料写明主要不足", "the report has shortcomings"),
    says=("{name}的考察材料{problem}。", "The report on {name} {problem}."),
    remedy=(
        "请写明具体、有依据的不足，以及与拟任岗位的关系。",
        "Write specific shortcomings with evidence and what they mean for the post.",
    ),
)
def shortcomings_written(view: View) -> Iterator[Breach]:
    """None is an error; none with evidence and relevance a warning."""
    for where, report in _split(view):
        said = groups(report, "shortcomings")
        if not said:
            yield breach(
                f"{where}.shortcomings", name=_name(view, report), problem=Word("没有写主要不足", "has no shortcomings")
            )
        elif not any(rows(one, "evidence_refs") and text(one, "post_relevance") for one in said):
            yield breach(
                f"{where}.shortcomings",
                Severity.WARNING,
                name=_name(view, report),
                problem=Word(
                    "所写不足没有依据，或没有说明与岗位的关系",
                    "has shortcomings without evidence or relevance to the post",
                ),
            )


_RESULTS: Final = {
    "votes": ("民主推荐、测评情况", "recommendation and assessment"),
    "talk_stats": ("谈话情况", "talks"),
}


@rule(
    "R-533",
    Severity.ERROR,
    source="《干部任用条例》第五章（2014年版第三十一条）",
    confidence=SURE,
    reads=("reports",),
    title=("考察材料写明推荐、测评和谈话情况", "the report has recommendation, assessment and talks"),
    says=("{name}的考察材料缺少：{lacking}。", "The report on {name} lacks: {lacking}."),
    remedy=("请补写票数、名次和谈话情况。", "Add votes, rank and talks."),
)
def results_written(view: View) -> Iterator[Breach]:
    """Where there was a recommendation or assessment; talks are a warning."""
    for where, report in _split(view):
        counted = view.has("recommendations") or view.has("assessments")
        if counted and not any(text(report, key) for key in ("votes", "recommendation_ref", "assessment_ref")):
            yield breach(f"{where}.votes", name=_name(view, report), lacking=joined(["votes"], _RESULTS))
        if view.has("talks") and not text(report, "talk_stats"):
            yield breach(
                f"{where}.talk_stats",
                Severity.WARNING,
                name=_name(view, report),
                lacking=joined(["talk_stats"], _RESULTS),
            )


@rule(
    "R-534",
    Severity.WARNING,
    source="《干部任用条例》第五章（2019年版新增，条文待核）",
    confidence=LIKELY,
    reads=("reports",),
    title=("考察材料写明核查结论", "the report has the conclusions of the checks"),
    says=("{name}的考察材料没有写核查情况。", "The report on {name} has no conclusions of the checks."),
    remedy=(
        "请写明档案审核、个人有关事项、纪检意见和信访查核的结论。",
        "Add file, personal matters, discipline and petitions.",
    ),
    since=REVISED,
)
def verification_written(view: View) -> Iterator[Breach]:
    """A section of its own."""
    for where, report in _split(view):
        if not text(report, "verification"):
            yield breach(f"{where}.verification", name=_name(view, report))


@rule(
    "R-525",
    Severity.INFO,
    source="《干部任用条例》第五章（2014年版第二十八条第五项）",
    confidence=SURE,
    reads=("reports", "people.*.annual_reviews"),
    title=("与一贯表现比较", "compared with consistent past performance"),
    says=("{name}的考察材料没有写年度考核情况。", "The report on {name} does not name the yearly appraisals."),
    remedy=("请写明近年年度考核等次。", "Name the grades of recent years."),
)
def appraisals_named(view: View) -> Iterator[Breach]:
    """In reports written section by section."""
    for where, report in _split(view):
        if not text(report, "appraisals"):
            yield breach(f"{where}.appraisals", name=_name(view, report))
