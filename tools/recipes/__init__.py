"""Which recipe makes which template. A name is the item's code and its fixed title in the file plan."""

# ruff: noqa: E501 - names are wide

from collections.abc import Callable
from typing import Final

from tools.recipes import appointing, deliberation, evidence, forms, inspection, lists, motion, sheets

_APPOINTMENT: Final[dict[str, Callable[[], bytes]]] = {
    "A1_考察工作计划": motion.plan,
    "B1_请示报告": motion.request,
    "B2_单位分析报告": motion.unit_analysis,
    "B3_专题会议记录": motion.special_meeting,
    "B4_考察工作方案": motion.scheme,
    "B4a_考察组成员名单": motion.team_list,
    "B4b_考察呈批单": motion.approval_slip,
    "B4c_谈话名单": motion.talk_list,
    "B4d_考察组承诺书": evidence.pledge,
    "X13_空缺职位公告": motion.vacancy,
    "C1_考察预告": inspection.inspection_notice,
    "C1a_岗位任职标准": evidence.standards,
    "C1b_符合条件人选名单": evidence.qualified,
    "X18_监督电话公布记录": evidence.supervision,
    "C2a_民主推荐情况汇总": inspection.recommendation,
    "C2b_民主测评情况汇总": inspection.assessment,
    "C2c_推荐票测评表": evidence.ballots,
    "C2d_确定考察对象记录": evidence.determination,
    "X6_民意调查": evidence.survey,
    "C3_个别谈话记录": evidence.talk,
    "C3a_谈话情况汇总表": evidence.talk_summary,
    "C3b_面谈记录": evidence.face_to_face,
    "C7_政治素质考察评价表": evidence.political_quality,
    "X1_三圈意见汇总表": evidence.circles,
    "X2_下属单位延伸考察记录": evidence.subordinate_visits,
    "X3_前任职单位延伸考察": evidence.prior_unit_visits,
    "X4_扩大范围说明": evidence.small_unit,
    "X5_相近单位考察说明": evidence.related_units,
    "X8_材料查阅记录": evidence.readings,
    "C4a_档案审核登记表": evidence.archive_register,
    "C4b_个人事项核查": evidence.matters,
    "C4c_履职考核情况": evidence.performance,
    "C4d_专业考核意见": evidence.professional,
    "C5_纪委巡视意见": evidence.discipline_letter,
    "X7_部门意见征询": evidence.opinion_letter,
    "X9_印证比对表": evidence.cross_check,
    "X10_差额考察对比表": evidence.comparison,
    "X11_量化评分表": evidence.scores,
    "X12_组织面试记录": evidence.interview,
    "X14_考察情况反馈记录": evidence.feedback,
    "C6_考察材料": inspection.report,
    "X16_纪实清单": sheets.activity_sheet,
    "X17_责任认定书": evidence.responsibility,
    "D1a_部务会研究记录": deliberation.department_meeting,
    "D1_会前酝酿纪要": deliberation.consultation,
    "D2_上会材料": deliberation.meeting_papers,
    "D2a_任免审批表": forms.approval_form,
    "D2a_任免审批表（旧式）": forms.approval_form_old,
    "X15_会议公开材料": deliberation.disclosed,
    "D3_会议记录": deliberation.meeting_record,
    "D3a_会议记录摘录": deliberation.extract,
    "D4_会议纪要": deliberation.minutes,
    "E1a_信息发布审批单": appointing.release_slip,
    "E1_任前公示": appointing.publicity,
    "E2_公示结果情况": appointing.publicity_result,
    "E2a_举报受理登记": appointing.reporters,
    "E3_任前谈话记录": appointing.appointment_talk,
    "E4_任免通知": appointing.appointment_notice,
    "E5_提名推荐函": appointing.nomination,
    "E7_试用期满考核": appointing.probation_review,
    "E8_正式任职通知": appointing.formal_appointment,
    "F1_一报告两评议": appointing.yearly_review,
    "Z1_缺件说明": appointing.missing_papers,
}
# What a decision holds itself; the same papers.
_DECISION: Final = (
    "D1_会前酝酿纪要", "D2_上会材料", "D3_会议记录", "D4_会议纪要", "E1a_信息发布审批单", "E1_任前公示", "E2_公示结果情况",
    "E2a_举报受理登记", "E4_任免通知", "E5_提名推荐函", "Z1_缺件说明",
)  # fmt: skip
# Printed after sealing; no item of a file plan.
_ARCHIVE: Final[dict[str, Callable[[], bytes]]] = {
    "L1_归档文件目录": lists.catalogue,
    "L2_脊背": lists.spines,
    "L3_归档章": lists.slips,
    "L4_移交清单": lists.handed_over,
    "L5_移交与接收登记表": lists.register,
    "L6_销毁清册": lists.destroyed,
    "L7_程序时间节点表": lists.timetable,
}
RECIPES: Final[dict[str, Callable[[], bytes]]] = {
    **{f"appointment/{name}.docx": recipe for name, recipe in _APPOINTMENT.items()},
    **{f"decision/{name}.docx": _APPOINTMENT[name] for name in _DECISION},
    **{f"archive/{name}.docx": recipe for name, recipe in _ARCHIVE.items()},
    "decision/D2_上会材料.docx": deliberation.decision_papers,
}
