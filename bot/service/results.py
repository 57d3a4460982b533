"""The screens of a result, and the page that is handed over."""

from collections.abc import Sequence

from bot.blocks import Block, Heading, Paragraph, Tone, decode_blocks
from bot.engine.values import One
from bot.records import OPEN_STEPS, Purpose, StepRecord
from bot.service import handouts, pictures, prompts, reports
from bot.service.course import pending
from bot.service.dates import local_day, say_day
from bot.service.documents import Page
from bot.service.edits import shortened
from bot.service.follow_up.steps import reminded_of
from bot.service.interviews import Interview, Interviews
from bot.service.painting import Painting, rows
from bot.service.private import way_to_erase, who_sees
from bot.service.proposals import done_of_late
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.steps_of_result import given_by, say_moved, say_waiting, way_to_take
from bot.service.views import Show

THEN = "then."  # how the codes of interviews to go on with begin
THEN_SHOWN = 2


async def paint_result(scene: Scene, interviews: Interviews, interview: Interview) -> Painting:
    """The result as it was given, with the choice beside it if there is one."""
    texts, session, engine = scene.texts, interview.session, interview.engine
    blocks = await interviews.result_of(scene.tx, interview.record)
    if blocks is None:
        blocks = reports.report(engine, interview.wording, session, local_day(scene.now, scene.person.zone))
    steps = await given_by(scene, interview)
    blocks = (*blocks, *await _recalled(scene, interview, steps), *who_sees(scene, interview))
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
    return Painting(blocks, choices, await _ways(scene, interview, Show.RESULT, steps))


async def _recalled(scene: Scene, interview: Interview, steps: Sequence[StepRecord]) -> tuple[Block, ...]:
    """What became of the steps since; and that somebody is reminded of them, who, and where to change that."""
    lines = (
        *await say_moved(scene, interview, steps),
        say_waiting(scene.texts, steps),
        await _reminded(scene, interview, steps),
    )
    return tuple(Paragraph(line, Tone.QUIET) for line in lines if line)


async def _reminded(scene: Scene, interview: Interview, steps: Sequence[StepRecord]) -> str:
    """Who is reminded of the open ones of `steps`; "" where nobody is."""
    tx, texts = scene.tx, scene.texts
    told = await reminded_of(tx, [step.id for step in steps if step.status in OPEN_STEPS])
    way = _next_steps(interview)
    if scene.person.id in told.values():
        return texts.count(
            "I will remind you of {n} steps. “{way}” lets you change them.", len(told), way=way
        )
    if scene.member is None:
        return ""
    members = {each.person: each.name for each in await tx.organisations.members(scene.member.organisation)}
    name = next((members[each] for each in told.values() if members.get(each)), "")
    if not name:
        return ""
    return texts.count("{name} is reminded of {n} steps. “{way}” lets you change them.", len(told), name=name, way=way)  # fmt: skip


async def paint_about(scene: Scene, interview: Interview, show: Show) -> Painting:
    """How to go about the recommendations, the other ones, or the reasons."""
    engine, wording, session = interview.engine, interview.wording, interview.session
    blocks: tuple[Block, ...]
    match show:
        case Show.WAYS:
            blocks = (Heading(wording.outcome(session, engine.result(session).outcome, "name")),)
        case Show.DETAILS:
            blocks = reports.details(wording, engine, engine.result(session))
        case Show.MORE:
            blocks = reports.more(wording, engine.result(session))
        case _:
            blocks = reports.reasons(engine, wording, session)
    return Painting(blocks, (), await _ways(scene, interview, show, await given_by(scene, interview)))


async def hand_over(scene: Scene, interview: Interview) -> None:
    """The result as a page: as it was given; made anew without what is confidential, if anything is."""
    diagnosis = await scene.tx.diagnoses.last(interview.record.id)
    if diagnosis is None:
        return
    texts, today = scene.texts, local_day(scene.now, scene.person.zone)
    blocks = decode_blocks(diagnosis.report["blocks"])
    if interview.session.confidential:
        told, day = interview.told, local_day(diagnosis.made_at, scene.person.zone)
        blocks = reports.report(told.engine, told.wording, told.session, day)
        scene.notes.append(_told_apart(interview, diagnosis.outcome))
    scene.toast = texts.say("The page is on its way.")
    footer = texts.say(
        "Trait d’union, {day}. Suggestions to think about, not a judgement.", day=say_day(texts, today)
    )
    scene.documents.append(
        Page(
            interview.wording.text("title"), f"{texts.say('result')}-{today.isoformat()}.pdf", blocks, footer
        )
    )


def _told_apart(interview: Interview, outcome: str) -> str:
    """That the page is made without what is confidential, and that it then says otherwise, if it does."""
    texts, told = interview.wording.texts, interview.told
    without = told.engine.result(told.session).outcome
    if without == outcome:
        return texts.say("What is marked as confidential is not on the page.")
    name = told.wording.outcome(told.session, without, "name")
    return texts.say("Without what is confidential, the page comes to another result: “{name}”.", name=name)


async def _ways(
    scene: Scene, interview: Interview, at: Show, steps: Sequence[StepRecord]
) -> tuple[tuple[Button, ...], ...]:
    """What can be seen of a result and done with it, but for where one is."""
    texts, result, dialogue = (
        scene.texts,
        interview.engine.result(interview.session),
        interview.engine.dialogue,
    )
    kept = dialogue.calling.kept is not None
    handout = handouts.handout_title(interview)
    ways = (
        (Show.HANDOUT, Button(handout, "handout") if handout else None),
        (Show.IMPACT, pictures.way_to_picture(interview)),
        (Show.SECTIONS, Button(texts.say("The sections"), "overview") if dialogue.sections else None),
        (Show.DETAILS, Button(texts.say("How to go about it"), "details")),
        (Show.MORE, Button(texts.say("The other ideas"), "more") if result.more else None),
        (Show.REASONS, Button(texts.say("Why this result?"), "reasons")),
        (Show.ANSWERS, Button(texts.say("Change an answer"), "answers")),
        (Show.IMPACT, None if kept else Button(texts.say("Receive it as a page (PDF)"), "pdf")),
        (Show.PLAN, way_to_take(texts, steps)),
        (Show.PLAN, Button(_next_steps(interview), "steps")),
        (Show.REMINDERS_ASKED, await _remind(scene, interview)),
        (Show.CONFIDE, None if kept else Button(texts.say("Keep an answer confidential"), "confide")),
        (Show.MOVE, await _move(scene, interview)),
        (Show.SHARE, await _share(scene, interview)),
        (Show.ERASE_PRIVATE, way_to_erase(scene, interview)),
    )
    back = None if at is Show.RESULT else Button(texts.say("Back to the result"), "close")
    late = await done_of_late(scene, interview.record.subject)
    then = [each for each in result.then if each not in late or each == dialogue.id]
    goes_on = rows(*(_then(interview, each) for each in then[:THEN_SHOWN]), width=1)
    return (*goes_on, *rows(back, *(button for show, button in ways if show is not at)))


def _then(interview: Interview, dialogue: str) -> Button:
    """The way to another interview that goes on from here, by its name."""
    texts = interview.wording.texts
    title = texts.of(dialogue, "title", interview.record.inputs.voice)
    return Button(shortened(texts.say("Then: {title}", title=title)), THEN + dialogue)


async def _move(scene: Scene, interview: Interview) -> Button | None:
    """The way to confirm that the cooperation no longer stands where it was confirmed to stand."""
    subject = interview.record.subject
    if scene.member is None or subject.oneself:
        return None
    standings = await scene.tx.cases.standings(subject.case)
    stood = [each for each in standings if each.cooperation == subject.cooperation]
    last = await scene.tx.diagnoses.last(interview.record.id)
    if last is None or not pending([last], stood):
        return None
    return Button(scene.texts.say("Confirm where they stand now"), "move")


def _next_steps(interview: Interview) -> str:
    """To make steps of the ideas, one's own or theirs."""
    texts = interview.wording.texts
    if interview.wording.of_others:
        return texts.say("Choose their next steps")
    return texts.say("Choose my next steps")


async def _remind(scene: Scene, interview: Interview) -> Button | None:
    """The way to be reminded of one's own steps, for who was never asked."""
    if not interview.record.subject.oneself or scene.member is not None:
        return None
    steps = await scene.tx.steps.of(interview.record.subject, scene.person.id)
    if not any(step.status in OPEN_STEPS for step in steps):
        return None
    if (await scene.tx.reminders.habits(scene.person.id)).wanted is not None:
        return None
    return Button(scene.texts.say("Remind me of these steps"), "remind")


async def _share(scene: Scene, interview: Interview) -> Button | None:
    """The way to share one's own result with whoever invited."""
    record = interview.record
    if record.private or not record.subject.oneself or scene.member is not None:
        return None
    used = await scene.tx.invitations.used_by(scene.person.id)
    if not any(each.purpose is Purpose.BENEFICIARY for each in used):
        return None
    return Button(scene.texts.say("Share with who supports you"), "share")
