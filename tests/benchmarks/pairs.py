"""Paired runs: ours and the peer by turns, so that a busy machine slows both; the figure is the ratio of medians."""

import statistics
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compared(ours: Callable[[], object], peer: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median seconds of each. The first pair, which finds cold caches, does not count when there are several."""
    if runs > 1:
        ours()
        peer()
    pairs = [(seconds(ours), seconds(peer)) for _ in range(runs)]
    return statistics.median(mine for mine, _ in pairs), statistics.median(theirs for _, theirs in pairs)


def report(name: str, mine: float, peer: str, theirs: float, most: float) -> bool:
    """Prints the figure beside the one to reach; whether it is reached."""
    ratio = mine / theirs
    print(f"{name}: {mine * 1000:.1f} ms; {peer}: {theirs * 1000:.1f} ms; ratio {ratio:.2f}, at most {most}")
    return ratio <= most
