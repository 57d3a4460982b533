"""The conversation: one thing heard in, screens out, within the transaction that keeps what it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.loading.library import Library
from bot.ports import Clock, Ids, Transaction
from bot.records import Address, Card, Chat, Person, Sending, Status
from bot.service import menus
from bot.service.access import Access
from bot.service.desk import Desk, home
from bot.service.follow_up.daily import Daily
from bot.service.follow_up.schedule import replan_person
from bot.service.inline import Inline
from bot.service.interviews import Interviews
from bot.service.reading import Reading
from bot.service.reception import Reception
from bot.service.sayings import told_lost
from bot.service.scene import Scene
from bot.service.screens import (
    DAY_CARD,
    MENU,
    Answer,
    Command,
    Found,
    Heard,
    Looked,
    Press,
    Sent,
    Thing,
    Words,
)
from bot.service.shelf import Shelf
from bot.service.understanding import command_named
from bot.service.views import Show, decode_view
from bot.texts.catalogues import Texts


class Conversation:
    """What every channel talks to. Holds nothing of anybody: every turn reads and writes the store."""

    def __init__(
        self,
        library: Library,
        texts: Mapping[str, Texts],
        clock: Clock,
        ids: Ids,
        shelf: Shelf | None = None,
    ) -> None:
        """`shelf`: what there is to look up; without one, nothing is."""
        self.interviews = Interviews(library, texts, ids)
        self.desk = Desk(self.interviews)
        self.access = Access(ids)
        self.reception = Reception(self.interviews, self.desk, self.access, shelf)
        self.daily = Daily(self.reception)
        self.reading = Reading(self.reception, self.daily)
        self.inline = Inline(library, texts, shelf) if shelf is not None else None
        self.texts = texts
        self.clock = clock
        self.ids = ids

    # What a channel calls.

    async def hear(self, tx: Transaction, address: Address, heard: Heard) -> Answer:
        """What comes back when `heard` comes from `address`. Keeps all that changed in `tx`."""
        scene = await self._enter(tx, address, below=not isinstance(heard, Press))
        match heard:
            case Press():
                await self._press(scene, heard)
            case Command("unknown", word):
                await self.reading.take(scene, word)
            case Command(name, argument):
                await self.reception.command(scene, name, argument)
            case Words(text):
                await self.reading.take(scene, text)
            case Sent(thing):
                await self._sent(scene, thing)
        return await scene.leave()

    async def look_up(self, tx: Transaction, address: Address, looked: Looked) -> Found:
        """What somebody may send into the chat where they type. Nothing is kept of them, nor of what they typed."""
        if self.inline is None:
            return Found()
        person = await tx.people.at(address)
        locale = person.locale if person else self._default.language
        return await self.inline.look_up(tx, person, locale, looked)

    async def apologise(self, tx: Transaction, address: Address) -> Answer:
        """Something went wrong with what was said last: say so, and show where the person is."""
        scene = await self._enter(tx, address, below=True)
        scene.notes.append(
            scene.texts.say("Sorry, something went wrong with your last message. Nothing else is lost.")
        )
        await self.reception.reshow(scene)
        return await scene.leave()

    async def reshow(self, tx: Transaction, address: Address) -> Answer:
        """After an interruption: the question that waits, once more. Nothing for who has none."""
        scene = await self._enter(tx, address, below=True)
        record = await self.reception.drawer.active(scene)
        if record is None or record.status is not Status.OPEN:
            return Answer()
        scene.notes.append(scene.texts.say("I am back after an interruption. Here is where you were."))
        await self.reception.reshow(scene)
        return await scene.leave()

    async def remind(self, tx: Transaction, person: str, channel: str) -> tuple[Address, Answer] | None:
        """The message of the day for `person`, and where to send it; what is in it is noted as being sent.

        None when there is nothing to say to them now: what made them due is put off then, or dropped.
        """
        for address in await tx.people.addresses(person):
            if address.channel == channel and await tx.people.reachable(address):
                scene = await self._scene(tx, address, below=True)
                return (address, await scene.leave()) if await self.daily.compose(scene) else None
        await tx.reminders.drop(
            [each for each in await tx.reminders.of(person) if each.state is Sending.PENDING]
        )
        return None

    async def back(self, tx: Transaction, address: Address) -> None:
        """Somebody can be written to again: plan what they are still to be reminded of."""
        person = await tx.people.at(address)
        if person is not None:
            await replan_person(tx, self.clock.now(), person.id)

    def command(self, word: str) -> str | None:
        """The command named by a word as typed after the slash; None when it is none."""
        return command_named(word, self._default, (*menus.COMMANDS, *menus.OFFICE_COMMANDS))

    def commands(self) -> Sequence[tuple[str, str]]:
        """The commands to register, with what each does: those for everybody; officers find theirs in the help."""
        texts = self._default
        return [
            (menus.registered(texts, name), texts.of("words", f"about.{name}")) for name in menus.COMMANDS
        ]

    def describe(self) -> tuple[str, str]:
        """What this is, for whoever opens it for the first time: in full, and short."""
        return self._default.of("words", "description"), self._default.of("words", "description.short")

    def elsewhere(self) -> str:
        """What to say in a group, where no interview is held."""
        return self._default.say("I only talk one to one. Write to me directly, and we can begin.")

    @property
    def _default(self) -> Texts:
        return self.texts["fr"]

    # A turn.

    async def _enter(self, tx: Transaction, address: Address, *, below: bool) -> Scene:
        scene = await self._scene(tx, address, below=below)
        if scene.chat.case and scene.case is None:  # handed over, merged or erased meanwhile
            scene.chat = replace(scene.chat, case="", case_before="")
            scene.notes.append(told_lost(scene.texts, member=scene.member is not None))
        return scene

    async def _scene(self, tx: Transaction, address: Address, *, below: bool) -> Scene:
        now = self.clock.now()
        person = await tx.people.at(address)
        if person is None:
            person = Person(self.ids.new(), since=now)
            await tx.people.add(person, address)
        chat = await tx.chats.at(address) or Chat(address, person.id)
        cards = {card.name: card for card in await tx.chats.cards(address)}
        scene = Scene(tx, address, person, chat, cards, self.texts[person.locale], now, below)
        scene.member = await tx.organisations.member(person.id)
        if chat.case:
            scene.case = await tx.cases.seen_by(person.id, chat.case)
        return scene

    async def _press(self, scene: Scene, press: Press) -> None:
        card = next((each for each in scene.cards.values() if each.screen == press.screen), None)
        if card is None or decode_view(card.view).show is Show.CLOSED:
            await self._old_button(scene, press)
        elif card.name == MENU:
            await self.reception.press(scene, card, press.code)
        elif card.name.startswith(DAY_CARD):
            await self._press_day(scene, card, press.code)
        else:
            await self._press_interview(scene, card, press)

    async def _press_day(self, scene: Scene, card: Card, code: str) -> None:
        view = decode_view(card.view)
        painting = await self.daily.paint(scene, view)
        if code in {button.code for button in painting.buttons}:
            await self.daily.press(scene, card.name, view, code)
        else:
            await self.access.trace(scene, "button.press", granted=False)
            scene.toast = scene.texts.say("This screen has changed meanwhile.")
            scene.show(card.name, view, painting)

    async def _press_interview(self, scene: Scene, card: Card, press: Press) -> None:
        interview = await self.reception.drawer.take_up(scene, card.name)
        if interview is None:
            await self._old_button(scene, press)
            return
        view = decode_view(card.view)
        scene.chat = replace(scene.chat, active=card.name)
        painting = await self.desk.paint(scene, interview, view)
        if interview.renewed or press.code not in {button.code for button in painting.buttons}:
            if not interview.renewed:
                await self.access.trace(scene, "button.press", interview.record.subject.case, granted=False)
            scene.toast = scene.texts.say("This screen has changed meanwhile.")
            await self.desk.draw(scene, interview, home(interview))
        else:
            await self.reception.touch(scene, interview, view, press.code)

    async def _old_button(self, scene: Scene, press: Press) -> None:
        """A button from earlier: say so kindly; where the current screen stands elsewhere, show it here."""
        await self.access.trace(scene, "button.old", granted=False)  # nobody knows whether it was ever theirs
        current = scene.current
        if current is not None:
            on_its_way = not current.message
            if on_its_way or current.message == press.message or decode_view(current.view).again:
                scene.toast = scene.texts.say("This button is from earlier. Use those of the last message.")
                return  # it stands right there, or is about to
        scene.toast = scene.texts.say("This button is from earlier. Here is where you are.")
        scene.below = scene.again = True
        await self.reception.reshow(scene)

    async def _sent(self, scene: Scene, thing: Thing) -> None:
        match thing:
            case Thing.UNKNOWN_BUTTON:
                await self.access.trace(scene, "button.press", granted=False)
                scene.toast = scene.texts.say("This button is from earlier. Here is where you are.")
            case Thing.EDITED:
                scene.notes.append(
                    scene.texts.say(
                        "To change an answer, use /modifier: a message changed afterwards is not read again."
                    )
                )
            case _:
                scene.notes.append(scene.texts.say("I can only read text and buttons."))
        await self.reception.reshow(scene)
