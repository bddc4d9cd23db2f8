"""Lists over several cases or packages: facts -> Word, through templates/archive/, with the ledger's head."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from archive_tool.documents.confined import Confined
from archive_tool.documents.linting import lint
from archive_tool.documents.properties import Marks
from archive_tool.documents.rendering import load_template, render
from archive_tool.documents.vocabulary import chinese, vocabulary
from archive_tool.documents.wording import Words, as_node
from archive_tool.errors import TemplateFailed
from archive_tool.model.tree import Group, text
from archive_tool.packages.ledger import Head
from archive_tool.tasks.desk import Desk, is_shipped, template_path

KIND: Final = "archive"
CATALOGUE: Final = "L1_归档文件目录.docx"
SPINES: Final = "L2_脊背.docx"
SLIPS: Final = "L3_归档章.docx"
HANDED_OVER: Final = "L4_移交清单.docx"
REGISTER: Final = "L5_移交与接收登记表.docx"
DESTROYED: Final = "L6_销毁清册.docx"
TIMETABLE: Final = "L7_程序时间节点表.docx"


@dataclass(slots=True)
class Press:
    """Prints the lists of one call. Use it in a `with` block."""

    desk: Desk
    _confined: Confined = field(default_factory=Confined)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._confined.close()

    def printed(self, template: str, facts: Mapping[str, object], *, head: Head) -> bytes:
        """A Word file of those facts. Raises TemplateFailed."""
        desk = self.desk
        path = template_path(desk.layout, KIND, template)
        data = path.read_bytes()
        known = vocabulary(desk.schema(KIND).shape, desk.schema("person").shape)
        record = as_node({**self._common(), **facts, "head": str(head)}, template)
        assert isinstance(record, Group)
        words = Words(record, vocabulary=chinese(known))
        title = template.partition("_")[2].removesuffix(".docx")
        marks = Marks(title=title, author=self._org("organisation_department"))
        if is_shipped(path):
            return render(load_template(template, data), words, marks).data
        findings = lint(desk.layout.shown(path), data, known)
        if any(finding.stops for finding in findings):
            raise TemplateFailed("template.refused", findings=findings, template=template)
        return self._confined.render(template, data, words, marks).data

    def _common(self) -> dict[str, str]:
        """What every list may say of the organisation."""
        return {
            "org_name": self._org("full_name"),
            "fonds_name": self._org("fonds_name") or self._org("full_name"),
            "fonds_number": self._org("fonds_number"),
            "sender": self._org("fonds_name") or self._org("full_name"),
            "office": text(self.desk.settings.record, "office_code"),
            "made_on": self.desk.settings.today.isoformat(),
        }

    def _org(self, name: str) -> str:
        return text(self.desk.settings.record, f"org.{name}")
