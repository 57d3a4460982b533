"""The journeys that are told at the same time to one program, by their names."""

from collections.abc import Awaitable, Callable

from tests.journeys.people import Town

Journey = Callable[[Town], Awaitable[None]]
JOURNEYS: dict[str, Journey] = {}


def journey(told: Journey) -> Journey:
    """Have `told` played together with all others; its name is a sentence."""
    JOURNEYS[getattr(told, "__name__", "").replace("_", " ")] = told
    return told
