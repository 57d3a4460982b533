"""The strands of the journeys with case files: told one chapter after the other, those of a chapter at the same time."""

from collections.abc import Awaitable, Callable

from tests.journeys.office_people import Office

Strand = Callable[[Office], Awaitable[None]]
CHAPTERS: dict[int, dict[str, Strand]] = {}


def chapter(number: int) -> Callable[[Strand], Strand]:
    """Have a strand told in the chapter `number`; its name is a sentence."""

    def told(strand: Strand) -> Strand:
        name = getattr(strand, "__name__", "").replace("_", " ")
        CHAPTERS.setdefault(number, {})[name] = strand
        return strand

    return told
