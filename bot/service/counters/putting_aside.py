"""Putting a page of the reference aside for somebody who is supported."""

from collections.abc import Sequence

from bot.records import PageRef, PutAside
from bot.service.counter import House
from bot.service.counters.sharers import called
from bot.service.scene import Scene


async def reachable(house: House, scene: Scene) -> Sequence[tuple[str, str]]:
    """Who shares answers with the case file spoken of, now: each person with what they are called."""
    case = scene.case
    if scene.member is None or case is None or await house.access.case(scene, case.id) is None:
        return ()
    shares = await scene.tx.shares.with_case(case.id)
    now = {share.person for share in shares if share.holds(scene.now)}
    return [(person, name) for person, name in (await called(scene, shares)).items() if person in now]


async def put_aside_for(house: House, scene: Scene, person: str, page: PageRef) -> None:
    """Put `page` aside for `person`, and tell them; the word names nobody and nothing."""
    case = scene.case
    if case is None or await house.access.case(scene, case.id, "page.put_aside") is None:
        return
    put = PutAside(house.interviews.ids.new(), person, scene.person.id, page, scene.now)
    await scene.tx.reference.put_aside(put)
    texts, people = scene.texts, scene.tx.people
    if any([await people.reachable(each) for each in await people.addresses(person)]):
        await scene.tell(person, texts.say("A sheet was put aside for you: /fiches"))
        scene.notes.append(texts.say("It is put aside for them, and they are told."))
    else:  # they have blocked the assistant
        scene.notes.append(
            texts.say("It is put aside for them: they find it with /fiches. I cannot write to them now.")
        )
