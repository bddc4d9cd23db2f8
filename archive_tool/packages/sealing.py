"""What sealing adds to the filed papers: lists, metadata, 先读我. Pure, and Chinese whatever the language."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from archive_tool.packages import layout
from archive_tool.packages.catalogue import (
    Written,
    catalogue_csv,
    catalogue_json,
    catalogue_sheet,
    catalogue_word,
    totals,
)
from archive_tool.packages.elements import elements_xml
from archive_tool.packages.looking import Look
from archive_tool.packages.planning import PackagePlan
from archive_tool.packages.premis import premis_xml
from archive_tool.packages.readme import readme_text
from archive_tool.packages.remarks import remarks_word
from archive_tool.packages.viewing import viewer_page


def lists(plan: PackagePlan, written: Mapping[PurePosixPath, Written]) -> dict[PurePosixPath, bytes]:
    """The payload that sealing makes, under data/00_目录."""
    counted = totals(plan, written)
    return {
        layout.LISTS / "备考表.docx": remarks_word(plan, counted),
        layout.LISTS / "归档文件目录.csv": catalogue_csv(plan),
        layout.LISTS / "归档文件目录.docx": catalogue_word(plan, counted),
        layout.LISTS / "归档文件目录.xlsx": catalogue_sheet(plan),
    }


def metadata(
    plan: PackagePlan,
    written: Mapping[PurePosixPath, Written],
    documents: Mapping[str, str],
    looks: Mapping[PurePosixPath, Look],
) -> dict[PurePosixPath, bytes]:
    """The tag files that sealing makes beside those of BagIt.

    Args:
        plan: what is sealed.
        written: every payload file as written, lists too.
        documents: digests of the record and persons as sealed, by path under metadata/.
        looks: what was seen of the filed files.
    """
    return {
        layout.CATALOGUE_JSON: catalogue_json(plan, written, documents),
        layout.METADATA / "catalogue.csv": catalogue_csv(plan),
        layout.METADATA / "elements.xml": elements_xml(plan, written),
        layout.METADATA / "premis.xml": premis_xml(plan, written.values()),
        layout.README: readme_text(plan, totals(plan, written)),
        layout.VIEWER: viewer_page(plan, written, looks),
    }
