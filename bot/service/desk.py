"""The cards of interviews: what they show, and what touching or writing does there."""

from collections.abc import Iterable

from bot.engine.accept import Problem, toggle
from bot.engine.dialogue import Kind, Question
from bot.engine.impact import impact
from bot.engine.session import (
    Back,
    Edit,
    Enter,
    Event,
    Finish,
    Leave,
    Reject,
    Remark,
    Reply,
    Skip,
)
from bot.engine.values import Day, Key, One, Several, Unknown, Value, Why, chosen
from bot.service import edits, handouts, pictures, private, prompts, results, steps_of_result
from bot.service.confiding import confided, paint_confide
from bot.service.dates import local_day
from bot.service.faults import say_problem
from bot.service.heard import say_heard, say_noted
from bot.service.interviews import Interview, Interviews
from bot.service.painting import Painting
from bot.service.sayings import refusal, say_effect
from bot.service.scene import Scene
from bot.service.sections import SECTION, answered_in, paint_sections
from bot.service.under_case import with_case
from bot.service.views import Show, View

AWAY = frozenset(
    {"role", "cases", "switch", "share", "plan", "steps", "remind", "move", private.ERASE_SURE}
)  # buttons that lead from an interview to the menu
_ASKING = (Show.QUESTION, Show.WHY)
_SCREENS = {
    "why": Show.WHY,
    "remark": Show.REMARK,
    "answers": Show.ANSWERS,
    "reasons": Show.REASONS,
    "details": Show.DETAILS,
    "more": Show.MORE,
    "confide": Show.CONFIDE,
    "handout": Show.HANDOUT,
    "overview": Show.SECTIONS,
    private.ERASE: Show.ERASE_PRIVATE,
}  # buttons that only show something else


def home(interview: Interview) -> View:
    """Where an interview stands: its question, its sections to choose from, or its result."""
    if interview.session.finished:
        return View(Show.RESULT)
    return View(Show.SECTIONS if interview.session.at is None else Show.QUESTION)


def with_ticks(interview: Interview, view: View, value: Value) -> Value:
    """Choices that were typed, together with those ticked on the card: before, or from the last interview."""
    key, session = interview.session.at, interview.session
    if not isinstance(value, Several) or key is None:
        return value
    alone = interview.engine.dialogue.questions[key.question].exclusive
    ticks: Iterable[str] = view.ticks or ()
    if not ticks and key not in session.answers and not alone & set(value.options):
        ticks = chosen(session.offered.get(key)) or ()
    kept = (each for each in ticks if each not in alone)
    return Several(tuple(dict.fromkeys((*kept, *value.options))))


class Desk:
    """Draws the cards of interviews and works on what is done there."""

    def __init__(self, interviews: Interviews) -> None:
        self.interviews = interviews

    async def draw(self, scene: Scene, interview: Interview, view: View, *, same: bool = False) -> None:
        """Show `interview` as `view` has it."""
        scene.close_others(interview.record.id)
        scene.show(interview.record.id, view, await self.paint(scene, interview, view), same=same)

    def question(self, interview: Interview, view: View) -> Question | None:
        """The question that typed words would answer, if any."""
        key = view.key if view.show is Show.EDIT else interview.session.at if view.show in _ASKING else None
        return None if key is None else interview.engine.dialogue.questions[key.question]

    async def paint(self, scene: Scene, interview: Interview, view: View) -> Painting:
        """What `view` looks like now, under the name of the case file that it is about."""
        painting = await self._paint(scene, interview, view)
        if scene.member is None:
            return painting
        return await with_case(scene, interview, painting)

    async def _paint(self, scene: Scene, interview: Interview, view: View) -> Painting:
        engine, wording, session = interview.engine, interview.wording, interview.session
        besides = await self._paint_besides(scene, interview, view)
        if besides is not None:
            return besides
        if view.show is not Show.EDIT and session.finished:
            return await results.paint_result(scene, self.interviews, interview)
        if view.show is not Show.EDIT and session.at is None:
            return paint_sections(engine, wording, session)
        return prompts.paint_question(engine, wording, session, view)

    async def _paint_besides(self, scene: Scene, interview: Interview, view: View) -> Painting | None:
        """A screen that can be seen wherever the interview stands; None where `view` shows no such one."""
        engine, wording, session = interview.engine, interview.wording, interview.session
        match view.show:
            case Show.ANSWERS:
                return edits.paint_answers(wording, session, answered_in(engine, session, view.mode))
            case Show.RESULT if engine.dialogue.sections:  # also while one of them is open again
                return await results.paint_result(scene, self.interviews, interview)
            case Show.SECTIONS if engine.dialogue.sections:
                return paint_sections(engine, wording, session)
            case Show.HANDOUT if engine.dialogue.handout:
                return handouts.paint_handout(scene, interview)
            case Show.IMPACT if view.key is not None and view.value is not None:
                today = local_day(scene.now, scene.person.zone)
                return edits.paint_impact(engine, wording, session, Edit(view.key, view.value), today)
            case Show.REMARK:
                return prompts.paint_remark(wording, session)
            case Show.CONFIDE:
                return paint_confide(wording, session)
            case Show.ERASE_PRIVATE if interview.record.private:
                return private.paint_erase(scene, interview)
            case Show.DETAILS | Show.MORE | Show.REASONS | Show.WAYS:
                return await results.paint_about(scene, interview, view.show)
        return None

    async def press(self, scene: Scene, interview: Interview, view: View, code: str) -> None:
        """Work on a button of the card, which shows `view`."""
        if code in _SCREENS:
            key = interview.session.at if code == "remark" else None
            await self.draw(scene, interview, View(_SCREENS[code], key))
        elif not await self._one_of_several(scene, interview, view, code):
            await self._control(scene, interview, view, code)

    async def _one_of_several(self, scene: Scene, interview: Interview, view: View, code: str) -> bool:
        """Whether the button stands for one thing of a list, and has been worked on."""
        if code.startswith(prompts.OPTION):
            await self._option(scene, interview, view, code.removeprefix(prompts.OPTION))
        elif code.startswith(edits.ANSWER):
            key = interview.session.path[int(code.removeprefix(edits.ANSWER))]
            await self.draw(scene, interview, View(Show.EDIT, key))
        elif code.startswith(SECTION):
            await self._section(scene, interview, code.removeprefix(SECTION))
        elif (mark := confided(interview.session, code)) is not None:
            after, _ = await self.interviews.play(scene, interview, mark)
            await self.draw(scene, after, View(Show.CONFIDE))
        else:
            return False
        return True

    async def _control(self, scene: Scene, interview: Interview, view: View, code: str) -> None:
        match code:
            case "same":
                await self._same(scene, interview, view)
            case "done":
                await self.answer(scene, interview, view, Several(self._ticks(interview, view)))
            case "skip" | "dont_know":
                await self.answer(
                    scene, interview, view, Unknown(Why.SKIPPED if code == "skip" else Why.DONT_KNOW)
                )
            case "back":
                await self._play(scene, interview, view, Back())
            case "confirm" if view.key is not None and view.value is not None:
                scene.notes.append(scene.texts.say("It is changed."))
                await self._play(scene, interview, view, Edit(view.key, view.value))
            case "finish" | "sections":
                await self._out(scene, interview, Finish() if code == "finish" else Leave())
            case steps_of_result.TAKE:
                await steps_of_result.take(scene, interview)
                await self.draw(scene, interview, View(Show.RESULT))
            case "pdf" | "page" | "word" | "picture":
                await _hand_over(scene, interview, code)
                if scene.notes:
                    await self.draw(scene, interview, view)
            case _:
                await self.draw(scene, interview, home(interview))

    async def remark(self, scene: Scene, interview: Interview, view: View, text: str) -> None:
        """Keep `text` as a remark on the question of the card."""
        key = view.key or (interview.session.path[-1] if interview.session.path else None)
        if key is None:
            await self.draw(scene, interview, home(interview))
        else:
            await self._play(scene, interview, view, Remark(key, text))

    async def answer_typed(self, scene: Scene, interview: Interview, view: View, value: Value) -> None:
        """Take a typed `value` as the answer, and say how several choices, or a day, were understood."""
        key = self._key(interview, view)
        said = "" if key is None else say_heard(scene, interview, key, value)
        await self.answer(scene, interview, view, value, said)

    async def answer(
        self, scene: Scene, interview: Interview, view: View, value: Value, said: str = ""
    ) -> None:
        """Take `value` as the answer to the question of the card; `said` is how it was understood, if it was typed."""
        key, today = self._key(interview, view), local_day(scene.now, scene.person.zone)
        if key is None:
            await self.draw(scene, interview, home(interview))
        elif isinstance(value, Day) and (told := refusal(interview, key, value, today)):
            scene.notes.append(told)
            await self.draw(scene, interview, view)
        elif key in interview.session.path and key != interview.session.at:
            await self._propose(scene, interview, view, Edit(key, value), said)
        elif isinstance(value, Unknown):
            await self._play(scene, interview, view, Skip(key, value.why))
        else:
            scene.notes += say_noted(scene.texts, said)
            await self._play(scene, interview, view, Reply(key, value))

    async def _section(self, scene: Scene, interview: Interview, section: str) -> None:
        """Into a section: to the question that waits in it, else to its answers."""
        if section not in interview.session.walk.waiting:
            await self.draw(scene, interview, View(Show.ANSWERS, mode=section))
            return
        after, _ = await self.interviews.play(scene, interview, Enter(section))
        await self.draw(scene, after, home(after))

    async def _out(self, scene: Scene, interview: Interview, event: Leave | Finish) -> None:
        """Out of the sections: to choose another one, or to the result."""
        after, _ = await self.interviews.play(scene, interview, event)
        leaving = isinstance(event, Leave)
        await self.draw(scene, after, View(Show.SECTIONS) if leaving else home(after))

    async def _same(self, scene: Scene, interview: Interview, view: View) -> None:
        """The earlier answer still holds."""
        key = self._key(interview, view)
        value = None if key is None else interview.session.offered.get(key)
        if value is None:
            await self.draw(scene, interview, home(interview))
        else:
            await self.answer(scene, interview, view, value)

    def _key(self, interview: Interview, view: View) -> Key | None:
        if view.show is Show.EDIT:
            return view.key
        return interview.session.at or interview.session.walk.beside

    def _ticks(self, interview: Interview, view: View) -> tuple[str, ...]:
        key, question = self._key(interview, view), self.question(interview, view)
        if key is None or question is None:
            return ()
        return prompts.ticked_in(question, interview.session, key, view)

    async def _option(self, scene: Scene, interview: Interview, view: View, option: str) -> None:
        question = self.question(interview, view)
        if question is None or question.kind is not Kind.SEVERAL:
            await self.answer(scene, interview, view, One(option))
            return
        ticks = toggle(question, self._ticks(interview, view), option)
        if isinstance(ticks, Problem):
            scene.toast = say_problem(scene.texts, ticks)
            ticks = self._ticks(interview, view)
        ticked = View(view.show, view.key, ticks)
        await self.draw(scene, interview, ticked, same=True)

    async def _propose(self, scene: Scene, interview: Interview, view: View, edit: Edit, said: str) -> None:
        """Show what the edit would bring with it; if it brings nothing, make it."""
        session, noted = interview.session, say_noted(scene.texts, said)
        change = impact(interview.engine, session, edit)
        if session.answers.get(edit.key) == edit.value:
            scene.notes += [*noted, scene.texts.say("Nothing has changed.")]
            await self.draw(scene, interview, home(interview))
        elif isinstance(change, Problem):
            await self._play(scene, interview, view, edit)
        elif (
            change.opens
            or change.aside
            or change.restored
            or (session.finished and change.before != change.after)
        ):
            scene.notes += say_noted(scene.texts, said, kept=False)
            await self.draw(scene, interview, View(Show.IMPACT, edit.key, None, edit.value))
        else:
            scene.notes += [*noted, scene.texts.say("It is changed; nothing else moves.")]
            await self._play(scene, interview, view, edit)

    async def _play(self, scene: Scene, interview: Interview, view: View, event: Event) -> None:
        after, turn = await self.interviews.play(scene, interview, event)
        for effect in turn.effects:
            scene.notes += say_effect(scene.texts, after, effect)
        rejected = any(isinstance(effect, Reject) for effect in turn.effects)
        await self.draw(scene, after, view if rejected else home(after))


async def _hand_over(scene: Scene, interview: Interview, code: str) -> None:
    match code:
        case "pdf":
            await results.hand_over(scene, interview)
        case "picture":
            pictures.hand_over(scene, interview)
        case _:
            handouts.hand_over(scene, interview, code)
