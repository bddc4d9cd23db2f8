"""How a child of ours keeps itself within its time."""

import math
import os
import time
from typing import Final

_LOOK_SECONDS: Final = 0.1


class Watch:
    """Ends this process when one piece of work takes too much processor time; a busy machine does not count."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._since = time.process_time()

    def begins(self) -> None:
        """From now on the time of another piece counts."""
        self._since = time.process_time()

    def rests(self) -> None:
        """Nothing counts until the next piece begins."""
        self._since = math.inf

    def is_over(self) -> bool:
        """Whether the present piece has taken too much."""
        return time.process_time() - self._since > self._seconds

    def run(self) -> None:  # pragma: no cover - ends the process that it runs in
        """Looks every now and then."""
        while not self.is_over():
            time.sleep(_LOOK_SECONDS)
        os._exit(1)
