"""`python -m archive_tool` does what `archive-tool` does."""

from archive_tool.cli.main import main

if __name__ == "__main__":
    main()
