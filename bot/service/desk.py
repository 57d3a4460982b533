"""The cards of interviews: what they show, and what touching or writing does there."""

from bot.blocks import Block, Heading, Paragraph
from bot.engine.accept import Problem, toggle
from bot.engine.dialogue import Kind, Question
from bot.engine.impact import Impact, impact
from bot.engine.result import Result
from bot.engine.session import (
    Back,
    Edit,
    Event,
    Reject,
    Remark,
    Reply,
    Skip,
)
from bot.engine.values import Key, One, Several, Unknown, Value, Why
from bot.service import edits, prompts, reports
from bot.service.dates import local_day, say_day
from bot.service.interviews import Interview, Interviews
from bot.service.painting import Painting, rows
from bot.service.sayings import say_effect, say_problem
from bot.service.scene import Scene
from bot.service.screens import Button, Document
from bot.service.views import Show, View
from bot.texts.catalogues import Texts

_ASKING = (Show.QUESTION, Show.WHY)


def home(interview: Interview) -> View:
    """Where an interview stands: its question, or its result."""
    return View(Show.RESULT if interview.session.finished else Show.QUESTION)


def with_ticks(view: View, value: Value) -> Value:
    """Choices that were typed, together with those ticked on the card before."""
    if isinstance(value, Several) and view.ticks is not None:
        return Several(tuple(dict.fromkeys((*view.ticks, *value.options))))
    return value


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
        """What `view` looks like now."""
        engine, wording, session = interview.engine, interview.wording, interview.session
        match view.show:
            case Show.ANSWERS:
                return edits.paint_answers(wording, session)
            case Show.IMPACT if view.key is not None and view.value is not None:
                edit = Edit(view.key, view.value)
                change = impact(engine, session, edit)
                if isinstance(change, Impact):
                    return edits.paint_impact(wording, session, edit, change)
            case Show.REMARK:
                return _paint_remark(scene.texts, interview)
            case Show.DETAILS | Show.MORE | Show.REASONS:
                return _paint_about_result(scene.texts, interview, view.show)
            case Show.RESULT if session.finished:
                return await self._paint_result(scene, interview)
        if session.finished and view.show is not Show.EDIT:
            return await self._paint_result(scene, interview)
        return prompts.paint_question(engine, wording, session, view)

    async def press(self, scene: Scene, interview: Interview, view: View, code: str) -> None:
        """Work on a button of the card, which shows `view`."""
        if code.startswith(prompts.OPTION):
            await self._option(scene, interview, view, code.removeprefix(prompts.OPTION))
            return
        if code.startswith(edits.ANSWER):
            key = interview.session.path[int(code.removeprefix(edits.ANSWER))]
            await self.draw(scene, interview, View(Show.EDIT, key))
            return
        match code:
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
            case "pdf":
                await self._print(scene, interview)
            case "why" | "remark" | "answers" | "reasons" | "details" | "more":
                await self.draw(
                    scene, interview, View(Show(code), interview.session.at if code == "remark" else None)
                )
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
        """Take a typed `value` as the answer, and say how several choices were understood."""
        key = self._key(interview, view)
        if (
            key is not None
            and isinstance(value, Several)
            and not isinstance(interview.engine.accepted(key, value), Problem)
        ):
            said = interview.wording.value(interview.session, key, value)
            scene.notes.append(scene.texts.say("Noted: {answer}.", answer=said))
        await self.answer(scene, interview, view, value)

    async def answer(self, scene: Scene, interview: Interview, view: View, value: Value) -> None:
        """Take `value` as the answer to the question of the card."""
        key = self._key(interview, view)
        if key is None:
            await self.draw(scene, interview, home(interview))
        elif key in interview.session.path and key != interview.session.at:
            await self._propose(scene, interview, view, Edit(key, value))
        elif isinstance(value, Unknown):
            await self._play(scene, interview, view, Skip(key, value.why))
        else:
            await self._play(scene, interview, view, Reply(key, value))

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

    async def _propose(self, scene: Scene, interview: Interview, view: View, edit: Edit) -> None:
        """Show what the edit would bring with it; if it brings nothing, make it."""
        session = interview.session
        change = impact(interview.engine, session, edit)
        if session.answers.get(edit.key) == edit.value:
            scene.notes.append(scene.texts.say("Nothing has changed."))
            await self.draw(scene, interview, home(interview))
        elif isinstance(change, Problem):
            await self._play(scene, interview, view, edit)
        elif (
            change.opens
            or change.aside
            or change.restored
            or (session.finished and change.before != change.after)
        ):
            await self.draw(scene, interview, View(Show.IMPACT, edit.key, None, edit.value))
        else:
            scene.notes.append(scene.texts.say("It is changed; nothing else moves."))
            await self._play(scene, interview, view, edit)

    async def _play(self, scene: Scene, interview: Interview, view: View, event: Event) -> None:
        after, turn = await self.interviews.play(scene.tx, scene.person, interview, event, scene.now)
        for effect in turn.effects:
            scene.notes += say_effect(scene.texts, after, effect)
        rejected = any(isinstance(effect, Reject) for effect in turn.effects)
        await self.draw(scene, after, view if rejected else home(after))

    async def _paint_result(self, scene: Scene, interview: Interview) -> Painting:
        texts, session, engine = scene.texts, interview.session, interview.engine
        blocks = await self.interviews.result_of(scene.tx, interview.record)
        if blocks is None:
            blocks = reports.report(
                engine, interview.wording, session, local_day(scene.now, scene.person.zone)
            )
        result = engine.result(session)
        choices: tuple[Button, ...] = ()
        if (beside := session.walk.beside) is not None:
            given = session.given(beside)
            chosen_one = texts.say("You chose this situation. You can still change your mind:")
            settled = any(
                engine.dialogue.questions[key.question].weighs_outcomes and session.given(key)
                for key in session.path
            )
            asked = chosen_one if settled else interview.wording.ask(session, beside)
            blocks = (*blocks, Heading(asked))
            ticked = (given.option,) if isinstance(given, One) else ()
            choices = prompts.options(engine, interview.wording, session, beside, ticked)
        controls = _ways_from_result(texts, result, Show.RESULT)
        return Painting(blocks, choices, controls)

    async def _print(self, scene: Scene, interview: Interview) -> None:
        blocks = await self.interviews.result_of(scene.tx, interview.record)
        if blocks is None:
            await self.draw(scene, interview, home(interview))
            return
        texts, day = scene.texts, local_day(scene.now, scene.person.zone)
        scene.toast = texts.say("The page is on its way.")
        title = interview.wording.text("title")
        scene.documents.append(
            Document(
                title=title,
                file_name=f"{texts.say('result')}-{day.isoformat()}.pdf",
                blocks=blocks,
                footer=texts.say(
                    "Trait d’union, {day}. Suggestions to think about, not a judgement.",
                    day=say_day(texts, day),
                ),
            )
        )


def _paint_about_result(texts: Texts, interview: Interview, show: Show) -> Painting:
    engine, wording, session = interview.engine, interview.wording, interview.session
    result = engine.result(session)
    match show:
        case Show.DETAILS:
            blocks = reports.details(wording, engine, result)
        case Show.MORE:
            blocks = reports.more(wording, result)
        case _:
            blocks = reports.reasons(engine, wording, session)
    return Painting(blocks, (), _ways_from_result(texts, result, show))


def _ways_from_result(texts: Texts, result: Result, at: Show) -> tuple[tuple[Button, ...], ...]:
    """What can be seen of a result, but for where one is."""
    ways = (
        (Show.DETAILS, Button(texts.say("How to go about it"), "details")),
        (Show.MORE, Button(texts.say("The other ideas"), "more") if result.more else None),
        (Show.REASONS, Button(texts.say("Why this result?"), "reasons")),
        (Show.ANSWERS, Button(texts.say("Change an answer"), "answers")),
        (Show.IMPACT, Button(texts.say("Receive it as a page (PDF)"), "pdf")),
    )
    back = None if at is Show.RESULT else Button(texts.say("Back to the result"), "close")
    return rows(back, *(button for show, button in ways if show is not at))


def _paint_remark(texts: Texts, interview: Interview) -> Painting:
    key = interview.session.at
    blocks: list[Block] = [] if key is None else [Heading(interview.wording.ask(interview.session, key))]
    blocks.append(Paragraph(texts.say("Write your remark; it is kept with your answer. Please name nobody.")))
    return Painting(tuple(blocks), (), rows(Button(texts.say("No remark"), "close")))
