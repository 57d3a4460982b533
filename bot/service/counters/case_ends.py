"""The counter where case files end: two of the same group become one, or one is erased."""

from dataclasses import dataclass, replace
from datetime import date

from bot.blocks import Bullets, Heading, Paragraph, Tone
from bot.records import CaseFile, Cooperation, Subject
from bot.service import cases
from bot.service.counters.case_counter import CaseCounter
from bot.service.counters.case_network import close_changed
from bot.service.counters.case_ways import keep, like_named, out_of_reach, paint_out_of_reach
from bot.service.counters.cases_screens import line, short
from bot.service.dates import local_day, say_day
from bot.service.follow_up.schedule import replan_case
from bot.service.menus import CASE, case_name
from bot.service.painting import Painting, rows
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.views import Show, View
from bot.texts.catalogues import Texts

_KEPT = "kept."


@dataclass(frozen=True, slots=True)
class Held:
    """How much a case file holds."""

    interviews: int
    results: int
    notes: int


class CaseEnds(CaseCounter):
    """Joins and erases, after asking; nothing here can be taken back."""

    shows = frozenset({Show.CASE_DOUBLES, Show.CASE_MERGE, Show.CASE_ERASE, Show.CASE_ERASE_SURE})

    async def draw(self, scene: Scene, view: View, case: CaseFile) -> Painting:
        match view.show:
            case Show.CASE_DOUBLES:
                like = await like_named(scene, case.name, case.id)
                return paint_doubles(scene.texts, case, like, local_day(scene.now, scene.person.zone))
            case Show.CASE_MERGE if view.ids:
                other = await self.house.access.case(scene, view.ids[0])
                if other is None:
                    return paint_out_of_reach(scene)
                both = ((case, await held(scene, case)), (other, await held(scene, other)))
                return paint_merge(scene, both)
            case _:
                sure = view.show is Show.CASE_ERASE_SURE
                return paint_erase(scene.texts, case, await held(scene, case), sure=sure)

    async def work(self, scene: Scene, view: View, code: str) -> None:
        match code:
            case "erase":
                await self.house.menu(scene, View(Show.CASE_ERASE_SURE, about=view.about))
            case "erase_sure" if view.show is Show.CASE_ERASE_SURE:
                await self._erase(scene, view)
            case _ if code.startswith(CASE):
                other = code.removeprefix(CASE)
                await self.house.menu(scene, View(Show.CASE_MERGE, about=view.about, ids=(other,)))
            case _ if code.startswith(_KEPT):
                await self._merge(scene, {view.about, *view.ids[:1]}, code.removeprefix(_KEPT))
            case _:
                await self.house.menu(scene, View(Show.CASE, about=view.about))

    async def _merge(self, scene: Scene, both: set[str], chosen: str) -> None:
        """Both case files become one, with the fields of the one that was chosen.

        One that holds nothing but notes is not hung onto the other: an empty cooperation would stay of it.
        """
        kept = await self.house.access.case(scene, chosen)
        other = await self.house.access.case(scene, (both - {chosen}).pop()) if len(both) > 1 else None
        if kept is None or other is None or not (kept.readable and other.readable):
            await out_of_reach(self.house, scene)
            return
        for before in (kept, other):
            await close_changed(self.house, scene, before, cases.merged(kept, other, ()))
        target, source = (kept, other)
        bare = await _bare(scene, other)
        if not bare and await _bare(scene, kept):
            target, source, bare = other, kept, True
        if bare:
            for officer in await scene.tx.cases.officers(source.id):
                await scene.tx.cases.assign(target.id, officer, scene.now)
            notes = await scene.tx.cases.notes(source.id)
            await scene.tx.cases.erase(source.id)
            for note in notes:
                await scene.tx.cases.add_note(replace(note, case=target.id))
        else:
            await self._name_apart(scene, target, source)
            await scene.tx.cases.merge(source.id, target.id)
        standings = await scene.tx.cases.standings(target.id)
        one = replace(cases.merged(kept, other, standings), id=target.id)
        for each in both:
            _forget(scene, each)
        one = await keep(self.house, scene, one, "case.merge")
        await replan_case(scene.tx, scene.now, one.id)
        await self.house.access.trace(scene, "case.merge", source.id)
        scene.speak_of(one)
        scene.notes.append(scene.texts.say("Both case files are one now."))
        await self.house.menu(scene, View(Show.CASE, about=one.id))

    async def _name_apart(self, scene: Scene, target: CaseFile, source: CaseFile) -> None:
        """Cooperations without a name get that of their case file, so that they can be told apart in one."""
        taken: set[str] = set()
        for case in (target, source):
            for each in await scene.tx.cases.cooperations(case.id):
                name = each.name or _name_for(scene, each, case.name, taken)
                taken.add(name)
                if name != each.name:
                    await scene.tx.cases.save_cooperation(replace(each, name=name))

    async def _erase(self, scene: Scene, view: View) -> None:
        case = await self.house.access.case(scene, view.about)
        if case is None:
            await out_of_reach(self.house, scene)
            return
        for record in await scene.tx.sessions.about(case.id, viewer=None):
            scene.cards.pop(record.id, None)
            if scene.chat.active == record.id:
                scene.chat = replace(scene.chat, active=None)
        await scene.tx.cases.erase(case.id)
        await self.house.access.trace(scene, "case.erase", case.id)
        _forget(scene, case.id)
        scene.sentences.append(scene.texts.say("It is done: nothing is kept of this case file any more."))
        await self.house.command(scene, "cases")


def _forget(scene: Scene, case: str) -> None:
    """The conversation no longer speaks of a case file that is gone; the one before stays one tap away."""
    now, before = ("" if each == case else each for each in (scene.chat.case, scene.chat.case_before))
    scene.chat = replace(scene.chat, case=now, case_before=before)
    if not now:
        scene.case = None


def _name_for(scene: Scene, cooperation: Cooperation, name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    day = say_day(scene.texts, local_day(cooperation.opened_at, scene.person.zone))
    return scene.texts.say("{name}, since {day}", name=name, day=day)


async def held(scene: Scene, case: CaseFile) -> Held:
    """How much `case` holds."""
    interviews = await scene.tx.sessions.about(case.id, viewer=None)
    results = await scene.tx.diagnoses.about(case.id, viewer=None)
    return Held(len(interviews), len(results), len(await scene.tx.cases.notes(case.id)))


async def _bare(scene: Scene, case: CaseFile) -> bool:
    """Whether nothing hangs on `case` but its one cooperation, without a name, and notes that can be read."""
    tx = scene.tx
    there = await tx.cases.cooperations(case.id)
    if len(there) > 1 or any(each.name for each in there):
        return False
    if not all(note.words for note in await tx.cases.notes(case.id)):
        return False
    subject = Subject(case.id, there[0].id)
    return not (
        await tx.sessions.about(case.id, viewer=None)
        or await tx.diagnoses.about(case.id, viewer=None)
        or await tx.cases.standings(case.id)
        or await tx.shares.with_case(case.id)
        or await tx.network.of(case.id)
        or await tx.invitations.for_case(case.id)
        or await tx.plans.of(subject, "")
        or await tx.steps.of(subject, "")
        or await tx.visits.about(case.id)
    )


# The screens.


def _holds(texts: Texts, holds: Held) -> tuple[str, ...]:
    counted = (
        texts.count("{n} interviews", holds.interviews) if holds.interviews else "",
        texts.count("{n} results", holds.results) if holds.results else "",
        texts.count("{n} notes", holds.notes) if holds.notes else "",
    )
    return tuple(each for each in counted if each)


def _said(texts: Texts, holds: Held) -> str:
    return ", ".join(_holds(texts, holds)) or texts.say("nothing yet")


def paint_doubles(texts: Texts, case: CaseFile, like: list[CaseFile], today: date) -> Painting:
    """The case files that may be of the same group."""
    asked = (
        texts.say("Which case file is of the same group?")
        if like
        else texts.say("No other name is like this one.")
    )
    choices = tuple(Button(line(texts, other, today), f"{CASE}{other.id}") for other in like[: cases.PAGE])
    back = rows(Button(texts.say("Back to the case file"), "back"))
    return Painting((Heading(case_name(texts, case), level=1), Paragraph(asked, Tone.STRONG)), choices, back)


def paint_merge(scene: Scene, both: tuple[tuple[CaseFile, Held], ...]) -> Painting:
    """Two case files with what each holds, and which of them is to stay."""
    texts = scene.texts
    items = []
    for case, holds in both:
        day = say_day(texts, local_day(case.opened_at, scene.person.zone))
        items.append(
            (texts.say("{name}, since {day}", name=case_name(texts, case), day=day), _said(texts, holds))
        )
    blocks = (
        Heading(case_name(texts, both[0][0]), level=1),
        Paragraph(texts.say("Make one case file of both?"), Tone.STRONG),
        Bullets(tuple(items)),
        Paragraph(
            texts.say(
                "Everything of both is kept. Where they differ, what stands in the one that you keep counts."
            )
        ),
        Paragraph(texts.say("This cannot be undone."), Tone.QUIET),
    )
    choices = tuple(
        Button(
            texts.say("Keep “{name}” ({held})", name=short(texts, case), held=_said(texts, holds)),
            f"{_KEPT}{case.id}",
        )
        for case, holds in both
    )
    return Painting(blocks, choices, rows(Button(texts.say("Leave them apart"), "back")))


def paint_erase(texts: Texts, case: CaseFile, holds: Held, *, sure: bool) -> Painting:
    """Erasing a case file, asked twice."""
    keeping = Button(texts.say("Keep the case file"), "close")
    heading = Heading(case_name(texts, case), level=1)
    if sure:
        blocks = (
            heading,
            Paragraph(texts.say("Are you sure?"), Tone.STRONG),
            Paragraph(texts.say("Once erased, nobody can bring it back.")),
        )
        return Painting(blocks, (), rows(keeping, Button(texts.say("Erase for good"), "erase_sure"), width=1))
    goes = tuple((each, "") for each in _holds(texts, holds))
    fields = (texts.say("its name and all that is written in it"), "")
    away = texts.say("For you and for everybody who works on it, this would go:")
    again = texts.say("If you only want it out of the list, archive it instead.")
    erased = (
        heading,
        Paragraph(texts.say("Erase this case file?"), Tone.STRONG),
        Paragraph(away),
        Bullets((fields, *goes)),
        Paragraph(again, Tone.QUIET),
    )
    return Painting(erased, (), rows(keeping, Button(texts.say("Yes, erase"), "erase"), width=1))
