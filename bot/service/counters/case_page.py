"""The counter of one case file, with the ways on from it."""

from dataclasses import replace

from bot.records import CaseFile, CaseState
from bot.service.counters.case_counter import CaseCounter
from bot.service.counters.case_screens import MOVE, RESUME, VISIT, paint_case
from bot.service.counters.case_sheet import open_interviews, sheet_of
from bot.service.counters.case_ways import (
    interview,
    keep,
    named_by,
    out_of_reach,
    reopened,
    say_like,
    workable,
)
from bot.service.counters.visits import new_visit, view_of
from bot.service.follow_up.schedule import replan_case
from bot.service.follow_up.steps import reminded_of
from bot.service.interviews import FOLLOW_UP, MAIN_DIALOGUE
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.views import Show, View

_OTHER_COUNTERS = {
    "plan": Show.PLAN,
    "course": Show.COURSE,
    "notes": Show.NOTES,
    "case_edit": Show.CASE_EDIT,
    "invite": Show.INVITE,
    "views": Show.VIEWS_COMPARED,
    "hand_over": Show.HAND_OVER,
    "network": Show.NETWORK_CASE,
    "case_erase": Show.CASE_ERASE,
}


class CasePage(CaseCounter):
    """Shows a case file and leads on from it."""

    shows = frozenset({Show.CASE})

    async def draw(self, scene: Scene, view: View, case: CaseFile) -> Painting:
        sheet = await sheet_of(self.house, scene, case)
        like = dict.fromkeys(say_like(scene.texts, case, each) for each in await named_by(scene, view.ids))
        return paint_case(scene.texts, replace(sheet, like=tuple(like)))

    async def work(self, scene: Scene, view: View, code: str) -> None:
        case = await self.house.access.case(scene, view.about)
        if case is None:
            await out_of_reach(self.house, scene)
            return
        match code:
            case "diagnosis" | "again":
                await interview(self.house, scene, case, MAIN_DIALOGUE)
            case "visit":
                await interview(self.house, scene, case, FOLLOW_UP)
            case "visit_plan":
                await self.house.menu(scene, await new_visit(scene, case.id))
            case _ if code.startswith(VISIT):
                await self._visit(scene, view, code.removeprefix(VISIT))
            case "interviews":
                scene.speak_of(case)
                await self.house.command(scene, code)
            case "reopen" | "keep":
                await self._keep(scene, case, code)
            case "archive":
                await self._archive(scene, view)
            case "same":
                show = Show.CASE_MERGE if len(view.ids) == 1 else Show.CASE_DOUBLES
                await self.house.menu(scene, View(show, about=view.about, ids=view.ids))
            case _ if code.startswith(RESUME):
                await self._resume(scene, case, code.removeprefix(RESUME))
            case _ if code.startswith(MOVE):
                result = code.removeprefix(MOVE)
                await self.house.menu(scene, View(Show.MOVE, about=case.id, ids=(result,)))
            case _:
                await self._away(scene, case, code)

    async def _resume(self, scene: Scene, case: CaseFile, session: str) -> None:
        """On with the interview `session`, "" for the one touched last."""
        there = await open_interviews(self.house, scene, case)
        record = next((each for each in there if session in {"", f".{each.id}"}), None)
        if record is not None:
            await reopened(self.house, scene, case)
            await self.house.go_on(scene, record)

    async def _visit(self, scene: Scene, view: View, visit: str) -> None:
        found = await self.house.access.visit(scene, visit)
        await self.house.menu(scene, view if found is None else view_of(found))

    async def _keep(self, scene: Scene, case: CaseFile, code: str) -> None:
        if code == "reopen":
            await reopened(self.house, scene, case)
        else:
            await keep(self.house, scene, case, "case.keep")
            scene.notes.append(scene.texts.say("The case file is kept."))
        await self.house.menu(scene, View(Show.CASE, about=case.id))

    async def _archive(self, scene: Scene, view: View) -> None:
        case = await workable(self.house, scene, view.about)
        if case is None:
            return
        silent = await self._silenced(scene, case)
        await keep(self.house, scene, replace(case, state=CaseState.ARCHIVED), "case.archive")
        await replan_case(scene.tx, scene.now, case.id)
        archived = scene.texts.say("The case file is archived; it can be reopened at any time.")
        scene.notes.append(f"{archived} {silent}".strip())
        await self.house.command(scene, "cases")

    async def _silenced(self, scene: Scene, case: CaseFile) -> str:
        """What nobody is reminded of any more once the case file is archived; "" if there is nothing."""
        texts, tx = scene.texts, scene.tx
        steps = await reminded_of(tx, [each.id for each in await tx.steps.about(case.id)])
        visits = await reminded_of(tx, [each.id for each in await tx.visits.about(case.id)])
        if steps and visits:
            first, second = texts.count("{n} steps", len(steps)), texts.count("{n} visits", len(visits))
            return texts.say("{steps} and {visits} are not recalled any more.", steps=first, visits=second)
        if steps:
            return texts.count("{n} steps are not recalled any more.", len(steps))
        return texts.count("{n} visits are not recalled any more.", len(visits)) if visits else ""

    async def _away(self, scene: Scene, case: CaseFile, code: str) -> None:
        """To what other counters show of the case file."""
        view = View(_OTHER_COUNTERS[code], about=case.id)
        if code == "plan":
            there = await scene.tx.cases.cooperations(case.id)
            if len(there) > 1:
                view = View(Show.COOPERATIONS, about=case.id, mode="plan")
            else:
                view = replace(view, ids=(there[0].id,))
        elif code == "invite":
            view = replace(view, mode="beneficiary")
        await self.house.menu(scene, view)
