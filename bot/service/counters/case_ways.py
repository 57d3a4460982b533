"""What the counters of case files have in common."""

from collections.abc import Mapping
from dataclasses import replace

from bot.blocks import Paragraph
from bot.records import CaseFile, CaseState, Cooperation, StepRecord, Subject
from bot.service import cases
from bot.service.counter import House
from bot.service.counters.case_network import said_open
from bot.service.follow_up.schedule import replan_case
from bot.service.known import say_step
from bot.service.menus import case_name
from bot.service.painting import Painting, rows
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.views import Show, View
from bot.service.wording import Wording, lowered
from bot.texts.catalogues import Texts, msg
from bot.texts.folding import folded

_NOT_HERE = msg("This case file is not (or no longer) within your reach.")


def said_outside(texts: Texts) -> str:
    """To somebody of no organisation: how one comes to case files."""
    return texts.say(
        "Case files open with a link from your organisation: ask a colleague who uses this assistant, or whoever runs it."
    )


def paint_out_of_reach(scene: Scene) -> Painting:
    """What is shown in place of a case file that the person may not see."""
    if scene.member is None:
        home = Button(scene.texts.say("Home"), "home")
        return Painting((Paragraph(said_outside(scene.texts)),), (), rows(home))
    cases = Button(scene.texts.say("All case files"), "cases")
    return Painting((Paragraph(scene.texts.say(_NOT_HERE)),), (cases,))


async def out_of_reach(house: House, scene: Scene) -> None:
    """Say that the case file may not be seen, or that there are none for the person."""
    texts = scene.texts
    await house.say(scene, said_outside(texts) if scene.member is None else texts.say(_NOT_HERE))


async def workable(house: House, scene: Scene, case: str) -> CaseFile | None:
    """The case file, if it can be changed; else that nothing was kept is said, and why."""
    found = await house.access.case(scene, case)
    if found is None:
        scene.notes.append(scene.texts.say("What you have just done was not kept; nothing else is lost."))
        await out_of_reach(house, scene)
    elif found.state is CaseState.ARCHIVED or not found.readable:
        scene.notes.append(scene.texts.say("What you have just done was not kept; nothing else is lost."))
        await house.menu(scene, View(Show.CASE, about=case))  # says why, and what can be done
    else:
        return found
    return None


async def keep(house: House, scene: Scene, case: CaseFile, action: str) -> CaseFile:
    """Keep a case file that was changed or worked on: a contact, traced as `action`."""
    if case.readable:  # else what cannot be read now would be lost
        case = replace(case, touched_at=scene.now)
        await scene.tx.cases.save(case)
    if scene.case is not None and scene.case.id == case.id:
        scene.case = case
    await house.access.trace(scene, action, case.id)
    return case


async def reopened(house: House, scene: Scene, case: CaseFile) -> CaseFile:
    """The case file, open again if it was archived; that is said."""
    if case.state is CaseState.OPEN or not case.readable:
        return case
    scene.notes.append(scene.texts.say("The case file was archived; it is open again."))
    if seen := await said_open(scene, case):
        scene.notes.append(
            scene.texts.say(
                "The network sees again: {fields}. Under “Network” you can close it.", fields=seen
            )
        )
    opened = await keep(house, scene, replace(case, state=CaseState.OPEN), "case.reopen")
    await replan_case(scene.tx, scene.now, case.id)
    return opened


async def interview(house: House, scene: Scene, case: CaseFile, dialogue: str, cooperation: str = "") -> None:
    """An interview about `case`; of several cooperations, one is to be named first."""
    there = [each.id for each in await scene.tx.cases.cooperations(case.id)]
    if len(there) > 1 and cooperation not in there:
        await house.menu(scene, View(Show.COOPERATIONS, about=case.id, mode=dialogue))
        return
    scene.speak_of(await reopened(house, scene, case))
    await house.start(scene, dialogue, Subject(case.id, cooperation or there[0]))


def empty_words(texts: Texts) -> frozenset[str]:
    """Words that carry no meaning in names: articles and their like."""
    return frozenset(map(folded, texts.words("empty.words")))


async def like_named(scene: Scene, name: str, but: str = "") -> list[CaseFile]:
    """Case files of the person whose name is like `name`, other than `but`."""
    empty = empty_words(scene.texts)
    own = await scene.tx.cases.of(scene.person.id)
    return [other for other in own if other.id != but and cases.alike(other.name, name, empty)]


def say_like(texts: Texts, case: CaseFile, other: CaseFile, *, later: bool = False) -> str:
    """That `case` may be the same as `other`, by its name; `later`: with what can be done about it."""
    if folded(case.name) == folded(other.name):
        return texts.say(
            msg("Another of your case files has this name already. You can join both later, under “Edit”.")
            if later
            else msg("Another of your case files has this name already.")
        )
    msgid = (
        msg("This name looks like “{name}”. You can join both later, under “Edit”.")
        if later
        else msg("This name looks like “{name}”.")
    )
    return texts.say(msgid, name=case_name(texts, other))


def cooperation_name(texts: Texts, cooperation: Cooperation) -> str:
    """What a cooperation is called."""
    return cooperation.name or texts.say("project without a name")


def mentioned_step(wordings: Mapping[str, Wording], step: StepRecord) -> str:
    """A step, as it is said in the middle of a line; somebody's own words, which may begin with a name, as they are."""
    return say_step(wordings, step) if step.words else lowered(say_step(wordings, step), 1)


async def projects(scene: Scene) -> dict[str, str]:
    """The names of the cooperations of each case of the person, in one line, by the case."""
    named: dict[str, str] = {}
    for each in await scene.tx.cases.cooperations_of(scene.person.id):
        named[each.case] = f"{named.get(each.case, '')} {each.name}"
    return named


async def named_by(scene: Scene, ids: tuple[str, ...]) -> list[CaseFile]:
    """Those of the case files `ids` that are the person's, in that order."""
    own = {case.id: case for case in await scene.tx.cases.of(scene.person.id)} if ids else {}
    return [own[each] for each in ids if each in own]


async def names(scene: Scene, people: list[str]) -> dict[str, str]:
    """What colleagues are called, to the person of the scene."""
    texts, member = scene.texts, scene.member
    members = await scene.tx.organisations.members(member.organisation) if member else []
    known = {each.person: each.name for each in members}
    said = {}
    for person in dict.fromkeys(people):
        if person == scene.person.id:
            said[person] = texts.say("you")
        elif person in known:
            said[person] = known[person] or texts.say("a colleague without a name")
        else:
            said[person] = texts.say("somebody who is no longer there")
    return said
