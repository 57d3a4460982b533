"""What the network sees of a case file, where the case file itself changes."""

from collections.abc import Iterable
from dataclasses import replace

from bot.records import CaseFile, NetworkField, NetworkShare
from bot.service import sharing
from bot.service.counter import House
from bot.service.counters.network_screens import field_named
from bot.service.scene import Scene
from bot.service.wording import lowered


async def said_open(scene: Scene, case: CaseFile) -> str:
    """The fields of `case` that are open to the network, in one line; "" for none."""
    return _said(scene, await _holding(scene, case))


async def close_changed(house: House, scene: Scene, before: CaseFile, after: CaseFile) -> None:
    """Close to the network what reads otherwise in `after`: the group agreed to what stood in `before`."""
    then, now = sharing.words(before, ""), sharing.words(after, "")
    closed = [share for share in await _holding(scene, before) if then[share.field] != now[share.field]]
    for share in closed:
        await scene.tx.network.save(replace(share, withdrawn_at=scene.now))
    if not closed:
        return
    await house.access.trace(scene, "network.close", before.id)
    texts = scene.texts
    scene.notes.append(
        texts.say(
            "The network no longer sees: {fields}. The agreement was given for what stood there before; ask for it again to show this.",
            fields=_said(scene, closed),
        )
    )


async def _holding(scene: Scene, case: CaseFile) -> list[NetworkShare]:
    return [share for share in await scene.tx.network.of(case.id) if share.holds(scene.now)]


def _said(scene: Scene, shares: Iterable[NetworkShare]) -> str:
    there = {share.field for share in shares}
    names = (lowered(field_named(scene.texts, field), 1) for field in NetworkField if field in there)
    return ", ".join(names)
