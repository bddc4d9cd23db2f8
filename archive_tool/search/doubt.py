"""When the index cannot be trusted."""

from archive_tool.errors import EngineFailed


class Doubtful(EngineFailed):
    """The index is missing, damaged, of another version or engine: it must be made again from the packages."""
