"""The screens of a next step: making one, where it stands, who does it, another day, other words, and one that was too big."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks import Block, Heading, Paragraph, Tone
from bot.records import OPEN_STEPS, Doer, StepRecord, StepStatus
from bot.service.dates import say_day, say_due, say_planned
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.texts.catalogues import Texts, msg

STATUS, DOER = "d.", "w."
MEETING = "meeting"  # the day is that of the next meeting

_STATUSES = {
    StepStatus.DONE: msg("Done, of a step"),
    StepStatus.BEGUN: msg("Begun"),
    StepStatus.NOT_DONE: msg("Not done, of a step"),
    StepStatus.DROPPED: msg("Left aside"),
}
_OF_A_GROUP = {
    Doer.GROUP: msg("The group"),
    Doer.OFFICER: msg("Me"),
    Doer.OTHER: msg("Somebody else"),
}
_OWN = {
    Doer.GROUP: msg("Me"),
    Doer.OFFICER: msg("The person who supports me"),
    Doer.OTHER: msg("Somebody else"),
}


Days = tuple[tuple[Button, ...], tuple[tuple[Button, ...], ...]]  # as choices, and in rows


@dataclass(frozen=True, slots=True)
class Told:
    """A step (or what is to become one), ready to be drawn: whose list it is on, and what it says.

    `who` does it, in words; `ticked` is that choice among `doers`, if it is one of them. `reminded` is when the person is
    reminded of it next, in words; `near` says which open step is nearly the same.
    """

    title: str
    said: str
    today: date
    doers: Mapping[Doer, str]
    ticked: Doer | None = None
    who: str = ""
    reminded: str = ""
    near: str = ""


def doers_of(*, own: bool, supported: bool) -> Mapping[Doer, str]:
    """Who can do a step; whoever supports them is named only to who is `supported`."""
    if not own:
        return _OF_A_GROUP
    return {doer: said for doer, said in _OWN.items() if doer is not Doer.OFFICER or supported}


def begun(said: str) -> str:
    """What a step says, with a capital."""
    return said[:1].upper() + said[1:]


def paint_new(texts: Texts, told: Told, days: Days) -> Painting:
    """An idea that becomes a step: touching a day makes it."""
    asked = (
        *([Paragraph(told.near)] if told.near else ()),
        _asked(texts, told),
        Paragraph(texts.say("Choose a day, or write it: “Tuesday”, “in 10 days”. That makes it a step.")),
    )
    return _paint_days(texts, (*_head(told), *asked), told, days, Button(texts.say("Back"), "back"))


def paint_known(texts: Texts, told: Told, step: StepRecord, days: Days) -> Painting:
    """An idea of which there is an open step already: another day puts that one off."""
    due = say_planned(texts, step.due, step.occasion, told.today)
    asked = (
        Paragraph(texts.say("This is a step already: {due}. Who does it: {who}.", due=due, who=told.who)),
        Paragraph(texts.say("Give it another day?"), Tone.STRONG),
        Paragraph(texts.say("Choose a day, or write it: “Tuesday”, “in 10 days”.")),
    )
    choices, controls = days
    return Painting(
        (*_head(told), *asked),
        choices,
        (*controls, *rows(Button(texts.say("Leave the day as it is"), "back"))),
    )


def _asked(texts: Texts, told: Told) -> Paragraph:
    """The question who does it, and when; once it is said who, only when."""
    asked = texts.say("Who does it, and by when?")
    if told.who:
        asked = texts.say("Who: {who}. By when?", who=told.who)
    return Paragraph(asked, Tone.STRONG)


def paint_first_day(texts: Texts, told: Told, step: StepRecord, days: Days) -> Painting:
    """A step that was just made, due on a day that nobody chose yet."""
    asked = (
        Paragraph(texts.say("For now: {due}.", due=say_due(texts, step.due, step.occasion, told.today))),
        _asked(texts, told),
        Paragraph(texts.say("Choose a day, or write it: “Tuesday”, “in 10 days”.")),
    )
    return _paint_days(
        texts, (*_head(told), *asked), told, days, Button(texts.say("It is fine like this"), "back")
    )


def paint_when(texts: Texts, told: Told, step: StepRecord, days: Days) -> Painting:
    """Another day for a step."""
    asked = (
        Paragraph(_due(texts, step, told.today)),
        Paragraph(texts.say("By when, now?"), Tone.STRONG),
        Paragraph(texts.say("Choose a day, or write it: “Tuesday”, “in 10 days”.")),
    )
    choices, controls = days
    back = Button(texts.say("Leave the day as it is"), "back")
    return Painting((*_head(told), *asked), choices, (*controls, *rows(back)))


def _paint_days(texts: Texts, blocks: tuple[Block, ...], told: Told, days: Days, back: Button) -> Painting:
    """A day to choose, under who does it."""
    choices, controls = days
    doers = rows(*_doers(texts, told), width=3) if choices else ()  # a calendar is large enough
    return Painting(blocks, choices, (*controls, *doers, *rows(back)))


def _doers(texts: Texts, told: Told) -> Sequence[Button]:
    return [
        Button(texts.say(said), DOER + doer.value, ticked=doer is told.ticked)
        for doer, said in told.doers.items()
    ]


def paint_step(texts: Texts, told: Told, step: StepRecord) -> Painting:
    """A step: what, who, by when, and where it stands."""
    back = Button(texts.say("Back to the list"), "back")
    if step.status == StepStatus.REPLACED:
        gone = Paragraph(texts.say("Another step has taken its place."))
        return Painting((*_head(told), gone), (), rows(back))
    if step.status == StepStatus.OFFERED:
        waits = Paragraph(texts.say("A result gave this step when several were under way: it waits until you take it, and nobody is reminded of it."))  # fmt: skip
        return Painting(
            (*_head(told), waits),
            (Button(texts.say("Take it on"), STATUS + StepStatus.PLANNED.value),),
            rows(back),
        )
    blocks = [
        *_head(told),
        Paragraph(_due(texts, step, told.today)),
        Paragraph(texts.say("Who does it: {who}.", who=told.who)),
    ]
    if told.reminded:
        blocks.append(Paragraph(told.reminded, Tone.QUIET))
    elif step.muted and step.status in OPEN_STEPS:
        blocks.append(Paragraph(texts.say("I do not remind you of it any more."), Tone.QUIET))
    statuses = (
        Button(texts.say(label), STATUS + status.value, ticked=status == step.status)
        for status, label in _STATUSES.items()
    )
    still = step.status in OPEN_STEPS
    controls = rows(
        Button(texts.say("Who takes care of it"), "who") if still else None,
        Button(texts.say("In other words"), "reword") if still else None,
        _muting(texts, step) if still else None,
        back,
    )
    return Painting(tuple(blocks), (*statuses, Button(texts.say("Put off"), "when")), controls)


def _muting(texts: Texts, step: StepRecord) -> Button:
    if step.muted:
        return Button(texts.say("Remind me of it"), "unmute")
    return Button(texts.say("Do not remind me of it"), "mute")


def paint_who(texts: Texts, told: Told, *, new: bool) -> Painting:
    """Who does a step: one of those who are always there, or somebody named. Of a `new` one, only the name is asked."""
    if new:
        asked = texts.say("Write the name or the function of who does it; or pass.")
        return Painting((*_head(told), Paragraph(asked)), (), rows(Button(texts.say("I pass"), "back")))
    blocks = (
        *_head(told),
        Paragraph(texts.say("Who does it: {who}.", who=told.who)),
        Paragraph(texts.say("Choose, or write the name or the function of who does it.")),
    )
    return Painting(blocks, tuple(_doers(texts, told)), rows(Button(texts.say("Back"), "back")))


def paint_smaller(texts: Texts, told: Told) -> Painting:
    """A step that was found not done again."""
    blocks = (
        *_head(told),
        Paragraph(texts.say("Perhaps this step is too big. It happens, and nothing is lost.")),
        Paragraph(texts.say("What shall we do with it?"), Tone.STRONG),
    )
    choices = (
        Button(texts.say("Cut it in half"), "halve"),
        Button(texts.say("Take another one"), "change"),
        Button(texts.say("Keep it as it is"), "keep"),
    )
    return Painting(blocks, choices, rows(Button(texts.say("Back to the list"), "back")))


def paint_reword(texts: Texts, told: Told, *, smaller: bool) -> Painting:
    """Waiting for other words; of a step cut in half, for what comes first."""
    asked = texts.say("Write this step in your own words, in one sentence.")
    if smaller:
        asked = texts.say("What would be the first half, the easiest? Write it in one sentence.")
    back = Button(texts.say("Change nothing"), "back")
    return Painting((*_head(told), Paragraph(asked)), (), rows(back))


def paint_own(texts: Texts, title: str) -> Painting:
    """Waiting for a step in somebody's own words."""
    blocks = (
        Paragraph(title, Tone.QUIET),
        Heading(texts.say("Add a step"), level=1),
        Paragraph(texts.say("Write what is to be done, in one sentence. After that, you choose the day.")),
    )
    return Painting(blocks, (), rows(Button(texts.say("Back to the list"), "back")))


def paint_gone(texts: Texts, title: str) -> Painting:
    """An idea that was taken from the list meanwhile."""
    blocks = (Paragraph(title, Tone.QUIET), Paragraph(texts.say("This idea is no longer on the list.")))
    return Painting(blocks, (), rows(Button(texts.say("Back to the list"), "back")))


def say_agreed(texts: Texts, told: Told, step: StepRecord) -> str:
    """What, who, by when: once a step is made, or has another day."""
    due = say_due(texts, step.due, step.occasion, told.today)
    said = told.said.rstrip(" .")
    agreed = texts.say("Agreed: {step}. Who: {who}. When: {due}.", step=said, who=told.who, due=due)
    return f"{agreed} {told.reminded}".strip()


def _head(told: Told) -> tuple[Block, ...]:
    return Paragraph(told.title, Tone.QUIET), Heading(begun(told.said), level=1)


def _due(texts: Texts, step: StepRecord, today: date) -> str:
    if step.due < today and step.status in OPEN_STEPS:
        return texts.say("It was planned for {day}: to be looked at again.", day=say_day(texts, step.due))
    if step.due < today:
        return texts.say("It was planned for {day}.", day=say_day(texts, step.due))
    return texts.say("To be done: {due}.", due=say_planned(texts, step.due, step.occasion, today))
