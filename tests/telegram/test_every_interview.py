"""Every interview in every voice that it is for, from `/start` to the end, and all that its result leads to, over HTTP.

One seed each; `SOAK=1` plays ten, `SEED` one of them again.
"""

import asyncio
import os
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.channels.telegram.timing import Timing
from bot.content import load_content, shelf_of
from bot.engine.dialogue import Voice
from bot.ports import Store
from bot.records import Address, Member, Organisation, Person, Role
from bot.service.conversation import Conversation
from bot.service.shelf import Shelf
from bot.storage import open_store
from tests.botapi import BotApi, Phone
from tests.journeys.checks import complaints
from tests.journeys.french import french
from tests.journeys.people import MARKS
from tests.telegram.answering import Answering
from tests.telegram.conftest import Ids, Running
from tests.telegram.hurried import HurriedLoop
from tests.telegram.test_sending_sheets import Content

pytestmark = pytest.mark.side_by_side

SEEDS = [int(os.environ["SEED"])] if "SEED" in os.environ else range(10 if os.environ.get("SOAK") else 1)
TIMING = Timing(answer=1000.0, turn=1000.0, look=5.0, rounds=1e6)  # of the hurried clock
BEGINNINGS = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "png": b"\x89PNG\r\n"}


def _interviews() -> Iterator[tuple[str, Voice]]:
    for id, engine in load_content()[0].engines.items():
        for voice in sorted(engine.dialogue.voices):
            yield id, voice


@pytest.fixture(scope="module")
def shelf(content: Content) -> Shelf:
    return shelf_of(*content)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("dialogue", "voice"), [*_interviews()])
def test_it_goes_from_the_start_to_all_that_its_result_leads_to(
    dialogue: str, voice: Voice, seed: int, content: Content, shelf: Shelf, tmp_path: Path
) -> None:
    chance = random.Random(f"{dialogue} {voice} {seed}")
    with asyncio.Runner(loop_factory=HurriedLoop) as runner:
        runner.run(_plays(dialogue, voice, chance, content, shelf, tmp_path))


async def _plays(
    dialogue: str, voice: Voice, chance: random.Random, content: Content, shelf: Shelf, folder: Path
) -> None:
    async with _world(content, shelf, folder) as (api, running):
        somebody = Answering(api, running.store, api.phone(1001), content[1]["fr"], chance)
        await _says_who_they_are(somebody, voice, running)
        await _begins(somebody, dialogue, voice)
        await somebody.answers_all()
        touched = await somebody.looks_at_all()
        assert {"details", "reasons", "answers", "steps"} <= touched
        # somebody's own results are not found once they speak of a case file again
        lost = voice is Voice.OFFICER and content[0].engines[dialogue].dialogue.calling.oneself
        await _goes_on_from_there(somebody, lost=lost)
        _check_documents(somebody.phone, touched, handout=bool(content[0].engines[dialogue].dialogue.handout))
        _check_words(somebody.phone, {id for id in (*content[0].engines, *content[0].catalogue) if "_" in id})
        assert not api.violations
        assert not api.impatient
        assert not {str(call.error) for call in api.refusals if "not modified" not in str(call.error)}


@asynccontextmanager
async def _world(content: Content, shelf: Shelf, folder: Path) -> AsyncIterator[tuple[BotApi, Running]]:
    store = await open_store(f"sqlite:///{folder}/store.db", "bot")
    async with BotApi() as api:
        running = Running(api, store)
        running.timing = TIMING
        running.echo = Conversation(*content, running.clock, Ids(), shelf)  # type: ignore[assignment]
        running.start()
        yield api, running
        await running.stop()
    await store.close()


async def _says_who_they_are(somebody: Answering, voice: Voice, running: Running) -> None:
    """A beneficiary says so; an officer belongs to an organisation, and opens a case file."""
    if voice is Voice.OFFICER:
        await _belongs(running.store, Address("telegram", str(somebody.phone.user.id)), running)
    await somebody.types("/start")
    if voice is Voice.OFFICER:
        await somebody.touches("case_new")
        await somebody.types("Foyer du Causse")
    else:
        await somebody.touches("v.beneficiary")


async def _belongs(store: Store, address: Address, running: Running) -> None:
    now = running.clock.now()
    organisation = Organisation(Ids().new(), "Relais des Monts", now)
    person = Person(Ids().new(), now, Voice.OFFICER, name="Claire")
    async with store.transaction() as tx:
        await tx.organisations.add(organisation)
        await tx.people.add(person, address)
        await tx.organisations.join(Member(person.id, organisation.id, Role.OFFICER, now, person.name))


async def _begins(somebody: Answering, dialogue: str, voice: Voice) -> None:
    """Choose it from the list of all there are, by its title."""
    await somebody.types("/entretiens")
    if "all" in somebody.buttons:
        await somebody.touches("all")
    title = somebody.texts.of(dialogue, "title", voice)
    assert title in somebody.card.text
    assert somebody.buttons[f"d.{dialogue}"][0] == title
    await somebody.touches(f"d.{dialogue}")
    if somebody.buttons.keys() >= {"begin", "resume"}:  # the same one stands open already
        await somebody.touches("begin")
    assert "skip" in somebody.buttons, repr(somebody.card)


async def _goes_on_from_there(somebody: Answering, *, lost: bool) -> None:
    """Each of the interviews that the result leads to begins; `/resultat` still shows the result, unless `lost`."""
    await somebody.types("/resultat")
    for code in [each for each in somebody.buttons if each.startswith("then.")]:
        title = somebody.buttons[code][0]
        await somebody.touches(code)
        if (
            "nobody" in somebody.buttons
        ):  # the result is about nobody in particular, what follows is about a case
            await somebody.touches(next(each for each in somebody.buttons if each.startswith("c.")))
        assert {"skip", "begin"} & somebody.buttons.keys(), f"{title!r} does not begin: {somebody.card!r}"
        await somebody.types("/resultat")
        if lost and not somebody.at_result:
            return
        assert somebody.at_result, f"lost after {title!r}: {somebody.card!r}"


def _check_documents(phone: Phone, touched: set[str], *, handout: bool) -> None:
    sent = [message.document or message.photo for message in phone.messages]
    kinds = []
    for each in filter(None, sent):
        kind = each.name.rpartition(".")[2]
        assert each.data.startswith(BEGINNINGS[kind]), each.name
        kinds.append(kind)
    assert ("pdf" in touched) <= ("pdf" in kinds)
    if handout and "pdf" in touched:
        assert "docx" in kinds, "the handout comes as a text too"
    if "picture" in touched:
        too_few = french().say("There are too few answers for a picture.")
        assert "png" in kinds or too_few in {toast.text for toast in phone.toasts}


def _check_words(phone: Phone, ids: set[str]) -> None:
    """French only and well set, in all that was ever shown."""
    shown = {toast.text for toast in phone.toasts}
    for message in phone.messages:
        for version in message.versions:
            shown |= {version.text, *(MARKS.sub("", label) for row in version.buttons for label in row)}
    for line in {line for text in shown for line in text.split("\n")}:
        assert not complaints(line), (complaints(line), line)
        assert "  " not in line, line
        assert not [id for id in ids if id in line], line
