"""Whole interviews of any sort, held in the conversation: about a case file, or about oneself."""

from bot.records import SessionRecord, Subject
from tests.service.office import Visitor


async def begins(visitor: Visitor, dialogue: str, case: str = "") -> None:
    """An interview begun, whichever way led to it."""
    office = visitor.office
    async with office.store.transaction() as tx:
        conversation = office.conversation
        scene = await conversation._enter(tx, visitor.address, below=True)
        there = await tx.cases.cooperations(case) if case else ()
        subject = Subject(case, there[0].id) if there else Subject()
        await conversation.reception.begin(scene, dialogue, subject)
        visitor.answer = await scene.leave()
    visitor.screen = visitor.answer.screens[-1]


async def holds(visitor: Visitor, dialogue: str, case: str = "", **answers: str) -> str:
    """A finished interview; its id. To what `answers` do not say (options, parted by « + »), the first option is given."""
    await begins(visitor, dialogue, case)
    for _ in range(60):
        record = await active(visitor)
        if not record.position:
            return record.id
        assert visitor.screen is not None
        choices = [each for each in visitor.screen.choices if each.code.startswith("o.")]
        first = choices[0].code.removeprefix("o.")
        wanted = [f"o.{each}" for each in answers.get(record.position, first).split("+")]
        if "done" not in [code for _, code in visitor.offered]:
            await visitor.presses(wanted[0])
            continue
        for each in choices:
            if each.ticked != (each.code in wanted):  # what was said before is ticked already
                await visitor.presses(each.code)
        await visitor.presses("done")
    raise AssertionError("it has no end")


async def active(visitor: Visitor) -> SessionRecord:
    """The interview that the visitor is at."""
    async with visitor.office.store.transaction() as tx:
        chat = await tx.chats.at(visitor.address)
        record = None if chat is None else await tx.sessions.get(chat.active or "")
    assert record is not None
    return record
