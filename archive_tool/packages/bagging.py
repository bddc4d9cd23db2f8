"""The tag files of our bags: bagit.txt and bag-info.txt of BagIt 1.0 (RFC 8493)."""

from typing import Final

from archive_tool import VERSION
from archive_tool.packages.planning import PackagePlan

BAGIT: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
AGENT: Final = "archive-tool"


def bag_info(plan: PackagePlan, oxum: str) -> bytes:
    """bag-info.txt: who, what and when, one line each.

    Args:
        plan: what is sealed.
        oxum: bytes and number of all payload files, those of 00_目录 among them.
    """
    dossier, facts = plan.dossier, plan.dossier.facts
    number = plan.siblings.index(plan.name) + 1 if plan.name in plan.siblings else 0
    labels = [
        ("Source-Organization", facts.get("organisation", "")),
        ("Organization-Address", facts.get("address", "")),
        ("Contact-Name", dossier.sealed_by),
        ("Contact-Phone", facts.get("phone", "")),
        ("External-Description", dossier.title),
        ("External-Identifier", plan.name),
        ("Internal-Sender-Identifier", dossier.case),
        ("Internal-Sender-Description", f"{dossier.year} 年，保管期限：{plan.retention}"),
        ("Bagging-Date", dossier.sealed_on),
        ("Payload-Oxum", oxum),
        ("Bag-Group-Identifier", dossier.case),
        ("Bag-Count", f"{number} of {len(plan.siblings)}" if number else ""),
        ("Bag-Software-Agent", f"{AGENT} {VERSION}"),
    ]
    if plan.supplements is not None:
        labels += [
            ("Supplements-Package", plan.supplements.package),
            ("Supplements-Package-SHA256", plan.supplements.sha256),
            ("Supplements-Reason", plan.supplements.reason),
        ]
    lines = [f"{label}: {' '.join(value.split())}\n" for label, value in labels if value.strip()]
    return "".join(lines).encode("utf-8", "replace")
