"""Finds the shipped templates, schemas and samples: inside the package (wheel) or beside it (checkout)."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `templates`, `schemas` or `samples`.

    It looks instead of asking importlib.resources, which fails for mapped folders in a bare checkout and in some
    editable installs. Raises FileNotFoundError when an installation is incomplete.
    """
    for place in (_HERE / name, _HERE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(_HERE / name)
