"""Run by the Python of the E-ARK validator's own environment: its verdict on an information package, offline.

The validator fetches its vocabularies from the web when it is imported; its wheel holds copies, which are served instead.

    python validate.py FOLDER     prints {"structure", "schema", "schematron", "messages"} as JSON
"""

import json
import sys
import urllib.request
from io import BytesIO
from pathlib import Path
from typing import Any


def _served(address: str, *_: Any, **__: Any) -> BytesIO:
    # Found beside the package and not through it: importing it would fetch already.
    folder = next(Path(path) / "eark_validator" for path in sys.path if (Path(path) / "eark_validator").is_dir())
    return BytesIO((folder / "ipxml" / "resources" / "vocabs" / address.rpartition("/")[2]).read_bytes())


def main() -> None:
    urllib.request.urlopen = _served
    from eark_validator.packages import PackageValidator
    from eark_validator.specifications.specification import SpecificationVersion

    report = PackageValidator(Path(sys.argv[1]), SpecificationVersion.V2_1_0).validation_report
    found = [("structure", each) for each in report.structure.messages]
    metadata = report.metadata
    if metadata is not None:
        found += [("schema", each) for each in metadata.schema_results.messages]
        found += [("schematron", each) for each in metadata.schematron_results.messages]
    said = {
        "structure": report.structure.status.value,
        "schema": metadata.schema_results.status.value if metadata else None,
        "schematron": metadata.schematron_results.status.value if metadata else None,
        "messages": [[where, each.severity.value, str(each.rule_id), str(each.message)] for where, each in found],
    }
    print(json.dumps(said, ensure_ascii=False))


if __name__ == "__main__":
    main()
