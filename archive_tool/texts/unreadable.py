"""Why a file gave no text."""


class Unreadable(Exception):
    """Stops the reading of one file; `reason` is the key of its sentence. Never leaves this room."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
