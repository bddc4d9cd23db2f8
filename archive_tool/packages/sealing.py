"""What sealing adds to the filed papers: lists, metadata, 先读我. Pure, and Chinese whatever the language."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from archive_tool.model.filing import Scan
from archive_tool.packages import layout
from archive_tool.packages.catalogue import (
    Written,
    catalogue_csv,
    catalogue_json,
    catalogue_sheet,
    catalogue_word,
    totals,
)
from archive_tool.packages.cover import cover_word
from archive_tool.packages.elements import elements_xml
from archive_tool.packages.four_properties import Result, Seen, check_properties, report_json, report_word
from archive_tool.packages.looking import Look
from archive_tool.packages.planning import PackagePlan
from archive_tool.packages.premis import premis_xml
from archive_tool.packages.readme import readme_text
from archive_tool.packages.remarks import remarks_word
from archive_tool.packages.viewing import viewer_page


@dataclass(frozen=True, slots=True)
class Lists:
    """The payload that sealing makes under 00_目录, the catalogue (CSV) in it, what the four-property check said."""

    files: Mapping[PurePosixPath, bytes]
    catalogue: bytes
    properties: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What was done beside copying: what 备考表 says of 全卷.pdf, and what the virus scanner said."""

    merged: str
    scan: Scan | None


def lists(
    plan: PackagePlan, written: Mapping[PurePosixPath, Written], looks: Mapping[PurePosixPath, Look], added: Added
) -> Lists:
    """The lists of a package.

    Args:
        plan: what is sealed.
        written: the filed files as written.
        looks: what was seen of them.
        added: what else was done on the way.
    """
    counted = totals(plan, written)
    catalogue = catalogue_csv(plan)
    properties = check_properties(Seen(plan, written, looks, catalogue, added.scan))
    files = {
        layout.LISTS / "封面.docx": cover_word(plan, counted),
        layout.LISTS / "备考表.docx": remarks_word(plan, counted, added.merged),
        layout.LISTS / "四性检测报告.docx": report_word(plan, properties),
        layout.LISTS / "归档文件目录.csv": catalogue,
        layout.LISTS / "归档文件目录.docx": catalogue_word(plan, counted),
        layout.LISTS / "归档文件目录.xlsx": catalogue_sheet(plan),
    }
    return Lists(files, catalogue, properties)


def metadata(
    plan: PackagePlan,
    written: Mapping[PurePosixPath, Written],
    documents: Mapping[str, str],
    looks: Mapping[PurePosixPath, Look],
    listed: Lists,
) -> dict[PurePosixPath, bytes]:
    """The tag files that sealing makes beside those of BagIt.

    Args:
        plan: what is sealed.
        written: every payload file as written, lists too.
        documents: digests of the record and persons as sealed, by path under metadata/.
        looks: what was seen of the filed files.
        listed: what `lists` made.
    """
    return {
        layout.CATALOGUE_JSON: catalogue_json(plan, written, documents),
        layout.METADATA / "catalogue.csv": listed.catalogue,
        layout.METADATA / "elements.xml": elements_xml(plan, written),
        layout.METADATA / "four-property-report.json": report_json(plan, listed.properties),
        layout.METADATA / "premis.xml": premis_xml(plan, written.values()),
        layout.README: readme_text(plan, totals(plan, written)),
        layout.VIEWER: viewer_page(plan, written, looks),
    }
