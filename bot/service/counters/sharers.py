"""What those are called who share with a case."""

from collections.abc import Iterable

from bot.records import Share
from bot.service import sharing
from bot.service.counters.comparing_screens import apart, lettered
from bot.service.scene import Scene


async def called(scene: Scene, shares: Iterable[Share]) -> dict[str, str]:
    """What to call everybody of `shares`, all that a case was ever given: by the name they gave, else by a letter that stays."""
    names: dict[str, str] = {}
    for person, place in sharing.sharers(shares).items():
        found = await scene.tx.people.get(person)
        name = "" if found is None else found.name
        names[person] = apart(scene.texts, name, [*names.values()]) if name else lettered(scene.texts, place)
    return names
