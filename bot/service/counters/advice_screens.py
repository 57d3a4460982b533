"""The screens of a list of recommendations: the list, one of them, adding one, and the trace of what was changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.records import Change, Doing, PlanEvent, StepRecord
from bot.service.dates import local_day, say_day, say_planned
from bot.service.edits import shortened
from bot.service.filing import OPEN
from bot.service.painting import Painting, rows
from bot.service.plan import Item
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.wording import Wording, lowered
from bot.texts.catalogues import Texts, msg

ITEM, STEP, STATUS, ADVICE = "p.", "t.", "d.", "a."
PAGE = 8

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
    Doing.PROPOSED: msg("Planned"),
    Doing.UNDER_WAY: msg("Begun"),
    Doing.STUCK: msg("At a standstill"),
    Doing.DONE: msg("Done, of a step"),
    Doing.DECLINED: msg("Left aside"),
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

    `own`: it is the person's own, not that of a case.
    """

    title: str
    wording: Wording
    items: tuple[Item, ...]
    steps: tuple[tuple[StepRecord, str], ...]  # with what each says
    own: bool = False

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
    return texts.say(_OF_A_STEP[Doing(status)])


def paint_list(scene: Scene, listed: Listed) -> Painting:
    """The list, each recommendation and each step to be touched."""
    texts, today = scene.texts, local_day(scene.now, scene.person.zone)
    blocks: list[Block] = [Heading(listed.title, level=1)]
    choices: list[Button] = []
    for item in listed.items:
        name = title(listed.wording, item)
        status = say_status(texts, item.status, own=listed.own)
        label = texts.say("{title} ({status})", title=name, status=status.lower())
        choices.append(Button(label if item.status != Doing.PROPOSED else name, ITEM + item.id))
    if not listed.items:
        blocks.append(Paragraph(texts.say("There is no idea on the list yet: they come with a result.")))
    else:
        blocks.append(Paragraph(texts.say("Choose an idea to say where it stands.")))
    for step, said in listed.steps:
        if step.status in OPEN:
            due = say_planned(texts, step.due, step.occasion, today)
            label = texts.say("Step: {step}, {due}", step=said, due=due)
            if step.status != Doing.PROPOSED:
                label = texts.say(
                    "{title} ({status})", title=label, status=say_step_status(texts, step.status).lower()
                )
            choices.append(Button(label, STEP + step.id))
    done = [(said, "") for step, said in listed.steps if step.status == Doing.DONE]
    if done:
        blocks += [Paragraph(texts.say("Steps done:"), Tone.QUIET), Bullets(tuple(done))]
    controls = rows(
        Button(texts.say("Add an idea"), "add"),
        Button(texts.say("What was changed"), "trace") if listed.items else None,
        Button(texts.say("Back"), "back"),
    )
    return Painting(tuple(blocks), tuple(choices), controls)


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
    choices = tuple(
        Button(texts.say(said), STATUS + status.value, ticked=status == item.status)
        for status, said in listed.statuses.items()
    )
    controls = rows(
        Button(texts.say("Why this idea?"), "why") if item.diagnosis and not why else None,
        Button(texts.say("Hold on to this idea"), "keep") if not item.judged else None,
        Button(texts.say("Higher"), "up") if place > 0 else None,
        Button(texts.say("Lower"), "down") if place < len(listed.items) - 1 else None,
        Button(texts.say("Reword"), "reword"),
        Button(texts.say("Take off the list"), "remove"),
        Button(texts.say("Back to the list"), "back"),
    )
    return Painting(tuple(blocks), choices, controls)


def paint_step(scene: Scene, listed: Listed, step: StepRecord, said: str) -> Painting:
    """A step: by when, and where it stands."""
    texts, today = scene.texts, local_day(scene.now, scene.person.zone)
    due = texts.say("To be done: {due}.", due=say_planned(texts, step.due, step.occasion, today))
    if step.due < today:
        due = texts.say("It was planned for {day}: to be looked at again.", day=say_day(texts, step.due))
    blocks = (
        Paragraph(listed.title, Tone.QUIET),
        Heading(said[:1].upper() + said[1:], level=1),
        Paragraph(due),
    )
    choices = tuple(
        Button(texts.say(label), STATUS + status.value, ticked=status == step.status)
        for status, label in _OF_A_STEP.items()
    )
    return Painting(blocks, choices, rows(Button(texts.say("Back to the list"), "back")))


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
