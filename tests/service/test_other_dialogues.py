"""What the main interview does not use: numbers, dates, texts, loops; and a dialogue that changes under way."""

import shutil
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest

from bot.blocks import Bullets
from bot.loading.library import Library, load
from bot.ports import Store
from bot.records import Address
from bot.resources import folder
from bot.service.conversation import Conversation
from bot.service.screens import Answer, Command, Press, Sent, Thing, Words
from bot.storage import open_store
from bot.texts.catalogues import load_texts
from bot.texts.check import check_domain
from bot.texts.keys import needs_of_dialogue
from tests.conftest import CountedIds, TurnedClock

HERE = Address("test", "1")
FORM = """
dialogue: form
questions:
  people: {ask: number, at_least: 1, at_most: 50}
  meeting: {ask: date}
  aim: {ask: text, at_most: 60}
  offers: {ask: several, options: [time, money, room]}
  again: {ask: one, options: [yes, no]}
  who: {ask: text}
path: [people, meeting, aim, {ask: offers, when: {people: {at_least: 3}}}, {loop: actors, again: again, at_most: 3, ask: [who]}]
facts:
  size: [{when: {people: {at_least: 3}}, is: many}, {is: few}]
result: {outcome: size}
outcomes:
  many: {need: [step_back]}
  few: {need: [step_back]}
"""
CHANGED = (
    FORM.replace("offers:", "gifts:").replace("ask: offers", "ask: gifts").replace("[time, money, room]", "[hours, money]")
    .replace("  aim: {ask: text, at_most: 60}\n", "").replace("aim, {ask", "{ask")
    + "renamed: {questions: {offers: gifts}, options: {gifts: {time: hours}}}\n"
)  # fmt: skip


def words_for(library: Library, name: str) -> str:
    """A text for every need: its own key, said once for both voices."""
    needs = needs_of_dialogue(library.engines[name].dialogue)
    entries = "".join(f'msgid "{need.key}"\nmsgstr "[{need.key}]"\n\n' for need in needs)
    return f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n{entries}'


class Talk:
    """A person at a conversation whose dialogues are in a folder of the test."""

    def __init__(self, place: Path, store: Store, clock: TurnedClock) -> None:
        self.place, self.store, self.clock, self.ids = place, store, clock, CountedIds()
        self.written(FORM)

    def written(self, form: str) -> None:
        """From now on the dialogue is `form`: the program has been started anew."""
        (self.place / "dialogues" / "form.yaml").write_text(form)
        library = load(self.place / "dialogues")
        (self.place / "locales" / "fr" / "form.po").write_text(words_for(library, "form"))
        texts = load_texts(self.place / "locales")
        needs = needs_of_dialogue(library.engines["form"].dialogue)
        assert not list(check_domain(texts.domains["form"], needs))
        self.conversation = Conversation(library, {"fr": texts}, self.clock, self.ids)

    async def hears(self, heard: Words | Command | Press | Sent) -> Answer:
        async with self.store.transaction() as tx:
            return await self.conversation.hear(tx, HERE, heard)

    async def says(self, *lines: str) -> str:
        """All that is to be read after the last of `lines`."""
        answer = Answer()
        for line in lines:
            answer = await self.hears(Words(line))
        return read(answer)


def read(answer: Answer) -> str:
    return "\n".join(part for screen in answer.screens for part in _parts(screen.blocks))


def _parts(blocks: Iterable[object]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Bullets):
            yield from (line for line, _ in block.items)
        else:
            yield str(getattr(block, "text", ""))


@pytest.fixture
async def talk(tmp_path: Path, database: str, clock: TurnedClock) -> AsyncIterator[Talk]:
    shutil.copytree(folder("locales"), tmp_path / "locales")
    shutil.copytree(folder("dialogues"), tmp_path / "dialogues")
    store = await open_store(database, "test")
    yield Talk(tmp_path, store, clock)
    await store.close()


async def test_numbers_dates_and_texts_are_typed(talk: Talk) -> None:
    await talk.hears(Command("open", "form beneficiary"))
    assert "Je n’ai pas compris" in await talk.says("une douzaine")
    assert "au plus 50" in await talk.says("200")
    assert "[meeting.ask]" in await talk.says("12")
    assert "Je n’ai pas compris" in await talk.says("quand on pourra")
    assert "[aim.ask]" in await talk.says("15 janvier")
    assert "60 caractères" in await talk.says("x" * 61)
    assert "[offers.ask]" in await talk.says("Une cantine à plusieurs, <b>bio</b>")


async def test_an_answer_given_is_shown_when_one_comes_back_to_it(talk: Talk) -> None:
    await talk.hears(Command("open", "form beneficiary"))
    await talk.says("12", "15 janvier")
    assert "15 janvier 2027" in await talk.says("retour")
    assert "12" in await talk.says("retour")


async def test_a_loop_goes_round_while_one_says_yes(talk: Talk) -> None:
    await talk.hears(Command("open", "form beneficiary"))
    await talk.says("2", "15 janvier", "Un minibus")
    assert "[again.ask]" in await talk.says("La mairie")
    assert "[who.ask]" in await talk.says("1")
    assert "[again.ask]" in await talk.says("Le club")
    assert "[few.name]" in await talk.says("2")


async def test_a_changed_dialogue_carries_answers_over_and_tells_what_it_cannot(talk: Talk) -> None:
    await talk.hears(Command("open", "form beneficiary"))
    await talk.says("12", "15 janvier", "Une cantine", "1 et 3")
    talk.written(CHANGED)
    shown = read(await talk.hears(Command("resume")))
    assert "Le questionnaire a été amélioré" in shown
    assert "Une cantine" in shown
    assert "[gifts.topic]" in shown
    assert "[who.ask]" in shown
    again = read(await talk.hears(Command("edit")))
    assert "amélioré" not in again


async def test_a_button_from_before_the_change_shows_the_question_anew(talk: Talk) -> None:
    answer = await talk.hears(Command("open", "form beneficiary"))
    await talk.says("12")
    talk.written(CHANGED)
    async with talk.store.transaction() as tx:
        (card,) = [card for card in await tx.chats.cards(HERE) if card.name != "menu"]
    pressed = await talk.hears(Press(card.screen, "skip"))
    assert pressed.toast
    assert "[meeting.ask]" in read(pressed)
    assert answer.screens


async def test_an_interview_whose_dialogue_is_gone_is_left_alone(talk: Talk) -> None:
    await talk.hears(Command("open", "form beneficiary"))
    await talk.says("12")
    library = load(folder("dialogues"))
    talk.conversation = Conversation(
        library, {"fr": load_texts(talk.place / "locales")}, talk.clock, talk.ids
    )
    assert "Aucun entretien" in read(await talk.hears(Command("resume")))


async def test_who_has_finished_and_says_again_who_they_are_begins_anew(talk: Talk) -> None:
    await talk.hears(Command("open", "form beneficiary"))
    await talk.says("2", "15 janvier", "Un minibus", "La mairie", "2")
    await talk.hears(Command("role"))
    assert "Faites-vous aujourd’hui" in await talk.says("1")


async def test_an_apology_shows_where_one_is(talk: Talk) -> None:
    await talk.hears(Command("open", "form beneficiary"))
    async with talk.store.transaction() as tx:
        answer = await talk.conversation.apologise(tx, HERE)
    assert "Pardon" in read(answer)
    assert "[people.ask]" in read(answer)


async def test_after_an_interruption_only_who_is_in_an_interview_is_asked_again(talk: Talk) -> None:
    async with talk.store.transaction() as tx:
        assert await talk.conversation.reshow(tx, HERE) == Answer()
    await talk.hears(Command("open", "form beneficiary"))
    async with talk.store.transaction() as tx:
        assert "[people.ask]" in read(await talk.conversation.reshow(tx, HERE))


@pytest.mark.parametrize("thing", [Thing.STICKER, Thing.VOICE, Thing.EDITED])
async def test_what_cannot_be_read_is_told_kindly(talk: Talk, thing: Thing) -> None:
    await talk.hears(Command("open", "form beneficiary"))
    assert "[people.ask]" in read(await talk.hears(Sent(thing)))
