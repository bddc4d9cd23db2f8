"""The schema language, and that the shipped schemas say all that the trade and its rules need."""

from pathlib import Path

import pytest

from archive_tool.errors import Unreadable
from archive_tool.messages import speaker
from archive_tool.records.checking import check
from archive_tool.records.reading import load, read
from archive_tool.records.schema import SCALARS, kinds, load_schema

HEAD = "format: 1\nkind: club\nzh: 俱乐部\nen: a club\n"


def loaded(folder: Path, text: str, *others: Path):
    (folder / "club").mkdir(exist_ok=True)
    (folder / "club" / "record.yaml").write_text(text, encoding="utf-8")
    return load_schema((folder, *others), "club")


def faults(folder: Path, text: str, *others: Path) -> list[tuple[str, int]]:
    with pytest.raises(Unreadable) as caught:
        loaded(folder, text, *others)
    for language in ("zh", "en"):
        say = speaker(language)
        assert say(caught.value.key, **caught.value.facts)
        assert all(say(f.rule, **f.facts) and say(f"{f.rule}.hint", **f.facts) for f in caught.value.findings)
    return [(finding.rule, finding.place.line) for finding in caught.value.findings]


def test_every_kind_is_shipped_and_loads(schemas):
    known = kinds(schemas)
    assert set(known) >= {"appointment", "calendar", "decision", "file-plan", "person", "received", "terms", "workspace"}
    for kind in known:
        assert load_schema(schemas, kind).kind == kind


@pytest.mark.parametrize("kind", ["appointment", "decision", "person", "workspace", "received", "calendar"])
def test_every_field_says_what_it_is_in_both_languages(schemas, kind):
    silent = [
        path for path, known in load_schema(schemas, kind).paths()
        if not (known.en and known.zh and not known.zh.isascii())
    ]  # fmt: skip
    assert silent == []


# What the filing list, its additions and every procedure rule read, written out by hand and not taken from the schema.
# Three names are lists here because practice has several: appointment.talks (任前谈话), appointment.documents (任免通知),
# talks[].objects (考察对象); the checks of C4 and C5 are lists with the candidate in each entry.
APPOINTMENT = """
id title year mode purpose occasion secrecy retention decision closed_on paper_kept
org.full_name org.short_name org.party_committee org.organisation_department org.document_code org.fonds_number
org.address org.phone org.mail org.supervision_phone
plan.year plan.basis plan.objects[].unit plan.objects[].post plan.objects[].purpose plan.schedule[].step plan.schedule[].from
plan.schedule[].to plan.schedule[].owner plan.staffing plan.discipline plan.approved_by plan.approved_on
plan.unplanned_reason plan.record
positions[].id positions[].title positions[].unit positions[].rank positions[].headcount positions[].elected
positions[].vacancy_reason positions[].duties positions[].qualifications positions[].announced_on
positions[].approval_level positions[].requires_audit positions[].unit_kind positions[].secret_post positions[].dual_managed
people.x.name people.x.former_names people.x.sex people.x.birth people.x.ethnicity people.x.native_place people.x.birth_place
people.x.party_join people.x.work_start people.x.health people.x.professional_title people.x.expertise
people.x.education.fulltime.degree people.x.education.fulltime.level people.x.education.parttime.school
people.x.education.parttime.major people.x.current_post.title people.x.current_post.unit people.x.current_post.since
people.x.current_post.rank people.x.resume[].from people.x.resume[].to people.x.resume[].text people.x.resume[].aside
people.x.rewards people.x.annual_reviews[].year people.x.annual_reviews[].grade people.x.family[].relation
people.x.family[].name people.x.family[].birth people.x.family[].politics people.x.family[].post people.x.family[].deceased
people.x.id_number people.x.photo people.x.sanctions[].effect_until people.x.training people.x.settled_abroad
people.x.promotions[].on people.x.business_interests people.x.retirement_due
candidates[].person candidates[].position candidates[].proposed_post candidates[].removed_post candidates[].reason
candidates[].prior_unit.name candidates[].prior_unit.until candidates[].exceptional.is candidates[].exceptional.circumstances
candidates[].exceptional.reason candidates[].exceptional.ground candidates[].exceptional.approval_no
candidates[].exceptional.reported_on candidates[].probation candidates[].excluded_reason candidates[].exclusion.none_applies
candidates[].special_matters[].reply_no candidates[].result candidates[].result_on candidates[].result_reason
team.leader team.members[].duty team.members[].role team.members[].sex team.members[].politics team.split_of_work
team.recusal[].relation team.recusal[].signed_on team.pledge_signed_on team.pledge_text team.attendance
motion.requests[].unit motion.requests[].doc_no motion.requests[].date motion.requests[].title motion.requests[].signer
motion.requests[].positions motion.requests[].summary.professional_structure motion.requests[].summary.age_structure
motion.requests[].summary.person_direction motion.requests[].summary.potential motion.requests[].summary.acceptance
motion.unit_analysis.trigger motion.unit_analysis.team_size_approved motion.unit_analysis.team_size_actual
motion.unit_analysis.vacancies motion.unit_analysis.members motion.unit_analysis.statistics motion.unit_analysis.strengths
motion.unit_analysis.gaps motion.unit_analysis.adjustment_options motion.unit_analysis.conclusion
motion.unit_analysis.author motion.unit_analysis.date
motion.meeting.name motion.meeting.no motion.meeting.date motion.meeting.from motion.meeting.place motion.meeting.chair
motion.meeting.recorder motion.meeting.due motion.meeting.present motion.meeting.absent[].reason motion.meeting.observers
motion.meeting.agenda motion.meeting.speeches[].text motion.meeting.decisions
motion.scheme.mode motion.scheme.mode_reason motion.scheme.steps[].step motion.scheme.consultation.leader
motion.scheme.post motion.scheme.conditions motion.scheme.range motion.scheme.method motion.scheme.procedure
motion.approval_slip.approved_on motion.approval_slip.office_opinion.text motion.approval_slip.principal_opinion.signer
motion.initial_proposal.reported_to motion.initial_proposal.discussed_on
notice.no notice.date notice.channel notice.scope notice.task notice.time_from notice.time_to notice.place notice.mode
notice.standards notice.persons notice.team notice.phone notice.supervision_phone notice.mailbox notice.contact_hours
notice.proof notice.release.approved_on notice.also_at_former_unit
recommendations[].kind recommendations[].date recommendations[].place recommendations[].post recommendations[].headcount
recommendations[].scope_text recommendations[].expected recommendations[].present recommendations[].issued
recommendations[].returned recommendations[].valid recommendations[].invalid recommendations[].abstain
recommendations[].groups[].layer recommendations[].groups[].name recommendations[].rows[].person
recommendations[].rows[].votes_by_group recommendations[].rows[].total recommendations[].rows[].share
recommendations[].rows[].rank recommendations[].tellers recommendations[].supervisor recommendations[].issued_on
recommendations[].collected_on recommendations[].anti_canvassing_told recommendations[].reference_candidates
recommendations[].reported_to_superior_on recommendations[].missing_kind_reason recommendations[].base
assessments[].rows[].person assessments[].rows[].dimension assessments[].rows[].excellent assessments[].rows[].competent
assessments[].rows[].basic assessments[].rows[].incompetent assessments[].rows[].unknown assessments[].rows[].abstain
surveys[].indicators surveys[].rows[].answers surveys[].sample
determination.date determination.persons
opinions[].circle opinions[].department opinions[].method opinions[].asked_on opinions[].answered_on opinions[].substance
opinions[].attachment opinions[].own_unit opinions[].body
talks[].no talks[].date talks[].from talks[].to talks[].place talks[].interviewers talks[].recorder
talks[].interviewee.name talks[].interviewee.code talks[].interviewee.layer talks[].interviewee.circle
talks[].interviewee.relationship talks[].objects talks[].outline talks[].text talks[].evaluation.strengths
talks[].evaluation.shortcomings talks[].evaluation.examples[].fact talks[].evaluation.examples[].when
talks[].evaluation.examples[].verified talks[].attitude talks[].signature_state talks[].confidentiality_told talks[].role
talks[].setting
visits[].no visits[].date visits[].officer visits[].community visits[].household visits[].group visits[].kind
visits[].content visits[].handled_now visits[].category visits[].lead_official visits[].lead_unit visits[].handler
visits[].promise_due visits[].reply_due visits[].closed_on visits[].result visits[].satisfaction visits[].setting
visit_plan[].officer visit_plan[].area visit_plan[].quota visit_plan[].target_groups
petitions[].leads_specific petitions[].closed_on petitions[].category forums[].date receptions[].announced_on
statistics[].label statistics[].scope statistics[].number
checks.archive[].examined_on checks.archive[].examiners checks.archive[].rows[].item checks.archive[].rows[].file_says
checks.archive[].rows[].form_says checks.archive[].rows[].consistent checks.archive[].rows[].evidence_doc
checks.archive[].rows[].doubt checks.archive[].rows[].treatment checks.archive[].conclusion checks.archive[].signatures
checks.matters[].asked_on checks.matters[].answered_on checks.matters[].doc_no checks.matters[].verdict
checks.matters[].explanation checks.matters[].treatment checks.matters[].conclusion
checks.performance[].goals checks.performance[].duty_reports checks.performance[].achievements checks.performance[].awards
checks.performance[].punishments checks.audit[].kind checks.audit[].maker checks.audit[].doc_no checks.audit[].date
checks.audit[].conclusion checks.audit[].problems checks.audit[].resolved checks.professional[].conclusion
checks.discipline[].body checks.discipline[].level checks.discipline[].asked_on checks.discipline[].doc_no
checks.discipline[].reply_on checks.discipline[].reply_no checks.discipline[].conclusion checks.discipline[].signed_by
checks.discipline[].replies[].reflections_received checks.discipline[].replies[].affects_use
checks.integrity_statement[].signed_by[].as checks.petition[].conclusion checks.political_quality[].conclusion
feedback.date feedback.leader feedback.reporter feedback.content feedback.unit_opinion
reports[].candidate reports[].basics reports[].traits[].heading reports[].traits[].aspect reports[].traits[].text
reports[].traits[].evidence_refs reports[].speciality reports[].behaviour reports[].shortcomings[].text
reports[].shortcomings[].evidence_refs reports[].shortcomings[].post_relevance reports[].appraisals
reports[].recommendation_ref reports[].assessment_ref reports[].talk_stats reports[].verification reports[].conclusion
reports[].authors reports[].date reports[].responsible reports[].also_file_in_personnel reports[].political_quality
scoring.weights[].weight comparison.rows[].dimension interviews[].panel readings[].source claims[].sources[].kind
extension.small_unit.invited extension.related_units.participants
deliberation.consultation[].date deliberation.consultation[].form deliberation.consultation[].participants
deliberation.consultation[].candidates deliberation.consultation[].opinions[].stance deliberation.consultation[].result
deliberation.consultation[].recorder deliberation.submission.papers deliberation.co_management[].answered_on
deliberation.disclosure[].contents deliberation.proposal.date deliberation.meeting.body deliberation.meeting.no
deliberation.meeting.date deliberation.meeting.place deliberation.meeting.chair deliberation.meeting.recorder
deliberation.meeting.members_due deliberation.meeting.present deliberation.meeting.absent[].views
deliberation.meeting.observers deliberation.meeting.recused[].reason deliberation.meeting.recused[].item
deliberation.meeting.items[].candidate deliberation.meeting.items[].introduced_by
deliberation.meeting.items[].opinions[].order deliberation.meeting.items[].opinions[].stance
deliberation.meeting.items[].opinions[].text deliberation.meeting.items[].method deliberation.meeting.items[].agree
deliberation.meeting.items[].against deliberation.meeting.items[].abstain deliberation.meeting.items[].defer
deliberation.meeting.items[].result deliberation.meeting.items[].last_speaker deliberation.meeting.items[].issued
deliberation.meeting.items[].reconsideration.consents deliberation.meeting.items[].special_matter_told
deliberation.minutes.no deliberation.minutes.issue_date deliberation.minutes.print_copies deliberation.minutes.distribution
publicity.no publicity.decided_on publicity.published_on publicity.start publicity.end publicity.channels publicity.scope
publicity.persons publicity.contacts.address publicity.contacts.postcode publicity.contacts.phone publicity.contacts.website
publicity.contacts.hotline publicity.proofs publicity.objections[].received_on publicity.objections[].channel
publicity.objections[].real_name publicity.objections[].about publicity.objections[].summary
publicity.objections[].leads_specific publicity.objections[].assigned_to publicity.objections[].due
publicity.objections[].outcome publicity.objections[].closed_on publicity.objections[].replied_on publicity.conclusion
publicity.signers publicity.taken_down_on publicity.release
appointment.talks[].date appointment.talks[].place appointment.talks[].talker appointment.talks[].recorder
appointment.talks[].person appointment.talks[].affirmed appointment.talks[].shortcomings appointment.talks[].requirements
appointment.talks[].statement appointment.documents[].doc_no appointment.documents[].date appointment.documents[].signer
appointment.documents[].to appointment.documents[].cc appointment.documents[].persons[].appoint
appointment.documents[].persons[].remove appointment.documents[].persons[].probation_until appointment.probation[].result
appointment.nominations[].elected_on appointment.personnel_file[].filed_on
review.record review.year review.meeting review.report_sections.overall review.promoted[].present_post
review.work_ballot.grades review.cadre_ballots[].grades review.problems review.rectification[].measure
responsibility[].persons supervision[].number log[].time log[].date log[].place log[].step log[].actor log[].what
log[].evidence log[].kind custody[].carrier custody[].returned_on
not_applicable[].item not_applicable[].reason not_applicable[].approver not_applicable[].on missing_papers[].reason
waivers[].rule waivers[].item waivers[].field waivers[].reason waivers[].approver waivers[].on custom
"""

DECISION = """
id title year candidates[].case candidates[].person candidates[].position candidates[].proposed_post
candidates[].removed_post candidates[].result candidates[].result_on candidates[].result_reason candidates[].exceptional
candidates[].probation deliberation.meeting.items[].agree deliberation.minutes publicity.start appointment.documents
log not_applicable waivers custom people.x.name org.full_name
"""


@pytest.mark.parametrize(("kind", "paths"), [("appointment", APPOINTMENT), ("decision", DECISION)])
def test_the_schema_has_every_path_of_the_trade_and_of_its_rules(schemas, kind, paths):
    schema = load_schema(schemas, kind)
    assert [path for path in paths.split() if schema.field_at(path) is None] == []


def test_paths_can_be_asked_in_either_language_and_with_indexes(appointment):
    assert appointment.field_at("考察对象[0].人员编号") is appointment.field_at("candidates[].person")
    assert appointment.field_at("people.gao-mingyuan.name") is appointment.field_at("people[].name")
    assert appointment.field_at("talks.0.date").zh == "日期"
    assert appointment.field_at("custom.any.thing").key == "custom"
    assert appointment.field_at("title.more") is None
    assert appointment.field_at("nothing") is None


def test_the_results_of_a_candidate_are_those_of_the_trade(appointment):
    assert appointment.field_at("candidates[].result").shape.choices == (
        "进行中", "任用", "缓议", "暂缓", "公示有反映", "未任用", "终止"
    )  # fmt: skip


@pytest.mark.parametrize("name", ["appointment/file-plan.yaml", "decision/file-plan.yaml", "terms/terms.yaml"])
def test_the_shipped_plans_and_terms_keep_their_schemas(schemas, name):
    path = schemas[0] / name
    kind = "terms" if name.startswith("terms") else "file-plan"
    assert check(read(load(path), name), load_schema(schemas, kind)).findings == ()


def test_an_organisation_adds_a_field_to_a_type_and_it_is_there_wherever_the_type_is(tmp_path, schemas):
    own = tmp_path / "appointment" / "record.yaml"
    own.parent.mkdir()
    own.write_text("""format: 1
kind: appointment
extends: appointment
zh: 任免考察案卷
en: ours
types:
  mention:
    extends: mention
    zh: 人员
    en: a person
    fields:
      badge: {zh: 工作证号, en: badge}
fields:
  batch: {zh: 批次, required: yes, en: batch}
  mode: {zh: 方式, choices: [差额, 等额定向, 竞争上岗], en: mode}
""")  # fmt: skip
    schema = load_schema((tmp_path, *schemas), "appointment")
    assert schema.field_at("batch").required
    assert schema.field_at("mode").zh == "方式"
    assert "竞争上岗" in schema.field_at("mode").shape.choices
    for path in ("team.liaison.badge", "talks[].interviewers[].工作证号", "deliberation.meeting.chair.badge"):
        assert schema.field_at(path).key == "badge"
    assert load_schema(schemas, "appointment").field_at("team.liaison.badge") is None


def test_an_organisation_adds_a_field_to_persons_and_every_kind_that_holds_persons_has_it(tmp_path, schemas):
    own = tmp_path / "person" / "record.yaml"
    own.parent.mkdir()
    own.write_text("format: 1\nkind: person\nextends: person\nzh: 人员\nen: ours\nfields:\n  badge: {zh: 工作证号, en: badge}\n")
    assert load_schema((tmp_path, *schemas), "appointment").field_at("people.x.badge").zh == "工作证号"


def test_a_kind_of_ones_own_borrows_types_and_is_checked_like_any(tmp_path, schemas):
    schema = loaded(tmp_path, HEAD + """uses: [appointment]
types:
  pair: {zh: 对, en: pair, type: list, of: text}
fields:
  format: {zh: 格式, type: format, required: yes, en: format}
  kind: {zh: 类型, type: kind, required: yes, en: kind}
  meeting: {zh: 会议, type: meeting, en: meeting}
  pairs: {zh: 对子, type: map, of: pair, en: pairs}
""", *schemas)  # fmt: skip
    found = check(read("format: 1\nkind: club\n会议: {主持人: 郑文澜}\n对子: {甲: [1, 2]}\n".encode(), "x"), schema)
    assert found.findings == ()
    assert schema.field_at("meeting.chair.name").zh == "姓名"
    assert "club" in kinds((tmp_path, *schemas))


def test_types_may_name_one_another_in_a_circle(tmp_path):
    schema = loaded(tmp_path, HEAD + """types:
  node: {zh: 节点, en: node, fields: {below: {zh: 下级, type: list, of: node, en: below}, name: {zh: 名称, en: name}}}
fields:
  root: {zh: 根, type: node, en: root}
""")  # fmt: skip
    assert schema.field_at("root.below[].below[].name").zh == "名称"
    assert [path for path, _ in schema.paths()] == ["root", "root.below", "root.name"]


def test_two_names_for_one_another_are_no_endless_loop(tmp_path):
    schema = loaded(tmp_path, HEAD + "types:\n  a: {zh: 甲, en: a, type: b}\n  b: {zh: 乙, en: b, type: a}\nfields:\n  x: {zh: 一, en: x, type: a}\n")
    assert schema.field_at("x").shape.sort == "free"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEAD + "fields:\n  a: {zh: 甲, type: nothing, en: a}\n", [("S-905", 6)]),
        (HEAD + "fields:\n  a: {zh: 甲, en: a}\n  b: {zh: 甲, en: b}\n", [("S-903", 7)]),
        (HEAD + "fields:\n  a: {zh: 甲, en: a, typ: text}\n", [("S-901", 6)]),
        (HEAD + "fields:\n  a: {zh: 甲, en: a, type: choice}\n", [("S-904", 6)]),
        (HEAD + "fields:\n  a: {zh: 甲, en: a, type: group}\n", [("S-904", 6)]),
        (HEAD + "fields:\n  a: {zh: 甲, en: a, type: date, precision: [hour]}\n", [("S-902", 6)]),
        (HEAD + "fields:\n  a: text\n", [("S-902", 6)]),
        (HEAD + "fields: a\n", [("S-902", 5)]),
        (HEAD + "field: {}\n", [("S-901", 5)]),
        ("format: 2\nkind: club\nzh: 一\nen: a\n", [("S-001", 1)]),
        (HEAD + "fields:\n\ta: {zh: 甲}\n", [("Y-301", 6)]),
    ],
)
def test_what_is_wrong_with_a_schema_is_named_with_its_line(tmp_path, text, found):
    assert faults(tmp_path, text) == found


def test_a_kind_that_nobody_has_is_said_with_those_there_are(schemas):
    with pytest.raises(Unreadable) as caught:
        load_schema(schemas, "wedding")
    assert "appointment" in speaker("zh")(caught.value.key, **caught.value.facts)


def test_every_scalar_type_of_the_language_is_used_or_explained(schemas):
    readme = (schemas[0] / "README.md").read_text(encoding="utf-8")
    assert [sort for sort in sorted(SCALARS) if f"`{sort}`" not in readme] == []
