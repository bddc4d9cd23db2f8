"""Notices -> the static site; alone in this room knows Jinja2.

Pages are made from `Notice`s only. The templates are templates/site/; an organisation's files of the same names win.
Style and script stand inside each page and are allowed by their hashes, so that a page works from disk and nothing else
can run; there is no outside resource.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID, uuid5

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from archive_tool.errors import TemplateFailed
from archive_tool.model.notices import Notice, NoticeKind
from archive_tool.notices import qr
from archive_tool.notices.icalendar import Event, icalendar
from archive_tool.notices.wording import Paragraph, chinese, digest_of, paragraphs, plain_title

TEMPLATES: Final = ("base.html", "index.html", "notice.html", "feed.xml", "site.css", "site.js")
_DAY: Final = timedelta(days=1)
_SPACE: Final = UUID("6c7ab4f2-5d6e-5c4a-9d3c-0d8f0a3b7f11")  # of our own ids: names of notices in feed and calendar
# What a template of an organisation's own can fail with.
_FAULTS: Final = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
_COPIES: Final = {".docx": "Word 文件", ".pdf": "PDF 文件"}
_PREFIX: Final = {NoticeKind.INSPECTION: "yugao", NoticeKind.APPOINTMENT: "gongshi"}


@dataclass(frozen=True, slots=True)
class Board:
    """Which board the pages are for: `name` is the organisation, `title` what the board is called."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A notice with all that is computed from it once.

    Its file name says kind, first day and the beginning of the digest: nothing of the case, nobody's name.
    """

    notice: Notice
    said: tuple[Paragraph, ...]
    digest: str

    @property
    def stem(self) -> str:
        """`gongshi-20260508-1f2e3d4c`."""
        return f"{_PREFIX[self.notice.kind]}-{self.notice.dated:%Y%m%d}-{self.digest[:8]}"

    @property
    def file(self) -> str:
        """Its page."""
        return f"{self.stem}.html"

    @property
    def text_file(self) -> str:
        """Its text to paste."""
        return f"{self.stem}.txt"

    @property
    def id(self) -> str:
        """Its name in the feed and the calendar."""
        return f"urn:uuid:{uuid5(_SPACE, self.digest)}"

    @property
    def title(self) -> str:
        """As it is written on the notice."""
        return self.notice.title

    @property
    def plain_title(self) -> str:
        """Without persons."""
        return plain_title(self.notice)

    @property
    def dated(self) -> date:
        """The day of publication."""
        return self.notice.dated

    @property
    def last(self) -> date:
        """The last day."""
        return self.notice.period.end

    @property
    def changed(self) -> date:
        """The day of the last correction, else of publication."""
        return self.notice.amendments[-1].on if self.notice.amendments else self.notice.dated

    @property
    def published(self) -> str:
        """The day of publication in words."""
        return chinese(self.notice.dated)

    @property
    def end(self) -> str:
        """The last day in words, with the working days where the notice counts them."""
        period = self.notice.period
        return chinese(period.end) + (f"（{period.workdays}个工作日）" if period.workdays else "")

    @property
    def until(self) -> str:
        """The moment at which the text goes: midnight after the last day, China time."""
        return f"{(self.notice.period.end + _DAY).isoformat()}T00:00:00+08:00"


def sheet(notice: Notice) -> Sheet:
    """A notice made ready for pages."""
    said = paragraphs(notice)
    return Sheet(notice, said, digest_of(said))


def paste_text(one: Sheet) -> bytes:
    """The text to paste into an office's own web system; the digest stands below it."""
    lines = [f"　　{paragraph.text}" if paragraph.role in _INDENTED else paragraph.text for paragraph in one.said]
    return "\n".join([*lines, "", f"正文校验码（SHA-256）：{one.digest}", ""]).encode()


_INDENTED: Final = ("text", "heading", "person", "period", "contact", "annex")


class Printing(Protocol):
    """What prints the pages of a board: here (`Press`) or in a child (`pressing.ConfinedPress`)."""

    def page(self, board: Board, one: Sheet, copies: Sequence[str] = ()) -> bytes:
        """The page of one notice."""
        ...

    def common(self, board: Board, sheets: Sequence[Sheet]) -> dict[str, bytes]:
        """What the notices share, by file name."""
        ...

    def fixed_words(self) -> tuple[str, ...]:
        """Every piece of text that the templates themselves say."""
        ...


class Press:
    """Prints pages with one set of templates.

    Args:
        folders: where templates are looked for; the organisation's own first, the shipped last.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    @cached_property
    def _style(self) -> Markup:
        return Markup(self._plain("site.css"))  # noqa: S704 - the template's own file, never data

    @cached_property
    def _script(self) -> Markup:
        return Markup(self._plain("site.js"))  # noqa: S704 - the template's own file, never data

    @cached_property
    def policy(self) -> str:
        """The content security policy of every page: our one style and script by hash, and nothing else."""
        hashes = [b64encode(sha256(part.encode()).digest()).decode() for part in (self._style, self._script)]
        return (
            f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
            "base-uri 'none'; form-action 'none'"
        )

    def common(self, board: Board, sheets: Sequence[Sheet]) -> dict[str, bytes]:
        """What the notices share, by file name: list, feed, calendar; the newest first. Raises TemplateFailed."""
        newest = sorted(sheets, key=lambda one: (one.dated, one.digest), reverse=True)
        return {
            "index.html": self._filled("index.html", board, entries=newest),
            "feed.xml": self._feed(board, newest),
            "calendar.ics": icalendar(board.title, [_event(one) for one in newest]),
        }

    def page(self, board: Board, one: Sheet, copies: Sequence[str] = ()) -> bytes:
        """The page of one notice; `copies` are names of Word and PDF files beside it. Raises TemplateFailed."""
        return self._filled(
            "notice.html",
            board,
            notice=one.notice,
            paragraphs=[(paragraph.role, paragraph.text) for paragraph in one.said],
            digest=one.digest,
            code=qr.path(one.digest),
            until=one.until,
            end=one.end,
            plain_title=one.plain_title,
            text_file=one.text_file,
            copies=[(_COPIES[Path(name).suffix], name) for name in copies],
        )

    def fixed_words(self) -> tuple[str, ...]:
        """Every piece of text that the templates themselves say, for the screening."""
        found = [self._plain("site.css"), self._plain("site.js")]
        for name in TEMPLATES[:4]:
            try:
                tree = self._environment.parse(self._plain(name))
            except TemplateSyntaxError as error:
                raise _failed(name, error) from error
            found += [data.data for data in tree.find_all(nodes.TemplateData)]
            found += [const.value for const in tree.find_all(nodes.Const) if isinstance(const.value, str)]
        return tuple(found)

    def _feed(self, board: Board, sheets: Sequence[Sheet]) -> bytes:
        newest = max((one.changed for one in sheets), default=date(1970, 1, 1))
        return self._filled(
            "feed.xml",
            board,
            entries=sheets,
            id=f"urn:uuid:{uuid5(_SPACE, board.name + board.title)}",
            updated=f"{newest.isoformat()}T00:00:00+08:00",
        )

    def _filled(self, name: str, board: Board, **values: object) -> bytes:
        fixed = {"policy": Markup(self.policy), "style": self._style, "script": self._script}  # noqa: S704 - computed here
        try:
            said = self._environment.get_template(name).render(site=board, **fixed, **values)
        except _FAULTS as error:
            raise _failed(name, error) from error
        if name.endswith(".html") and f'content="{self.policy}"' not in said:
            raise TemplateFailed("notices.no_policy", template=name)
        return said.encode()

    def _plain(self, name: str) -> str:
        for folder in self._folders:
            if (folder / name).is_file():
                return (folder / name).read_text(encoding="utf-8").replace("\r\n", "\n")
        raise TemplateFailed("notices.no_template", template=name)


def _failed(name: str, error: Exception) -> TemplateFailed:
    line = getattr(error, "lineno", None) or 0
    return TemplateFailed("notices.template", template=name, line=line, reason=str(error))


def _event(one: Sheet) -> Event:
    return Event(one.id, one.notice.period.start, one.last, one.plain_title, one.changed)
