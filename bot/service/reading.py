"""What typed words do: on which card they count, and what they mean there."""

from datetime import date, timedelta

from bot.engine.dialogue import Kind, Question
from bot.engine.values import Day, Key
from bot.records import Card
from bot.service.asking import leaves, on_a_button
from bot.service.dates import local_day
from bot.service.desk import home, with_ticks
from bot.service.follow_up.daily import Daily
from bot.service.interviews import Interview
from bot.service.painting import Painting
from bot.service.reception import Reception
from bot.service.sayings import hesitation
from bot.service.scene import Scene
from bot.service.screens import DAY_CARD, MENU
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
from bot.service.way_back import goes_back, named_back
from bot.texts.folding import folded

_LEFT_AFTER = timedelta(hours=2)  # since its last answer, an interview is no longer in full swing
_ANSWERED_WITHIN = timedelta(
    days=7
)  # so long a message of the day gets the words that nothing else understands


class Reading:
    """Takes typed words. Holds nothing of anybody."""

    def __init__(self, reception: Reception, daily: Daily) -> None:
        self.reception = reception
        self.daily = daily

    async def take(self, scene: Scene, text: str) -> None:
        """Do what was typed, on the card that it is for."""
        if await self._of_the_day(scene, text):
            return
        card = scene.current
        if card is None and scene.newest is not None:
            await self._besides_the_day(scene, scene.newest, text)
        elif card is None:
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
            case _ if goes_back(text, scene.texts):
                await self._back_at_menu(scene, card, painting, text)
            case _ if await self.reception.typed(scene, view, text):
                return
            case _ if behind is not None and await self._said_behind(scene, behind, text):
                return  # the menu stands before an interview: the words were for a button there
            case _ if await self._of_an_earlier_day(scene, text):
                return
            case _:
                await self._not_understood(scene, meant)

    async def _back_at_menu(self, scene: Scene, card: Card, painting: Painting, text: str) -> None:
        """Go back from a card whose way back is called otherwise: to the interview behind it, or home."""
        behind = scene.cards.get(scene.chat.active or "")
        if code := named_back(text, painting):
            await self.reception.press(scene, card, code)
        elif behind is not None and await self._said_behind(scene, behind, text):
            return
        elif "home" in {button.code for button in painting.buttons}:
            await self.reception.press(scene, card, "home")
        else:
            await self.reception.command(scene, "start")

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
        painting = await self.reception.desk.paint(scene, interview, view)
        meant = self._meaning(scene, text, Painting((), (), painting.controls), None)
        match meant:
            case Pressed("back" | "skip" | "dont_know"):  # nobody changes a question that they do not see
                await self.reception.desk.draw(scene, interview, home(interview))
            case Pressed(code):
                await self.reception.touch(scene, interview, view, code)
        return isinstance(meant, Pressed)

    async def _words_at_interview(self, scene: Scene, card: Card, text: str) -> None:
        interview = await self.reception.drawer.take_up(scene, card.name)
        if interview is None:
            await self.reception.menu(scene, View(Show.WELCOME))
            return
        view = decode_view(card.view)
        painting = await self.reception.desk.paint(scene, interview, view)
        question = self.reception.desk.question(interview, view)
        meant = _next_day(scene, text, interview, question) or self._meaning(
            scene, text, painting, question, view.hint
        )
        match meant:
            case Pressed("close") if view.show is Show.REMARK:
                await self.reception.desk.draw(scene, interview, home(interview))
            case _ if view.show is Show.REMARK:
                await self.reception.desk.remark(scene, interview, view, text)
            case Asked(command):
                await self.reception.command(scene, command)
            case Pressed(code, guessed):
                self._say_understood(scene, painting, code, guessed=guessed)
                await self.reception.touch(scene, interview, view, code)
            case Answered(value):
                await self.reception.desk.answer_typed(
                    scene, interview, view, with_ticks(interview, view, value)
                )
            case Unclear() if interview.session.finished and await self._of_an_earlier_day(scene, text):
                return
            case Unclear():
                await self._not_understood(scene, meant, interview, view)

    def _say_understood(self, scene: Scene, painting: Painting, code: str, *, guessed: bool) -> None:
        label = next((button.label for button in painting.choices if button.code == code), None)
        if guessed and label is not None:
            scene.notes.append(scene.texts.say("Noted: {answer}.", answer=label))

    def _meaning(
        self, scene: Scene, text: str, painting: Painting, question: Question | None, hint: str = ""
    ) -> Meaning:
        controls = painting.buttons[len(painting.choices) :]
        today = local_day(scene.now, scene.person.zone)
        return meaning(text, Situation(painting.choices, controls, question, today, hint), scene.texts)

    async def _not_understood(
        self, scene: Scene, meant: Meaning, interview: Interview | None = None, view: View | None = None
    ) -> None:
        """Say that the words were not understood; what comes nearest can be taken with « oui »."""
        near = meant.nearest if isinstance(meant, Unclear) else ()
        if interview is not None and view is not None and not interview.session.finished:
            question = self.reception.desk.question(interview, view)
            said = meant.sentence if isinstance(meant, Unclear) else ""
            labels = [button.label for button in near]
            scene.notes.append(said or hesitation(scene.texts, labels, question))
            hint = near[0].code if len(near) == 1 else ""
            await self.reception.desk.draw(scene, interview, view.hinting(hint))
            return
        if interview is not None:
            scene.notes.append(
                scene.texts.say(
                    "I did not understand. Write for example “how”, “why”, “the other ideas” or “change an answer”."
                )
            )
            await self.reception.desk.draw(scene, interview, View(Show.WAYS))
            return
        scene.notes.append(hesitation(scene.texts, [button.label for button in near]))
        await self.reception.reshow(scene)

    # A message of the day.

    async def _of_the_day(self, scene: Scene, text: str) -> bool:
        """Whether the words were for a message of the day that nothing stands below of, and have been followed.

        It came by itself: what was open before keeps the words that it waits for. What answers the message must never be
        noted anywhere else.
        """
        card, other = scene.newest, scene.current
        if card is None or card is other:
            return False
        view = decode_view(card.view)
        if view.show is Show.DAY_WHEN:
            return await self._day_asked_for(scene, card, text)
        said = await self.daily.read(scene, view, text)
        if said is None:
            return False
        if not (other is None or said.full or view.hint):
            if not await self._leaves_words(scene, other):
                return False
            if not said.sure and await self._takes(scene, other, text):
                return False
        await self.daily.follow(scene, card.name, view, said)
        return True

    async def _of_an_earlier_day(self, scene: Scene, text: str) -> bool:
        """Whether the words, which nothing else understands, answer the last message of the day, and have been followed."""
        today = local_day(scene.now, scene.person.zone)
        days = [
            (date.fromisoformat(name.removeprefix(DAY_CARD)), card)
            for name, card in scene.cards.items()
            if name.startswith(DAY_CARD)
        ]
        day, card = max(days, key=lambda each: each[0], default=(today, None))
        if card is None or today - day > _ANSWERED_WITHIN:
            return False
        view = decode_view(card.view)
        said = None if view.show is Show.DAY_WHEN else await self.daily.read(scene, view, text)
        if said is None or not said.answer:
            return False
        await self.daily.follow(scene, card.name, view, said)
        return True

    async def _day_asked_for(self, scene: Scene, card: Card, text: str) -> bool:
        """Take what was typed where a message of the day has asked for a day, unless it says to leave that."""
        view, texts = decode_view(card.view), scene.texts
        painting = await self.daily.paint(scene, view)
        said = [button.code for button in painting.buttons if folded(button.label) == folded(text)]
        if len(said) == 1 or leaves(text, texts):
            await self.daily.press(scene, card.name, view, said[0] if said else "back")
        elif (command := command_named(text, texts, ("help", "start"))) is not None:
            await self.reception.command(scene, command)
        else:
            await self.daily.typed_day(scene, card.name, view, text)
        return True

    async def _leaves_words(self, scene: Scene, card: Card) -> bool:
        """Whether what is open on `card` waits for no words: a menu that asks for none, an interview left some time ago."""
        if card.name == MENU:
            return decode_view(card.view).show not in ASKING_WORDS
        record = await scene.tx.sessions.get(card.name)
        return record is None or scene.now - record.touched_at > _LEFT_AFTER

    async def _besides_the_day(self, scene: Scene, card: Card, text: str) -> None:
        """What was typed where only a message of the day is open, and it does not understand it."""
        meant = self._meaning(scene, text, await self.daily.paint(scene, decode_view(card.view)), None)
        match meant:
            case Asked(command):
                await self.reception.command(scene, command)
            case _:
                await self._not_understood(scene, meant)

    async def _takes(self, scene: Scene, card: Card, text: str) -> bool:
        """Whether what is open on `card` has a button of those words, or takes any words."""
        view = decode_view(card.view)
        if card.name == MENU:
            painting = await self.reception.paint(scene, view)
            return view.show in ASKING_WORDS or on_a_button(text, painting)
        interview = await self.reception.drawer.take_up(scene, card.name)
        if interview is None:
            return False
        question = self.reception.desk.question(interview, view)
        if view.show is Show.REMARK or (question is not None and question.kind is Kind.TEXT):
            return True
        return on_a_button(text, await self.reception.desk.paint(scene, interview, view))


def _next_day(scene: Scene, text: str, interview: Interview, question: Question | None) -> Meaning | None:
    """« le lendemain », where a day is asked for that comes after another one."""
    start = interview.session.answers.get(Key(question.after)) if question and question.after else None
    if isinstance(start, Day) and folded(text) in map(folded, scene.texts.words("day.following")):
        return Answered(Day(start.day + timedelta(days=1)))
    return None
