"""The committed templates are what the recipes make, and they name only fields that there are."""

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from lxml import etree

from archive_tool import resources
from archive_tool.documents.linting import lint
from archive_tool.documents.reading import W, faces_of
from archive_tool.documents.vocabulary import Known, vocabulary
from archive_tool.records.schema import load_schema
from tools.gbt9704 import FACES
from tools.recipes import RECIPES

TEMPLATES = resources.folder("templates")
SHIPPED = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.docx"))
UNIQUE = sorted({(TEMPLATES / name).read_bytes(): name for name in reversed(SHIPPED)}.values())


@cache
def known(kind: str) -> Known:
    schemas = [resources.folder("schemas")]
    source = schemas[0] / kind / "file-plan.yaml"
    plan = yaml.safe_load(source.read_text(encoding="utf-8")) if source.is_file() else {"items": ()}
    subjects = {item["name"]: item["each"] for item in plan["items"] if "name" in item}
    return vocabulary(load_schema(schemas, kind).shape, load_schema(schemas, "person").shape, subjects)


def canonical(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return {name: etree.tostring(etree.fromstring(part), method="c14n") if name.endswith((".xml", ".rels")) else part for name, part in parts.items()}


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_a_committed_template_is_what_its_recipe_makes(name: str) -> None:
    made = RECIPES[name]()
    assert canonical((TEMPLATES / name).read_bytes()) == canonical(made)
    assert made == RECIPES[name]()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_template_passes_the_lint_that_an_organisations_own_must_pass(name: str) -> None:
    findings = lint(name, (TEMPLATES / name).read_bytes(), known(Path(name).parent.name))
    assert [(finding.rule, dict(finding.facts)) for finding in findings] == []


@pytest.mark.parametrize("name", UNIQUE)
def test_every_face_is_one_of_the_setting_and_set_in_all_four_slots(name: str) -> None:
    with zipfile.ZipFile(TEMPLATES / name) as package:
        parts = [etree.fromstring(package.read(part)) for part in package.namelist() if part.startswith("word/") and part.endswith(".xml")]
    fonts = [font for part in parts for font in part.iter(f"{W}rFonts")]
    assert fonts
    for font in fonts:
        for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
            assert font.get(f"{W}{slot}") in FACES.values()


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs spacing ind jc textDirection outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing kern position sz szCs u lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign",
    "tblPr": "tblStyle tblpPr tblOverlap tblW jc tblInd tblBorders tblLayout tblCellMar",
    "sectPr": "footerReference pgSz pgMar cols titlePg docGrid",
}


@pytest.mark.parametrize("name", UNIQUE)
def test_elements_stand_in_the_order_that_the_standard_wants(name: str) -> None:
    with zipfile.ZipFile(TEMPLATES / name) as package:
        parts = [etree.fromstring(package.read(part)) for part in package.namelist() if part.startswith("word/") and part.endswith(".xml")]
    for part in parts:
        for parent, order in ORDER.items():
            wanted = order.split()
            for element in part.iter(f"{W}{parent}"):
                names = [etree.QName(child).localname for child in element]
                assert names == sorted(names, key=wanted.index), (parent, names)


def test_the_faces_of_a_word_file_are_read_from_it() -> None:
    """For the report of which face stood in for which; what is no Word file names none."""
    data = (TEMPLATES / "appointment/E4_任免通知.docx").read_bytes()
    assert faces_of(data) >= {FACES["title"], FACES["body"], FACES["page"]}
    assert faces_of(data) <= set(FACES.values())
    assert faces_of(b"no word file") == frozenset()
