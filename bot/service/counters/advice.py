"""The counter of recommendations: judged, reordered, reworded, added, taken away, and followed; nothing of it is forgotten."""

from collections.abc import Sequence
from dataclasses import replace

from bot.blocks import Block, Paragraph, Tone
from bot.records import Change
from bot.service import plan
from bot.service.counter import Counter
from bot.service.counters import advice_screens as screens
from bot.service.counters.case_ways import paint_out_of_reach
from bot.service.counters.lists import (
    Judgement,
    cooperation_of,
    judge,
    list_of,
    listed_of,
    sentence_problem,
    subject_of,
    trace_of,
)
from bot.service.dates import local_day, say_day
from bot.service.painting import Painting
from bot.service.reports import reason_for_advice
from bot.service.scene import Scene
from bot.service.standings import situating
from bot.service.typed import cleaned
from bot.service.views import Show, View

_LEADS = {screens.ITEM: Show.PLAN_ITEM, screens.STEP: Show.STEP, screens.MAKE: Show.STEP_NEW}


class Advice(Counter):
    """Works on the list of a cooperation, or on a person's own."""

    shows = frozenset({Show.PLAN, Show.PLAN_ITEM, Show.PLAN_REWORD, Show.PLAN_ADD, Show.PLAN_TRACE})
    commands = frozenset({"plan"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - it takes no words
        case = scene.case
        if case is None:
            await self.house.menu(scene, View(Show.PLAN))
            return
        cooperations = await scene.tx.cases.cooperations(case.id)
        if len(cooperations) > 1:
            await self.house.menu(scene, View(Show.COOPERATIONS, about=case.id, mode="plan"))
            return
        await self.house.menu(scene, View(Show.PLAN, about=case.id, ids=(cooperations[0].id,)))

    async def paint(self, scene: Scene, view: View) -> Painting:
        listed = await listed_of(self.house, scene, view)
        if listed is None:
            return paint_out_of_reach(scene)
        texts = scene.texts
        item = next((each for each in listed.items if each.id in view.ids[1:]), None)
        match view.show:
            case Show.PLAN_ITEM if item is not None:
                return screens.paint_item(scene, listed, item, await self._why(scene, view, item))
            case Show.PLAN_REWORD if item is not None:
                return screens.paint_reword(texts, listed, screens.title(listed.wording, item))
            case Show.PLAN_ADD:
                offered = self._addable(listed, await self._situation(scene, view))
                return screens.paint_add(texts, listed, offered, view.page)
            case Show.PLAN_TRACE:
                return screens.paint_trace(
                    scene, listed, await trace_of(scene, view), await self._names(scene)
                )
        return screens.paint_list(scene, listed, making=view.mode == "steps")

    async def press(self, scene: Scene, view: View, code: str) -> None:
        kind, here = code[:2], replace(view, mode="", page=0)
        match kind:
            case _ if code in {"home", "cases"}:  # of a case file out of reach
                await self.house.menu(scene, View(Show(code)))
            case screens.ITEM | screens.STEP | screens.MAKE:
                await self.house.menu(scene, replace(here, show=_LEADS[kind], ids=_ids(view, code[2:])))
            case screens.STATUS:
                await self._judge(scene, view, Judgement(Change.STATUS, status=code[2:]))
                await self.house.menu(scene, here)
            case screens.ADVICE:
                await self._judge(scene, view, Judgement(Change.ADDED, advice=code[2:]))
                await self._list(scene, view)
            case _:
                await self._control(scene, view, code)

    async def _control(self, scene: Scene, view: View, code: str) -> None:
        match code:
            case "all":
                await self._list(scene, view)
            case "step":
                asked = replace(view, show=Show.STEP_REWORD, ids=(cooperation_of(view),), mode="")
                await self.house.menu(scene, asked)
            case "add" | "trace" | "reword":
                await self.house.menu(scene, replace(view, show=Show(f"plan_{code}"), mode=""))
            case "why":
                await self.house.menu(scene, replace(view, mode="why"))
            case "page_on" | "page_back":
                await self.house.menu(scene, replace(view, page=view.page + (1 if code == "page_on" else -1)))
            case "keep" | "remove":
                change = Change.KEPT if code == "keep" else Change.REMOVED
                await self._judge(scene, view, Judgement(change))
                await self._list(scene, view)
            case "up" | "down":
                await self._move(scene, view, -1 if code == "up" else 1)
            case _ if view.show is Show.PLAN:
                await self._leave(scene, view)
            case _:
                await self._list(scene, view)

    async def typed(self, scene: Scene, view: View, text: str) -> bool:
        if view.show not in {Show.PLAN_REWORD, Show.PLAN_ADD}:
            return False
        words = cleaned(text)
        if problem := sentence_problem(scene.texts, words):
            scene.sentences.append(problem)
            await self.house.menu(scene, view)
            return True
        change = Change.REWORDED if view.show is Show.PLAN_REWORD else Change.ADDED
        await self._judge(scene, view, Judgement(change, words=words))
        await self._list(scene, view)
        return True

    async def _list(self, scene: Scene, view: View) -> None:
        await self.house.menu(scene, list_of(view))

    async def _leave(self, scene: Scene, view: View) -> None:
        if view.about:
            await self.house.open_case(scene, view.about)
        else:
            await self.house.reshow(scene, menu=False)

    async def _situation(self, scene: Scene, view: View) -> str:
        """The situation that the list is for, "" where none is known."""
        if not view.about:
            results = situating(await scene.tx.diagnoses.of(scene.person.id))
            return results[0].outcome if results else ""
        standings = await scene.tx.cases.standings(view.about)
        own = (each.situation for each in standings if each.cooperation == cooperation_of(view))
        return next(own, "")

    def _addable(self, listed: screens.Listed, situation: str) -> list[str]:
        """The catalogue's recommendations that are written for the voice and not on the list, those for `situation` first."""
        there = {item.advice for item in listed.items}
        catalogue = self.house.interviews.library.catalogue
        fitting = (each for each in catalogue.values() if listed.wording.voice in each.voices)
        in_order = sorted(fitting, key=lambda each: situation not in each.situations)
        return [each.id for each in in_order if each.id not in there]

    async def _names(self, scene: Scene) -> dict[str, str]:
        """What colleagues are called, and oneself."""
        if scene.member is None:
            return {scene.person.id: scene.texts.say("you")}
        members = await scene.tx.organisations.members(scene.member.organisation)
        return {each.person: each.name for each in members} | {scene.person.id: scene.texts.say("you")}

    async def _why(self, scene: Scene, view: View, item: plan.Item) -> Sequence[Block]:
        """Which answers a recommendation rests on, by whom and when, and what would remove it; if that is asked."""
        if view.mode != "why":
            return ()
        diagnosis = await scene.tx.diagnoses.get(item.diagnosis)
        record = None if diagnosis is None else await scene.tx.sessions.get(diagnosis.session)
        there = record is not None and record.subject == subject_of(view)
        if diagnosis is None or record is None or not there or not record.open_to(scene.person.id):
            return (
                Paragraph(scene.texts.say("The answers behind it are not (or no longer) to be read here.")),
            )
        interview = await self.house.interviews.take_up(scene, record)
        texts = scene.texts
        who = (await self._names(scene)).get(record.person) or texts.say("the person met")
        day = say_day(texts, local_day(diagnosis.made_at, scene.person.zone))
        said = Paragraph(texts.say("Answers of {day}, given by: {name}.", day=day, name=who), Tone.QUIET)
        reason = reason_for_advice(interview.engine, interview.wording, interview.session, item.advice)
        return (*reason, said)

    async def _judge(self, scene: Scene, view: View, judged: Judgement) -> None:
        """Note one change of the list."""
        action = f"advice.{judged.change.value}"
        if view.about and await self.house.access.case(scene, view.about, action) is None:
            return
        item = self.house.interviews.ids.new() if judged.change is Change.ADDED else view.ids[1]
        await judge(self.house, scene, view, item, judged)
        scene.toast = scene.texts.say("It is noted.")

    async def _move(self, scene: Scene, view: View, by: int) -> None:
        listed = await listed_of(self.house, scene, view)
        if listed is None:
            return
        places = [place for place, item in enumerate(listed.items) if item.id == view.ids[1]]
        if places:
            await self._judge(scene, view, Judgement(Change.MOVED, place=places[0] + by))
        await self._list(scene, view)


def _ids(view: View, chosen: str) -> tuple[str, ...]:
    """The ids of a screen about `chosen`; a step that another is to be made in place of comes third."""
    return (
        (cooperation_of(view), chosen, *view.ids[1:2])
        if view.mode == "steps"
        else (cooperation_of(view), chosen)
    )
