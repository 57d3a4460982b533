"""The screens of a list of recommendations: the list, one of them, adding one, and the trace of what was changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.records import OPEN_STEPS, Change, Doing, PlanEvent, StepRecord, StepStatus
from bot.service.dates import local_day, say_day, say_planned
from bot.service.edits import shortened
from bot.service.painting import Painting, rows
from bot.service.plan import Item
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.wording import Wording, lowered
from bot.texts.catalogues import Texts, msg

ITEM, STEP, STATUS, ADVICE = "p.", "t.", "d.", "a."
MAKE = "n."  # a step of an idea
PAGE = 8
_OFFERED_FOR = timedelta(days=30)
_OVER = frozenset({Doing.DONE, Doing.DONE_BEFORE, Doing.DECLINED})

_STATUSES = {
    Doing.PROPOSED: msg("Proposed"),
    Doing.UNDER_WAY: msg("Under way"),
    Doing.STUCK: msg("Stuck"),
    Doing.DONE: msg("Done"),
    Doing.DECLINED: msg("Not for me for now"),
    Doing.DONE_BEFORE: msg("Done already before"),
}
_OF_A_GROUP = {**_STATUSES, Doing.DECLINED: msg("Of no interest to them for now")}
_OF_A_STEP = {
    StepStatus.PLANNED: msg("Planned"),
    StepStatus.BEGUN: msg("Begun"),
    StepStatus.NOT_DONE: msg("Not done, of a step"),
    StepStatus.DONE: msg("Done, of a step"),
    StepStatus.DROPPED: msg("Left aside"),
    StepStatus.REPLACED: msg("Replaced by another"),
    StepStatus.OFFERED: msg("Not on the list yet"),
}
_CHANGES = {
    Change.GIVEN: msg("New idea: {title}"),
    Change.ADDED: msg("Added: {title}"),
    Change.KEPT: msg("Held on to: {title}"),
    Change.MOVED: msg("Moved: {title}"),
    Change.REWORDED: msg("Reworded: {title}"),
    Change.REMOVED: msg("Taken from the list: {title}"),
    Change.DROPPED: msg("No longer comes from the last result: {title}"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of recommendations, ready to be drawn: whose it is, how it is worded, what stands on it.

    `own`: it is the person's own, not that of a case; `who` does each step, in words, by its id.
    """

    title: str
    wording: Wording
    items: tuple[Item, ...]
    steps: tuple[tuple[StepRecord, str], ...]  # with what each says
    own: bool = False
    who: Mapping[str, str] = field(default_factory=dict)

    @property
    def statuses(self) -> Mapping[Doing, str]:
        """What there is to say of a recommendation."""
        return _STATUSES if self.own else _OF_A_GROUP


def title(wording: Wording, item: Item) -> str:
    """What a recommendation is called on the list."""
    return item.words or wording.advice(item.advice, "title")


def say_status(texts: Texts, status: str, *, own: bool = True) -> str:
    """Where a recommendation stands, on one's own list or on that of a case."""
    return texts.say((_STATUSES if own else _OF_A_GROUP)[Doing(status)])


def say_step_status(texts: Texts, status: str) -> str:
    """Where a step stands."""
    return texts.say(_OF_A_STEP[StepStatus(status)])


def paint_list(scene: Scene, listed: Listed, *, making: bool = False) -> Painting:
    """The list, each recommendation and each step to be touched; `making`: the ideas, each to make a step of."""
    if making and listed.items:
        return _paint_making(scene, listed)
    texts = scene.texts
    blocks: list[Block] = [Heading(listed.title, level=1)]
    if not listed.items:
        blocks.append(Paragraph(texts.say("There is no idea on the list yet: they come with a result.")))
    else:
        blocks.append(Paragraph(texts.say("Choose an idea to say where it stands.")))
    today = local_day(scene.now, scene.person.zone)
    done = [
        (said, "")
        for step, said in listed.steps
        if step.status == StepStatus.DONE and not _closed_on(scene, step, today)
    ]
    if done:
        blocks += [Paragraph(texts.say("Steps done:"), Tone.QUIET), Bullets(tuple(done))]
    controls = rows(
        Button(texts.say("Add an idea"), "add"),
        Button(texts.say("Add a step"), "step"),
        Button(texts.say("What was changed"), "trace") if listed.items else None,
        Button(texts.say("Back"), "back"),
    )
    ideas = (_idea(texts, listed, item, ITEM) for item in listed.items)
    return Painting(tuple(blocks), (*ideas, *_steps(scene, listed)), controls)


def _paint_making(scene: Scene, listed: Listed) -> Painting:
    """The ideas that a step can still be made of."""
    texts, today = scene.texts, local_day(scene.now, scene.person.zone)
    blocks: list[Block] = [
        Heading(listed.title, level=1),
        Paragraph(texts.say("Choose an idea, and then a day: it becomes a step.")),
    ]
    agreed = [
        (said, say_planned(texts, step.due, step.occasion, today))
        for step, said in listed.steps
        if step.status in OPEN_STEPS
    ]
    if agreed:
        blocks += [Paragraph(texts.say("Agreed already:"), Tone.QUIET), Bullets(tuple(agreed))]
    ideas = tuple(_idea(texts, listed, item, MAKE) for item in listed.items if item.status not in _OVER)
    controls = rows(
        Button(texts.say("Add a step"), "step"),
        Button(texts.say("The whole list"), "all"),
        Button(texts.say("Back"), "back"),
    )
    return Painting(tuple(blocks), ideas, controls)


def _idea(texts: Texts, listed: Listed, item: Item, code: str) -> Button:
    name = title(listed.wording, item)
    if item.status != Doing.PROPOSED:
        status = say_status(texts, item.status, own=listed.own).lower()
        name = texts.say("{title} ({status})", title=name, status=status)
    return Button(name, code + item.id)


def _steps(scene: Scene, listed: Listed) -> Iterable[Button]:
    """The steps that are open, then those to take, then those that were closed today, perhaps by a slip."""
    texts, today = scene.texts, local_day(scene.now, scene.person.zone)
    for step, said in sorted(listed.steps, key=lambda each: _rank(each[0])):
        if step.status in OPEN_STEPS:
            due, who = say_planned(texts, step.due, step.occasion, today), listed.who.get(step.id)
            said = texts.say("{step} ({who})", step=said, who=who) if who else said  # noqa: PLW2901
            label = texts.say("Step: {step}, {due}", step=said, due=due)
        elif _offered(scene, step) or _closed_on(scene, step, today):
            label = texts.say("Step: {step}", step=said)
        else:
            continue
        if step.status != StepStatus.PLANNED:
            status = say_step_status(texts, step.status).lower()
            label = texts.say("{title} ({status})", title=label, status=status)
        yield Button(label, STEP + step.id)


def _rank(step: StepRecord) -> int:
    return 0 if step.status in OPEN_STEPS else 1 if step.status == StepStatus.OFFERED else 2


def _offered(scene: Scene, step: StepRecord) -> bool:
    """Whether it waits for somebody to take it; after a while, only its result still shows it."""
    return step.status == StepStatus.OFFERED and scene.now - step.agreed_at < _OFFERED_FOR


def _closed_on(scene: Scene, step: StepRecord, day: date) -> bool:
    """Whether it is no longer open since that day."""
    closed = step.status not in OPEN_STEPS and step.status != StepStatus.REPLACED
    return closed and step.said_at is not None and local_day(step.said_at, scene.person.zone) == day


def paint_item(scene: Scene, listed: Listed, item: Item, why: Sequence[Block]) -> Painting:
    """A recommendation: what it is, where it stands, and what can be done with it."""
    texts, wording, place = scene.texts, listed.wording, listed.items.index(item)
    since = say_day(texts, local_day(item.since, scene.person.zone))
    blocks: list[Block] = [
        Paragraph(listed.title, Tone.QUIET),
        Heading(title(wording, item), level=1),
    ]
    if item.advice:
        blocks += [
            Paragraph(wording.advice(item.advice, "why")),
            Paragraph(wording.advice(item.advice, "how")),
            Paragraph(
                texts.say("First step: {step}.", step=lowered(wording.advice(item.advice, "first_step"), 1))
            ),
        ]
    now = lowered(say_status(texts, item.status, own=listed.own), 1)
    blocks += [Paragraph(texts.say("Since {day}: {status}.", status=now, day=since), Tone.QUIET), *why]
    if item.diagnosis and item.status == Doing.PROPOSED:
        kept = (
            texts.say("You have held on to it: it stays on the list.")
            if item.judged
            else texts.say(
                "An idea that you hold on to stays on the list, even if a later result no longer gives it."
            )
        )
        blocks.append(Paragraph(kept, Tone.QUIET))
    controls = rows(
        Button(texts.say("Why this idea?"), "why") if item.diagnosis and not why else None,
        Button(texts.say("Hold on to this idea"), "keep") if not item.judged else None,
        Button(texts.say("Higher"), "up") if place > 0 else None,
        Button(texts.say("Lower"), "down") if place < len(listed.items) - 1 else None,
        Button(texts.say("Reword"), "reword"),
        Button(texts.say("Take off the list"), "remove"),
        Button(texts.say("Back to the list"), "back"),
    )
    return Painting(tuple(blocks), tuple(_to_say(texts, listed, item)), controls)


def _to_say(texts: Texts, listed: Listed, item: Item) -> Iterable[Button]:
    """What can be made of a recommendation: a step, and where it stands."""
    yield Button(texts.say("Make it a step"), MAKE + item.id)
    for status, said in listed.statuses.items():
        yield Button(texts.say(said), STATUS + status.value, ticked=status == item.status)


def paint_reword(texts: Texts, listed: Listed, name: str) -> Painting:
    """Waiting for other words."""
    blocks = (
        Paragraph(listed.title, Tone.QUIET),
        Heading(name),
        Paragraph(texts.say("Write this idea in your own words, in one sentence.")),
    )
    return Painting(blocks, (), rows(Button(texts.say("Change nothing"), "back")))


def paint_add(texts: Texts, listed: Listed, offered: Sequence[str], page: int) -> Painting:
    """Adding a recommendation: from the catalogue by touching, or in one's own words by typing."""
    shown = offered[page * PAGE : (page + 1) * PAGE]
    choices = tuple(Button(shortened(listed.wording.advice(each, "title")), ADVICE + each) for each in shown)
    blocks = (
        Paragraph(listed.title, Tone.QUIET),
        Heading(texts.say("Add an idea")),
        Paragraph(texts.say("Choose one of these ideas, or write your own in one sentence.")),
    )
    controls = rows(
        Button(texts.say("Before"), "page_back") if page else None,
        Button(texts.say("Next"), "page_on") if len(offered) > (page + 1) * PAGE else None,
        Button(texts.say("Back to the list"), "back"),
    )
    return Painting(blocks, choices, controls)


def paint_trace(scene: Scene, listed: Listed, trace: Sequence[PlanEvent], names: dict[str, str]) -> Painting:
    """What was changed, by whom and when, the newest first."""
    texts = scene.texts
    advice: dict[str, str] = {}
    lines: list[tuple[str, str]] = []
    for event in trace:
        if event.change in {Change.GIVEN, Change.ADDED}:
            advice[event.item] = event.words or listed.wording.advice(event.advice, "title")
        name = advice.get(event.item, "")
        lines.append((_said(texts, listed, event, name), _signed(scene, event, names)))
    blocks = (
        Paragraph(listed.title, Tone.QUIET),
        Heading(texts.say("What was changed")),
        Bullets(tuple(reversed(lines[-PAGE * 3 :]))),
    )
    return Painting(blocks, (), rows(Button(texts.say("Back to the list"), "back")))


def _said(texts: Texts, listed: Listed, event: PlanEvent, name: str) -> str:
    if event.change is Change.STATUS:
        status = say_status(texts, event.status, own=listed.own)
        return texts.say("{status}: {title}", status=status, title=name)
    if event.change is Change.REWORDED:
        name = event.words
    return texts.say(_CHANGES[event.change], title=name)


def _signed(scene: Scene, event: PlanEvent, names: dict[str, str]) -> str:
    day = say_day(scene.texts, local_day(event.at, scene.person.zone))
    who = names.get(event.by, "") if event.by else ""
    return scene.texts.say("{day}, {name}", day=day, name=who) if who else day
