"""Which recipe makes which template."""

from collections.abc import Callable
from typing import Final

from tools.recipes import appointing, deliberation, inspection, sheets

RECIPES: Final[dict[str, Callable[[], bytes]]] = {
    "appointment/C1_考察预告.docx": inspection.inspection_notice,
    "appointment/C2a_民主推荐情况汇总.docx": inspection.recommendation,
    "appointment/C2b_民主测评情况汇总.docx": inspection.assessment,
    "appointment/C6_考察材料.docx": inspection.report,
    "appointment/X16_纪实清单.docx": sheets.activity_sheet,
    "appointment/D3_会议记录.docx": deliberation.meeting_record,
    "appointment/D4_会议纪要.docx": deliberation.minutes,
    "appointment/E1_任前公示.docx": appointing.publicity,
    "appointment/E4_任免通知.docx": appointing.appointment_notice,
    "decision/D3_会议记录.docx": deliberation.meeting_record,
    "decision/D4_会议纪要.docx": deliberation.minutes,
    "decision/E1_任前公示.docx": appointing.publicity,
    "decision/E4_任免通知.docx": appointing.appointment_notice,
}
