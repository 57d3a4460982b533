"""A link that opens an interview, over HTTP: from touching it to the first question, and from getting it to opening it."""

import re
from collections.abc import AsyncIterator

import pytest

from bot.content import shelf_of
from bot.engine.dialogue import Voice
from bot.ports import Store
from bot.records import Address, Member, Organisation, Person, Role
from bot.service.conversation import Conversation
from tests.botapi import BotApi, Phone
from tests.telegram.conftest import Ids, Running
from tests.telegram.test_sending_sheets import Content

ANN, BEA, CLAIRE = 1001, 1002, 1003
CLOSING = "i-workshop_closing"


@pytest.fixture
async def real(api: BotApi, store: Store, content: Content) -> AsyncIterator[Running]:
    running = Running(api, store)
    running.echo = Conversation(*content, running.clock, Ids(), shelf_of(*content))  # type: ignore[assignment]
    running.start()
    yield running
    await running.stop()


async def writes(running: Running, phone: Phone, text: str) -> str:
    """What stands on the newest card once all that follows from writing `text` has arrived."""
    await phone.types(text)
    await running.at_rest()
    return phone.alive[-1].text


async def test_somebody_new_who_touches_it_is_at_the_first_question(api: BotApi, real: Running) -> None:
    ann = api.phone(ANN)
    shown = await writes(real, ann, f"/start {CLOSING}")
    assert "assistant automatique" in shown
    assert "Question 1 sur 6" in shown
    await ann.presses("Clair")
    await real.at_rest()
    assert "Question 2 sur 6" in ann.alive[-1].text


async def test_somebody_known_may_write_it_whole(api: BotApi, real: Running) -> None:
    bea = api.phone(BEA)
    await writes(real, bea, "/start")
    await bea.presses("Je réponds pour mon groupe")
    await real.at_rest()
    shown = await writes(real, bea, f"/start https://t.me/emulated_bot?start={CLOSING}")
    assert "Question 1 sur 6" in shown
    assert "assistant automatique" not in shown


@pytest.mark.parametrize("odd", ["i-", "i-../x", "i-private map", "i-" + "x" * 63, "i-é\u202e🙂"])
async def test_what_leads_nowhere_is_said_without_repeating_it(api: BotApi, real: Running, odd: str) -> None:
    shown = await writes(real, api.phone(ANN), f"/start {odd}")
    assert "ne mène à aucun entretien" in shown
    assert odd not in shown


async def test_what_a_member_gets_opens_the_interview_for_another(api: BotApi, real: Running) -> None:
    now, claire = real.clock.now(), api.phone(CLAIRE)
    organisation = Organisation(Ids().new(), "Relais des Monts", now)
    person = Person(Ids().new(), now, Voice.OFFICER, name="Claire")
    async with real.store.transaction() as tx:
        await tx.organisations.add(organisation)
        await tx.people.add(person, Address("telegram", str(CLAIRE)))
        await tx.organisations.join(Member(person.id, organisation.id, Role.OFFICER, now, person.name))
    await writes(real, claire, "/entretiens")
    for label in ("Un lien à donner", "Fin de l’atelier"):
        await claire.presses(label)
        await real.at_rest()
    link = re.search(r"https://t\.me/emulated_bot\?start=(\S+)", claire.alive[-1].text)
    assert link is not None
    assert link[1] == CLOSING
    assert any(message.photo and message.photo.data.startswith(b"\x89PNG") for message in claire.messages)
    assert "Question 1 sur 6" in await writes(real, api.phone(ANN), f"/start {link[1]}")
