"""The conversation: one thing heard in, screens out, within the transaction that keeps what it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.engine.dialogue import Question
from bot.loading.library import Library
from bot.ports import Clock, Ids, Transaction
from bot.records import Address, Card, Chat, Person, Status
from bot.service import menus
from bot.service.dates import local_day
from bot.service.desk import Desk, home, with_ticks
from bot.service.interviews import Interview, Interviews
from bot.service.painting import Painting
from bot.service.reception import Reception
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
from bot.service.views import Show, View, decode_view
from bot.texts.catalogues import Texts


class Conversation:
    """What every channel talks to. Holds nothing of anybody: every turn reads and writes the store."""

    def __init__(self, library: Library, texts: Mapping[str, Texts], clock: Clock, ids: Ids) -> None:
        self.interviews = Interviews(library, texts, ids)
        self.desk = Desk(self.interviews)
        self.reception = Reception(self.interviews, self.desk)
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
        return command_named(word, self._default, menus.COMMANDS)

    def commands(self) -> Sequence[tuple[str, str]]:
        """The commands to register, with what each does."""
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
        return Scene(tx, address, person, chat, cards, self.texts[person.locale], now, below)

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
            scene.toast = scene.texts.say("This screen has changed meanwhile.")
            await self.desk.draw(scene, interview, home(interview))
        elif press.code == "role":
            await self.reception.command(scene, "role")
        else:
            await self.desk.press(scene, interview, view, press.code)

    async def _old_button(self, scene: Scene, press: Press) -> None:
        """A button from earlier: say so kindly; where the current screen stands elsewhere, show it here."""
        scene.toast = scene.texts.say("This button is from earlier. Here is where you are.")
        current = scene.current
        if current is not None:
            on_its_way = not current.message
            if on_its_way or current.message == press.message or decode_view(current.view).again:
                return  # it stands right there, or is about to
        scene.below = scene.again = True
        await self.reception.reshow(scene)

    async def _words(self, scene: Scene, text: str) -> None:
        card = scene.current
        if card is None:
            await self.reception.welcome(scene)
        elif card.name == MENU:
            await self._words_at_menu(scene, card, text)
        else:
            await self._words_at_interview(scene, card, text)

    async def _words_at_menu(self, scene: Scene, card: Card, text: str) -> None:
        painting = await self.reception.paint(scene, decode_view(card.view))
        meant = self._meaning(scene, text, painting, None)
        behind = scene.cards.get(scene.chat.active or "")
        match meant:
            case Asked(command):
                await self.reception.command(scene, command)
            case Pressed(code):
                await self.reception.press(scene, card, code)
            case _ if behind is not None and await self._said_behind(scene, behind, text):
                return  # the menu stands before an interview: the words were for a button there
            case _:
                await self._not_understood(scene, meant)

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
        if isinstance(meant, Pressed):
            await self.desk.press(scene, interview, view, meant.code)
        return isinstance(meant, Pressed)

    async def _words_at_interview(self, scene: Scene, card: Card, text: str) -> None:
        interview = await self.reception.drawer.take_up(scene, card.name)
        if interview is None:
            await self.reception.welcome(scene)
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
            case Pressed("role"):
                await self.reception.command(scene, "role")
            case Pressed(code, guessed):
                self._say_understood(scene, painting, code, guessed=guessed)
                await self.desk.press(scene, interview, view, code)
            case Answered(value):
                await self.desk.answer_typed(scene, interview, view, with_ticks(view, value))
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
        if interview is not None and view is not None and view.show is not Show.RESULT:
            scene.notes.append(_hesitation(scene.texts, [button.label for button in near]))
            hint = near[0].code if len(near) == 1 else ""
            await self.desk.draw(scene, interview, view.hinting(hint))
            return
        if interview is not None:
            scene.notes.append(
                scene.texts.say(
                    "I did not understand. Write for example “how”, “why”, “the other ideas” or “change an answer”."
                )
            )
        else:
            scene.notes.append(_hesitation(scene.texts, [button.label for button in near]))
        await self.reception.reshow(scene)

    async def _sent(self, scene: Scene, thing: Thing) -> None:
        match thing:
            case Thing.UNKNOWN_BUTTON:
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


def _hesitation(texts: Texts, near: list[str]) -> str:
    """That the words were not understood, with the nearest choices if there are any."""
    quoted = [texts.say("“{name}”", name=label) for label in near]
    match quoted:
        case []:
            return texts.say("I did not understand. Touch a button, or write its number or its words.")
        case [one]:
            return texts.say(
                "I am not sure I understood. Did you mean {choice}? Answer yes, or write a number.",
                choice=one,
            )
        case _:
            choices = texts.say("{one} or {other}", one=quoted[0], other=quoted[1])
            return texts.say("I am not sure I understood: {choices}? Write the number.", choices=choices)
