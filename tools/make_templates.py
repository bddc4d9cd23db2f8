"""Writes the shipped templates from their recipes: `python -m tools.make_templates`."""

from pathlib import Path

from tools.recipes import RECIPES

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def main() -> None:
    """Writes every template whose bytes are not the recipe's already."""
    for name, recipe in RECIPES.items():
        path = TEMPLATES / name
        data = recipe()
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            print(name)


if __name__ == "__main__":
    main()
