"""Much is made at once: cells by the hundred thousand, none of them garbage yet."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def made_at_once() -> Iterator[None]:
    """Looks for no cycles meanwhile, and never again among what was made.

    Python looks each time that some hundreds of objects more are there, through all of them: a third of the time that a
    large table takes. What nobody uses any more still goes at once; only cycles among it would stay.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
