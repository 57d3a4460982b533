"""The conversation: one thing heard in, screens out, within the transaction that keeps what it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.engine.dialogue import Question
from bot.loading.library import Library
from bot.ports import Clock, Ids, Transaction
from bot.records import Address, Card, Chat, Person, Status
from bot.service import menus
from bot.service.access import Access
from bot.service.asking import leaves, on_a_button
from bot.service.dates import local_day
from bot.service.desk import AWAY, Desk, home, with_ticks
from bot.service.interviews import Interview, Interviews
from bot.service.painting import Painting
from bot.service.reception import Reception
from bot.service.sayings import hesitation, told_lost
from bot.service.scene import Scene
from bot.service.screens import MENU, Answer, Command, Heard, Press, Sent, Thing, Words
from bot.service.understanding import (
    Answered,
    Asked,
    Meaning,
    Pressed,
    Situation,
    Unclear,
    command_named,
    meaning,
)
from bot.service.views import ASKING_WORDS, Show, View, decode_view
from bot.texts.catalogues import Texts


class Conversation:
    """What every channel talks to. Holds nothing of anybody: every turn reads and writes the store."""

    def __init__(self, library: Library, texts: Mapping[str, Texts], clock: Clock, ids: Ids) -> None:
        self.interviews = Interviews(library, texts, ids)
        self.desk = Desk(self.interviews)
        self.access = Access(ids)
        self.reception = Reception(self.interviews, self.desk, self.access)
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
                await self._words(scene, word)
            case Command(name, argument):
                await self.reception.command(scene, name, argument)
            case Words(text):
                await self._words(scene, text)
            case Sent(thing):
                await self._sent(scene, thing)
        return await scene.leave()

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
            if scene.case is None:  # handed over, merged or erased meanwhile
                scene.chat = replace(scene.chat, case="", case_before="")
                scene.notes.append(told_lost(scene.texts, member=scene.member is not None))
        return scene

    async def _press(self, scene: Scene, press: Press) -> None:
        card = next((each for each in scene.cards.values() if each.screen == press.screen), None)
        if card is None or decode_view(card.view).show is Show.CLOSED:
            await self._old_button(scene, press)
        elif card.name == MENU:
            await self.reception.press(scene, card, press.code)
        else:
            await self._press_interview(scene, card, press)

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
            await self._touch(scene, interview, view, press.code)

    async def _touch(self, scene: Scene, interview: Interview, view: View, code: str) -> None:
        """Follow a button of an interview's card: some lead away from it."""
        if code in AWAY:
            await self.reception.away(scene, interview.record, code)
        else:
            await self.desk.press(scene, interview, view, code)

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

    async def _words(self, scene: Scene, text: str) -> None:
        card = scene.current
        if card is None:
            await self.reception.menu(scene, View(Show.WELCOME))
        elif card.name == MENU:
            await self._words_at_menu(scene, card, text)
        else:
            await self._words_at_interview(scene, card, text)

    async def _words_at_menu(self, scene: Scene, card: Card, text: str) -> None:
        view = decode_view(card.view)
        painting = await self.reception.paint(scene, view)
        if view.show in ASKING_WORDS and not on_a_button(text, painting):
            await self._words_asked_for(scene, card, painting, text)
            return
        meant = self._meaning(scene, text, painting, None)
        behind = scene.cards.get(scene.chat.active or "")
        match meant:
            case Asked(command):
                await self.reception.command(scene, command)
            case Pressed(guessed=True) if await self.reception.typed(scene, view, text):
                return
            case Pressed(code):
                await self.reception.press(scene, card, code)
            case _ if await self.reception.typed(scene, view, text):
                return
            case _ if behind is not None and await self._said_behind(scene, behind, text):
                return  # the menu stands before an interview: the words were for a button there
            case _:
                await self._not_understood(scene, meant)

    async def _words_asked_for(self, scene: Scene, card: Card, painting: Painting, text: str) -> None:
        """Take what was typed on a screen that waits for words, unless it says to leave it."""
        command = command_named(text, scene.texts, ("help", "start"))
        if command is not None:
            await self.reception.command(scene, command)
        elif leaves(text, scene.texts) and painting.controls:
            await self.reception.press(scene, card, painting.controls[-1][-1].code)
        else:
            await self.reception.typed(scene, decode_view(card.view), text)

    async def _said_behind(self, scene: Scene, card: Card, text: str) -> bool:
        """Whether the words were for a small button of the interview behind the menu, and have been followed."""
        view = decode_view(card.view)
        interview = (
            None if view.show is Show.CLOSED else await self.reception.drawer.take_up(scene, card.name)
        )
        if interview is None:
            return False
        painting = await self.desk.paint(scene, interview, view)
        meant = self._meaning(scene, text, Painting((), (), painting.controls), None)
        match meant:
            case Pressed("back" | "skip" | "dont_know"):  # nobody changes a question that they do not see
                await self.desk.draw(scene, interview, home(interview))
            case Pressed(code):
                await self._touch(scene, interview, view, code)
        return isinstance(meant, Pressed)

    async def _words_at_interview(self, scene: Scene, card: Card, text: str) -> None:
        interview = await self.reception.drawer.take_up(scene, card.name)
        if interview is None:
            await self.reception.menu(scene, View(Show.WELCOME))
            return
        view = decode_view(card.view)
        painting = await self.desk.paint(scene, interview, view)
        meant = self._meaning(scene, text, painting, self.desk.question(interview, view), view.hint)
        match meant:
            case Pressed("close") if view.show is Show.REMARK:
                await self.desk.draw(scene, interview, home(interview))
            case _ if view.show is Show.REMARK:
                await self.desk.remark(scene, interview, view, text)
            case Asked(command):
                await self.reception.command(scene, command)
            case Pressed(code, guessed):
                self._say_understood(scene, painting, code, guessed=guessed)
                await self._touch(scene, interview, view, code)
            case Answered(value):
                await self.desk.answer_typed(scene, interview, view, with_ticks(interview, view, value))
            case Unclear():
                await self._not_understood(scene, meant, interview, view)

    def _say_understood(self, scene: Scene, painting: Painting, code: str, *, guessed: bool) -> None:
        label = next((button.label for button in painting.choices if button.code == code), None)
        if guessed and label is not None:
            scene.notes.append(scene.texts.say("Noted: {answer}.", answer=label))

    def _meaning(
        self, scene: Scene, text: str, painting: Painting, question: Question | None, hint: str = ""
    ) -> Meaning:
        controls = tuple(button for row in painting.controls for button in row)
        today = local_day(scene.now, scene.person.zone)
        return meaning(text, Situation(painting.choices, controls, question, today, hint), scene.texts)

    async def _not_understood(
        self, scene: Scene, meant: Meaning, interview: Interview | None = None, view: View | None = None
    ) -> None:
        """Say that the words were not understood; what comes nearest can be taken with « oui »."""
        near = meant.nearest if isinstance(meant, Unclear) else ()
        if interview is not None and view is not None and not interview.session.finished:
            question = self.desk.question(interview, view)
            scene.notes.append(hesitation(scene.texts, [button.label for button in near], question))
            hint = near[0].code if len(near) == 1 else ""
            await self.desk.draw(scene, interview, view.hinting(hint))
            return
        if interview is not None:
            scene.notes.append(
                scene.texts.say(
                    "I did not understand. Write for example “how”, “why”, “the other ideas” or “change an answer”."
                )
            )
            await self.desk.draw(scene, interview, View(Show.WAYS))
            return
        scene.notes.append(hesitation(scene.texts, [button.label for button in near]))
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
