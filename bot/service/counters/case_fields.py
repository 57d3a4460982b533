"""The counter where the fields of a case file are changed."""

from dataclasses import replace
from typing import Any

from bot.records import CaseFile, CaseState, Priority
from bot.service.cases import FIELDS, KINDS
from bot.service.counters import case_fields_screens as screens
from bot.service.counters.case_counter import CaseCounter
from bot.service.counters.case_network import close_changed
from bot.service.counters.case_ways import keep, like_named, workable
from bot.service.counters.cases_screens import KINDS as NAMES
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.typed import FIELD_LONGEST, cleaned, name_problem, too_long
from bot.service.views import Show, View
from bot.texts.folding import folded


class CaseFields(CaseCounter):
    """Changes one field at a time; what is typed into a case file that cannot be changed any more is not kept."""

    shows = frozenset({Show.CASE_EDIT, Show.CASE_FIELD, Show.CASE_KIND, Show.CASE_PRIORITY})

    async def draw(self, scene: Scene, view: View, case: CaseFile) -> Painting:
        texts = scene.texts
        match view.show:
            case Show.CASE_FIELD if view.mode in FIELDS:
                return screens.paint_field(texts, case, view.mode)
            case Show.CASE_KIND:
                return screens.paint_kind(texts, case)
            case Show.CASE_PRIORITY:
                return screens.paint_priority(texts, case)
        cooperations = await scene.tx.cases.cooperations(case.id)
        doubles = bool(await like_named(scene, case.name, case.id))
        return screens.paint_edit(texts, case, len(cooperations), doubles=doubles)

    async def work(self, scene: Scene, view: View, code: str) -> None:
        edit = View(Show.CASE_EDIT, about=view.about)
        match code:
            case "back":
                await self.house.menu(scene, View(Show.CASE, about=view.about))
            case "close":
                await self.house.menu(scene, edit)
            case "kind" | "priority":
                await self.house.menu(scene, View(Show(f"case_{code}"), about=view.about))
            case "cooperation_new":
                await self.house.menu(scene, View(Show.COOPERATION_NAME, about=view.about))
            case "cooperations" | "case_erase":
                await self.house.menu(scene, View(Show(code), about=view.about))
            case "doubles":
                await self.house.menu(scene, View(Show.CASE_DOUBLES, about=view.about))
            case _ if code.startswith(screens.FIELD):
                field = code.removeprefix(screens.FIELD)
                await self.house.menu(scene, View(Show.CASE_FIELD, about=view.about, mode=field))
            case _:
                await self._change(scene, view, code)

    async def typed(self, scene: Scene, view: View, text: str) -> bool:
        if view.show is Show.CASE_KIND:
            return await self._typed_kind(scene, view, text)
        if view.show is not Show.CASE_FIELD or view.mode not in FIELDS:
            return False
        case = await workable(self.house, scene, view.about)
        if case is None:
            return True
        words = cleaned(text)
        if problem := self._problem(scene, view.mode, words):
            scene.sentences.append(problem)
            await self.house.menu(scene, view)
        else:
            await self._keep(scene, case, _with(case, view.mode, words))
        return True

    async def _typed_kind(self, scene: Scene, view: View, text: str) -> bool:
        """Whether the words begin the name of one kind, which is taken."""
        named = [
            kind for kind in KINDS if folded(scene.texts.say(NAMES[kind])).startswith(folded(text) or "?")
        ]
        if len(named) == 1:
            await self._change(scene, view, f"{screens.KIND}{named[0]}")
        return len(named) == 1

    def _problem(self, scene: Scene, field: str, words: str) -> str:
        if field == "name":
            return name_problem(scene.texts, words)
        if not folded(words):
            return scene.texts.say("There is nothing to read in it; write a few words.")
        return too_long(scene.texts, words, FIELD_LONGEST)

    async def _change(self, scene: Scene, view: View, code: str) -> None:
        case = await workable(self.house, scene, view.about)
        if case is None:
            return
        kind, level = code.removeprefix(screens.KIND), code.removeprefix(screens.PRIORITY)
        if code == "archive":
            await keep(self.house, scene, replace(case, state=CaseState.ARCHIVED), "case.archive")
            scene.notes.append(scene.texts.say("The case file is archived; it can be reopened at any time."))
            await self.house.command(scene, "cases")
        elif code == "clear":
            field = "kind" if view.show is Show.CASE_KIND else view.mode
            await self._keep(scene, case, _with(case, field, ""))
        elif view.show is Show.CASE_KIND and kind in KINDS:
            await self._keep(scene, case, replace(case, kind=kind))
        elif view.show is Show.CASE_PRIORITY and level in set(Priority):
            await self._keep(scene, case, replace(case, priority=Priority(level)))

    async def _keep(self, scene: Scene, before: CaseFile, case: CaseFile) -> None:
        await keep(self.house, scene, case, "case.edit")
        scene.notes.append(scene.texts.say("It is changed."))
        await close_changed(self.house, scene, before, case)
        await self.house.menu(scene, View(Show.CASE_EDIT, about=case.id))


def _with(case: CaseFile, field: str, words: str) -> CaseFile:
    changed: dict[str, Any] = {field: words}
    return replace(case, **changed)
