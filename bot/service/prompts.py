"""Questions ready to show."""

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine import sections
from bot.engine.accept import too_early
from bot.engine.dialogue import Kind, Question
from bot.engine.ending import nothing_follows
from bot.engine.engine import Engine
from bot.engine.session import Session
from bot.engine.values import Key, Several, Value, chosen
from bot.service.faults import say_problem
from bot.service.filing import STEP_STATE
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.views import Show, View
from bot.service.wording import Wording
from bot.texts.catalogues import msg

OPTION = "o."


def paint_question(engine: Engine, wording: Wording, session: Session, view: View) -> Painting:
    """The question that waits, or with the view EDIT another one, to be answered anew."""
    key = view.key or session.at
    if key is None:
        raise ValueError("no question waits")
    question = engine.dialogue.questions[key.question]
    editing = view.show is Show.EDIT
    blocks: list[Block] = [] if editing else [Paragraph(_progress(engine, wording, session), Tone.QUIET)]
    if not session.log:
        blocks.insert(0, Paragraph(wording.text("purpose")))
    blocks.append(Heading(wording.ask(session, key)))
    if view.show is Show.WHY:
        blocks.append(Paragraph(wording.text(f"{key.question}.why"), Tone.QUIET))
    if (earlier := _offered(session, key)) is not None:
        said = wording.value(session, key, earlier)
        blocks.append(Paragraph(wording.texts.say(_said_before(question), answer=said), Tone.QUIET))
    if question.weighs_outcomes:
        blocks += signs(engine, wording, session, engine.options(session, key))
    blocks += _hints(wording, question, key, session)
    return Painting(
        tuple(blocks),
        options(engine, wording, session, key, ticked_in(question, session, key, view)),
        _editing_controls(wording, question) if editing else _controls(engine, wording, session, view),
    )


def paint_remark(wording: Wording, session: Session) -> Painting:
    """The question that waits, for a remark on it to be written."""
    texts, key = wording.texts, session.at
    blocks: list[Block] = [] if key is None else [Heading(wording.ask(session, key))]
    blocks.append(Paragraph(texts.say("Write your remark; it is kept with your answer. Please name nobody.")))
    return Painting(tuple(blocks), (), rows(Button(texts.say("No remark"), "close")))


def _said_before(question: Question) -> str:
    """Where the answer that is offered comes from: of a step, it was said between two interviews."""
    if question.id == STEP_STATE:
        return msg("You have noted: “{answer}”.")
    return msg("Said before: “{answer}”.") if question.earlier else msg("Last time: “{answer}”.")


def _offered(session: Session, key: Key) -> Value | None:
    """The earlier answer to confirm, while there is none in this interview."""
    return None if key in session.answers else session.offered.get(key)


def ticked_in(question: Question, session: Session, key: Key, view: View) -> tuple[str, ...]:
    """The options ticked: those of the view, else those of the answer given."""
    if view.ticks is not None:
        return view.ticks
    given = session.given(key)
    return tuple(option for option in question.option_ids if option in (chosen(given) or ()))


def options(
    engine: Engine, wording: Wording, session: Session, key: Key, ticked: tuple[str, ...] = ()
) -> tuple[Button, ...]:
    """The options of a question as buttons."""
    return tuple(
        Button(wording.option(session, key, option), OPTION + option, option in ticked)
        for option in engine.options(session, key)
    )


def signs(engine: Engine, wording: Wording, session: Session, outcomes: tuple[str, ...]) -> list[Block]:
    """For each of `outcomes`, the answers that speak for it."""
    found = engine.result(session).signs
    blocks: list[Block] = []
    for outcome in outcomes:
        facts = tuple((wording.fact(session, key), "") for key in found[outcome])
        blocks.append(Paragraph(wording.outcome(session, outcome, "name"), Tone.STRONG))
        blocks.append(Bullets(facts or ((wording.texts.say("few answers speak for it so far"), ""),)))
    return blocks


def _progress(engine: Engine, wording: Wording, session: Session) -> str:
    """How far: the number of this question, and about how many there will be."""
    at, section_of = session.at, engine.rules.section_of
    if at is not None and section_of:
        return _progress_in_section(engine, wording, session, section_of[at.question])
    whole = engine.whole(session)
    total = len({key for key in (*whole.path, *whole.missing) if key != whole.beside})
    if whole.beside in whole.path:
        return wording.texts.say("A few more questions, for ideas that fit you.")
    number = session.path.index(at) + 1 if at in session.path else len(session.path) + 1
    if number < total:
        return wording.texts.say("Question {number} of about {total}", number=number, total=total)
    if at is not None and nothing_follows(engine, session, at):
        return wording.texts.say("Question {number}, the last one", number=number)
    return wording.texts.say("Question {number}", number=number)  # an answer may lead to another one


def _progress_in_section(engine: Engine, wording: Wording, session: Session, section: str) -> str:
    """Which section this is, and how far in it: the last question only judges it."""
    judged = {each.judged for each in engine.dialogue.sections}
    name = wording.text(f"{section}.name")
    if session.at is not None and session.at.question in judged:
        return wording.texts.say("{name}: to end with", name=name)
    there = (key.question for key in (*session.path, *session.walk.missing))
    own = [each for each in there if engine.rules.section_of[each] == section and each not in judged]
    number = len(sections.before(engine.rules, session)) + 1
    return wording.texts.say(
        "{name}: question {number} of about {total}", name=name, number=number, total=len(own)
    )


def _hints(wording: Wording, question: Question, key: Key, session: Session) -> list[Block]:
    texts, hints = wording.texts, []
    if hint := wording.hint(key):
        hints.append(hint)
    match question.kind:
        case Kind.SEVERAL:
            hints.append(texts.say("When you are done, touch “That is all”; or write the numbers."))
        case Kind.NUMBER:
            hints.append(texts.say("Write a number."))
        case Kind.DATE:
            if (early := too_early(question, key, session.in_force)) is not None:
                hints.append(say_problem(texts, early))
            hints.append(texts.say("Write a date, for example 15 January or 15/01/2027."))
        case Kind.TEXT:
            hints.append(texts.say("Write your answer in a few words."))
    given: Value | None = session.given(key)
    if given is not None and not isinstance(given, Several) and question.kind not in {Kind.ONE, Kind.SEVERAL}:
        hints.append(texts.say("Your answer so far: {answer}", answer=wording.value(session, key, given)))
    return [Paragraph(hint, Tone.QUIET) for hint in hints]


def _controls(
    engine: Engine, wording: Wording, session: Session, view: View
) -> tuple[tuple[Button, ...], ...]:
    texts, key = wording.texts, session.at
    if key is None:
        return ()
    question, before = engine.dialogue.questions[key.question], sections.before(engine.rules, session)
    same = _offered(session, key) is not None and view.ticks is None
    return (
        *rows(Button(texts.say("Still the same"), "same") if same else None),
        *_done(wording, question),
        *rows(
            Button(texts.say("Back"), "back") if before else None,
            Button(texts.say("I pass"), "skip"),
            _dont_know(wording, question),
            width=3,
        ),
        *rows(
            Button(texts.say("Why this question?"), "why") if view.show is not Show.WHY else None,
            Button(texts.say("A remark"), "remark"),
            Button(texts.say("My answers"), "answers")
            if session.path
            else Button(texts.say("Change who I am"), "role"),
            width=3,
        ),
        *rows(Button(texts.say("The other sections"), "sections") if engine.dialogue.sections else None),
    )


def _editing_controls(wording: Wording, question: Question) -> tuple[tuple[Button, ...], ...]:
    texts = wording.texts
    return (
        *_done(wording, question),
        *rows(Button(texts.say("I pass"), "skip"), _dont_know(wording, question)),
        *rows(Button(texts.say("Change nothing"), "close")),
    )


def _done(wording: Wording, question: Question) -> tuple[tuple[Button, ...], ...]:
    return rows(Button(wording.texts.say("That is all"), "done") if question.kind is Kind.SEVERAL else None)


def _dont_know(wording: Wording, question: Question) -> Button | None:
    offered = wording.voice in question.dont_know and not question.weighs_outcomes
    return Button(wording.texts.say("I do not know"), "dont_know") if offered else None
