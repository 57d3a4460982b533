"""The screen of one case file: what it tells, and what it offers."""

from dataclasses import dataclass
from datetime import date

from bot.blocks import Block, Bullets, Heading, Paragraph
from bot.records import CaseFile, CaseState, StepStatus, Visit
from bot.service.choosing_days import say_weekday_day
from bot.service.counters.cases_screens import PRIORITIES, say_kind
from bot.service.dates import say_day
from bot.service.edits import shortened
from bot.service.follow_up.hours import say_moment
from bot.service.menus import case_name
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.wording import lowered
from bot.texts.catalogues import Texts, msg

# Codes; the first goes on with « . » and the id of an interview.
RESUME, MOVE, VISIT = "resume", "move.", "visit."
_ACTIONS = {
    "diagnosis": msg("Take stock"),
    "again": msg("Take stock again"),
    "visit": msg("Tell how the visit went"),
}


_STATUSES = {StepStatus.BEGUN.value: msg("begun"), StepStatus.NOT_DONE.value: msg("not done so far")}


@dataclass(frozen=True, slots=True)
class NextStep:
    """A next step: what, by when at the latest, who does it ("" for the group), and where it stands."""

    said: str
    due: date
    doer: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned visit: for which project ("" if there is only one), and planned by whom ("" for the person)."""

    visit: Visit
    project: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a cooperation stands: its name ("" if it is the only one), its situation, and its next steps.

    `moved`: the result that says otherwise and waits to be confirmed, with what it says.
    """

    name: str
    situation: str
    since: date | None = None
    steps: tuple[NextStep, ...] = ()
    moved: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """How many people share answers with the case, and since when the last of them."""

    people: int
    last: date


@dataclass(frozen=True, slots=True)
class Waiting:
    """An interview that waits: of which project ("" if there is only one), and whether it is a follow-up visit.

    `title`: what it is called, "" for one that takes stock of where they stand.
    """

    id: str
    project: str
    visit: bool
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the screen of a case file tells, and what it offers.

    `waiting`: the interviews to go on with. `ends`: when it will be erased, if that is soon. `colleagues`: those who
    work on it too. `like`: what is said of case files that may be the same. `compared`: several people have answered
    about it, or shared. `visit`: the next one planned; `untold`: one that is over, of which nobody has told yet.
    """

    case: CaseFile
    progress: tuple[Progress, ...]
    today: date
    last_contact: date
    actions: tuple[str, ...]
    waiting: tuple[Waiting, ...] = ()
    ends: date | None = None
    received: Received | None = None
    colleagues: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    compared: bool = False
    visit: Planned | None = None
    untold: Planned | None = None


def paint_case(texts: Texts, sheet: Sheet) -> Painting:
    """A case file."""
    case = sheet.case
    archived = case.state is CaseState.ARCHIVED
    blocks: list[Block] = [Heading(case_name(texts, case), level=1)]
    if not case.readable:
        unreadable = texts.say(
            "The words of this case file cannot be read for now. Nothing is erased: please tell whoever runs this assistant."
        )
        blocks.append(Paragraph(unreadable))
    if archived:
        said = texts.say("This case file is archived: it no longer stands in the list. You can reopen it.")
        blocks.append(Paragraph(said))
    blocks += [Paragraph(said) for said in sheet.like]
    lines = [line for each in sheet.progress for line in _progress(texts, each, sheet.today)]
    lines += [*_visit(texts, sheet), *_fields(texts, sheet)]
    blocks.append(Bullets(tuple((line, "") for line in lines)))
    if sheet.ends is not None:
        ends = texts.say(
            "Without any contact until then, this case file will be erased on {day}.",
            day=say_day(texts, sheet.ends),
        )
        blocks.append(Paragraph(ends))
    choices = [_resume(texts, each, at) for at, each in enumerate(sheet.waiting)]
    choices += [
        _confirm(texts, each.name, each.moved[0]) for each in sheet.progress if each.moved is not None
    ]
    if sheet.untold is not None:
        choices.append(_untold(texts, sheet.untold, sheet.today))
    choices += [Button(texts.say(_ACTIONS[action]), action) for action in _actions(sheet)]
    if sheet.ends is not None:
        choices.append(Button(texts.say("Keep this case file"), "keep"))
    if archived and case.readable:
        choices.insert(0, Button(texts.say("Reopen this case file"), "reopen"))
    if sheet.like:
        choices.append(Button(texts.say("It is the same group"), "same"))
    return Painting(tuple(blocks), tuple(choices), _controls(texts, sheet))


def _actions(sheet: Sheet) -> tuple[str, ...]:
    """What can be begun: where one project's visit waits to be told, or is being told, that is the way to tell it."""
    telling = sheet.untold is not None or any(each.visit for each in sheet.waiting)
    if telling and len(sheet.progress) == 1:
        return tuple(each for each in sheet.actions if each != "visit")
    return sheet.actions


def _resume(texts: Texts, waiting: Waiting, at: int) -> Button:
    """The way on with an interview; the one touched last has the shortest code."""
    code = RESUME if at == 0 else f"{RESUME}.{waiting.id}"
    said = texts.say("Go on with the visit") if waiting.visit else texts.say("Go on with the interview")
    if waiting.title:
        said = texts.say("Go on with “{title}”", title=waiting.title)
    if waiting.project:
        said = texts.say("{action} ({name})", action=said, name=waiting.project)
    return Button(shortened(said), code)


def _confirm(texts: Texts, project: str, result: str) -> Button:
    said = texts.say("Confirm where they stand now")
    if project:
        said = texts.say("{action} ({name})", action=said, name=project)
    return Button(shortened(said), MOVE + result)


def _untold(texts: Texts, planned: Planned, today: date) -> Button:
    day = say_weekday_day(texts, planned.visit.day, today)
    said = texts.say("And the visit of {day}?", day=day)
    return Button(shortened(said), VISIT + planned.visit.id)


def _progress(texts: Texts, progress: Progress, today: date) -> list[str]:
    topic = progress.name or texts.say("Situation")
    said = texts.say("{topic}: {answer}", topic=topic, answer=progress.situation)
    if progress.since is not None:
        since = say_day(texts, progress.since)
        said = texts.say("{topic}: {answer}, since {day}", topic=topic, answer=progress.situation, day=since)
    moved = (
        []
        if progress.moved is None
        else [texts.say("The last result says: {situation}", situation=progress.moved[1])]
    )
    return [said, *moved, *(_step(texts, step, today) for step in progress.steps)]


def _step(texts: Texts, step: NextStep, today: date) -> str:
    msgid = msg("Next step: {step} (by {day} at the latest)")
    if step.due < today:
        msgid = msg("The step planned for {day} is to be looked at again: {step}")
    elif step.due == today:
        msgid = msg("Next step, for today: {step}")
    status = texts.say(_STATUSES[step.status]) if step.status in _STATUSES else ""
    said = _noted(texts, step.said, step.doer, status)
    return texts.say(msgid, step=said, day=say_day(texts, step.due))


def _noted(texts: Texts, line: str, *notes: str) -> str:
    """`line` with those of `notes` that say something."""
    there = ", ".join(note for note in notes if note)
    return texts.say("{step} ({notes})", step=line, notes=there) if there else line


def _visit(texts: Texts, sheet: Sheet) -> list[str]:
    planned = sheet.visit
    if planned is None:
        return []
    visit = planned.visit
    day = say_moment(texts, visit.day, visit.at, sheet.today)
    msgid = msg("Visit today: {day}") if visit.day == sheet.today else msg("Next visit: {day}")
    return [_noted(texts, texts.say(msgid, day=day), planned.project, planned.by)]


def _fields(texts: Texts, sheet: Sheet) -> list[str]:
    case = sheet.case
    fields = (
        (texts.say("Last activity"), say_day(texts, sheet.last_contact)),
        (texts.say("Priority"), lowered(texts.say(PRIORITIES[case.priority]), 1)),
        (texts.say("Kind"), say_kind(texts, case)),
        (texts.say("Territory"), case.territory),
        (texts.say("Themes"), case.themes),
        (texts.say("Contact"), case.contact),
        (texts.say("On this case file with you"), ", ".join(sheet.colleagues)),
        (texts.say("Shared with you"), _received(texts, sheet.received)),
    )
    return [texts.say("{topic}: {answer}", topic=topic, answer=answer) for topic, answer in fields if answer]


def _received(texts: Texts, received: Received | None) -> str:
    if received is None:
        return ""
    return texts.count("answers of {n} people, {day}", received.people, day=say_day(texts, received.last))


def _controls(texts: Texts, sheet: Sheet) -> tuple[tuple[Button, ...], ...]:
    case = sheet.case
    archived = case.state is CaseState.ARCHIVED
    changeable = not archived and case.readable
    return rows(
        Button(texts.say("Ideas and steps"), "plan"),
        Button(texts.say("The interviews"), "interviews") if changeable else None,
        _to_visit(texts, sheet) if changeable else None,
        Button(texts.say("In the course of time"), "course"),
        Button(texts.say("Notes"), "notes"),
        Button(texts.say("Edit"), "case_edit") if changeable else None,
        Button(texts.say("Invite this group"), "invite") if changeable else None,
        Button(_views(texts, sheet), "views") if sheet.compared else None,
        Button(texts.say("Hand over"), "hand_over") if changeable else None,
        Button(texts.say("Network"), "network") if changeable else None,
        Button(texts.say("Archive"), "archive") if changeable else None,
        Button(texts.say("Erase this case file"), "case_erase") if not changeable else None,
        Button(texts.say("All case files"), "cases"),
    )


def _to_visit(texts: Texts, sheet: Sheet) -> Button:
    if sheet.visit is None:
        return Button(texts.say("Plan a visit"), "visit_plan")
    return Button(texts.say("Next visit"), VISIT + sheet.visit.visit.id)


def _views(texts: Texts, sheet: Sheet) -> str:
    return texts.say("Shared answers") if sheet.received else texts.say("Compare the views")
