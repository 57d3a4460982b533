"""The screens on which a case file is changed: its fields and its cooperations."""

from collections.abc import Sequence

from bot.blocks import Block, Heading, Paragraph, Tone
from bot.records import CaseFile, Cooperation, Priority
from bot.service.cases import FIELDS
from bot.service.cases import KINDS as EVERY_KIND
from bot.service.counters.case_ways import cooperation_name
from bot.service.counters.cases_screens import KINDS, PRIORITIES, say_kind
from bot.service.edits import shortened
from bot.service.menus import case_name
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.wording import lowered
from bot.texts.catalogues import Texts, msg

FIELD, KIND, PRIORITY, COOPERATION = "f.", "kind.", "priority.", "k."
_TOPICS = {
    "name": msg("Name"),
    "territory": msg("Territory"),
    "themes": msg("Themes"),
    "contact": msg("Contact"),
}
_ASKED = {
    "name": msg("What is this group, this organisation or this territory called?"),
    "territory": msg("In which territory? Communes, valley, canton…"),
    "themes": msg("What is it about? Two or three topics, in your words."),
    "contact": msg("Who is your contact there, and how can they be reached?"),
}


def _said(texts: Texts, topic: str, answer: str) -> str:
    return shortened(
        texts.say("{topic}: {answer}", topic=topic, answer=answer or texts.say("to be filled in"))
    )


def paint_edit(texts: Texts, case: CaseFile, cooperations: int, *, doubles: bool) -> Painting:
    """What can be changed of a case file, each with what stands there now."""
    choices = [
        Button(_said(texts, texts.say(_TOPICS[field]), getattr(case, field)), f"{FIELD}{field}")
        for field in FIELDS
    ]
    priority = lowered(texts.say(PRIORITIES[case.priority]), 1)
    choices += [
        Button(_said(texts, texts.say("Kind"), say_kind(texts, case)), "kind"),
        Button(_said(texts, texts.say("Priority"), priority), "priority"),
        Button(texts.say("This group runs several projects"), "cooperation_new")
        if cooperations == 1
        else Button(texts.count("Its {n} projects", cooperations), "cooperations"),
    ]
    if doubles:
        choices.append(Button(texts.say("Join with a like case file"), "doubles"))
    choices.append(Button(texts.say("Erase this case file"), "case_erase"))
    blocks = (
        Heading(case_name(texts, case), level=1),
        Paragraph(texts.say("What would you like to change?"), Tone.STRONG),
    )
    return Painting(blocks, tuple(choices), rows(Button(texts.say("Archive"), "archive"), _back(texts)))


def _back(texts: Texts) -> Button:
    return Button(texts.say("Back to the case file"), "back")


def paint_field(texts: Texts, case: CaseFile, field: str) -> Painting:
    """What is typed next takes the place of the field."""
    now = getattr(case, field)
    blocks: list[Block] = [
        Heading(case_name(texts, case), level=1),
        Paragraph(texts.say(_ASKED[field]), Tone.STRONG),
    ]
    if now:
        blocks.append(Paragraph(texts.say("At present: {answer}", answer=now)))
    if field == "contact":
        agreed = texts.say(
            "Only with this person’s agreement, and no more than what is needed to reach them."
        )
        blocks.append(Paragraph(agreed, Tone.QUIET))
    clear = Button(texts.say("Clear this field"), "clear") if now and field != "name" else None
    return Painting(tuple(blocks), (), rows(Button(texts.say("Change nothing"), "close"), clear))


def paint_kind(texts: Texts, case: CaseFile) -> Painting:
    """The kinds there are."""
    choices = [
        Button(texts.say(KINDS[kind]), f"{KIND}{kind}", ticked=kind == case.kind) for kind in EVERY_KIND
    ]
    blocks = (
        Heading(case_name(texts, case), level=1),
        Paragraph(texts.say("What kind of group is it?"), Tone.STRONG),
    )
    clear = Button(texts.say("Clear this field"), "clear") if case.kind else None
    return Painting(blocks, tuple(choices), rows(Button(texts.say("Change nothing"), "close"), clear))


def paint_priority(texts: Texts, case: CaseFile) -> Painting:
    """The priorities there are."""
    choices = [
        Button(texts.say(PRIORITIES[each]), f"{PRIORITY}{each.value}", ticked=each is case.priority)
        for each in Priority
    ]
    asked = Paragraph(texts.say("How pressing is it, for you?"), Tone.STRONG)
    blocks = (Heading(case_name(texts, case), level=1), asked)
    return Painting(blocks, tuple(choices), rows(Button(texts.say("Change nothing"), "close")))


# Cooperations.


def paint_cooperations(
    texts: Texts, case: CaseFile, cooperations: Sequence[Cooperation], *, choosing: bool
) -> Painting:
    """The cooperations of a case file: one is to be chosen, or they are named."""
    asked = (
        texts.say("Which project is it about?") if choosing else texts.say("Which project is to be renamed?")
    )
    blocks = (
        Heading(case_name(texts, case), level=1),
        Paragraph(asked, Tone.STRONG),
    )
    choices = tuple(
        Button(shortened(cooperation_name(texts, each)), f"{COOPERATION}{each.id}") for each in cooperations
    )
    another = None if choosing else Button(texts.say("One more project"), "cooperation_new")
    return Painting(blocks, choices, rows(another, _back(texts)))


def paint_cooperation_name(
    texts: Texts, case: CaseFile, cooperation: Cooperation | None, *, first: bool
) -> Painting:
    """What is typed next is the name of a cooperation; None: of a new one. `first`: there was only one until now."""
    if cooperation is None:
        asked = texts.say("What is the new project called?")
    elif cooperation.name:
        asked = texts.say("What is this project to be called from now on?")
    else:
        asked = texts.say("And the first project: what is it to be called?")
    blocks: list[Block] = [Heading(case_name(texts, case), level=1), Paragraph(asked, Tone.STRONG)]
    if cooperation is None and first:
        each_own = texts.say("Each project then has its own situation, its own ideas and its own steps.")
        blocks.append(Paragraph(each_own, Tone.QUIET))
    if cooperation is not None and cooperation.name:
        blocks.append(Paragraph(texts.say("At present: {answer}", answer=cooperation.name)))
    unnamed = cooperation is not None and not cooperation.name
    close = texts.say("Later") if unnamed else texts.say("Change nothing")
    return Painting(tuple(blocks), (), rows(Button(close, "close")))
