"""The counter of what belongs to a case file: its notes and its cooperations."""

from dataclasses import replace

from bot.records import CaseFile, Cooperation, Note
from bot.service import cases
from bot.service.counters import case_fields_screens as screens
from bot.service.counters import note_screens
from bot.service.counters.case_counter import CaseCounter
from bot.service.counters.case_ways import (
    interview,
    keep,
    names,
    out_of_reach,
    workable,
)
from bot.service.interviews import FOLLOW_UP, MAIN_DIALOGUE
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.typed import NOTE_LONGEST, cleaned, name_problem, words_problem
from bot.service.views import Show, View
from bot.texts.catalogues import msg


class CaseExtras(CaseCounter):
    """Keeps notes, and names cooperations. The word is not heard where there is only one."""

    shows = frozenset({Show.NOTES, Show.NOTE_NEW, Show.COOPERATIONS, Show.COOPERATION_NAME})

    async def draw(self, scene: Scene, view: View, case: CaseFile) -> Painting:
        match view.show:
            case Show.NOTE_NEW:
                return note_screens.paint_note_new(scene.texts, case)
            case Show.NOTES:
                return await self._paint_notes(scene, view, case)
        there = await scene.tx.cases.cooperations(case.id)
        if view.show is Show.COOPERATIONS:
            return screens.paint_cooperations(scene.texts, case, there, choosing=bool(view.mode))
        named = next((each for each in there if each.id in view.ids), None)
        return screens.paint_cooperation_name(scene.texts, case, named, first=len(there) == 1)

    async def _paint_notes(self, scene: Scene, view: View, case: CaseFile) -> Painting:
        notes = await scene.tx.cases.notes(case.id)
        own = next((note for note in notes if note.id in view.ids and note.by == scene.person.id), None)
        if own is not None:
            return note_screens.paint_note(scene, case, own, dropping=view.mode == note_screens.DROP)
        called = await names(scene, [note.by for note in notes])
        pages = cases.note_pages(notes)
        if view.mode == note_screens.OWN and pages:
            return note_screens.paint_own(scene, case, pages[min(view.page, len(pages) - 1)])
        return note_screens.paint_notes(scene, case, pages, view.page, called)

    async def work(self, scene: Scene, view: View, code: str) -> None:
        match code:
            case "back":
                await self.house.menu(scene, View(Show.CASE, about=view.about))
            case "close":
                await self.house.menu(scene, await self._before(scene, view))
            case "note_new":
                await self.house.menu(scene, View(Show.NOTE_NEW, about=view.about))
            case "more" | "newer":
                page = view.page + (1 if code == "more" else -1)
                await self.house.menu(scene, replace(view, page=page))
            case "cooperation_new":
                await self.house.menu(scene, View(Show.COOPERATION_NAME, about=view.about))
            case note_screens.OWN:
                await self.house.menu(scene, replace(view, mode=code))
            case _ if code.startswith(note_screens.NOTE):
                note = code.removeprefix(note_screens.NOTE)
                await self.house.menu(scene, replace(view, ids=(note,), mode=""))
            case _ if code.startswith(screens.COOPERATION):
                await self._chosen(scene, view, code.removeprefix(screens.COOPERATION))
            case _:
                await self._note(scene, view, code)

    async def _before(self, scene: Scene, view: View) -> View:
        """The screen that this one was opened from."""
        if view.show in {Show.NOTES, Show.NOTE_NEW}:
            return View(Show.NOTES, about=view.about, page=view.page)
        there = await scene.tx.cases.cooperations(view.about)
        return View(Show.COOPERATIONS if len(there) > 1 else Show.CASE_EDIT, about=view.about)

    async def typed(self, scene: Scene, view: View, text: str) -> bool:
        match view.show:
            case Show.NOTE_NEW:
                await self._new_note(scene, view, cleaned(text))
            case Show.NOTES if not view.ids and not view.mode:
                await self._new_note(scene, view, cleaned(text))
            case Show.COOPERATION_NAME:
                await self._named(scene, view, cleaned(text))
            case _:
                return False
        return True

    # Notes.

    async def _new_note(self, scene: Scene, view: View, words: str) -> None:
        texts = scene.texts
        case = await workable(self.house, scene, view.about)
        if case is None:
            return
        problem = words_problem(texts, words, NOTE_LONGEST)
        if problem:
            scene.sentences.append(problem)
            await self.house.menu(scene, view)
            return
        note = Note(self.house.access.ids.new(), case.id, scene.person.id, scene.now, words)
        await scene.tx.cases.add_note(note)
        await keep(self.house, scene, case, "note.new")
        scene.notes.append(texts.say("The note is kept."))
        await self.house.menu(scene, View(Show.NOTES, about=case.id))

    async def _note(self, scene: Scene, view: View, code: str) -> None:
        """Work on a note of the person's own."""
        case = await self.house.access.case(scene, view.about)
        if case is None:
            await out_of_reach(self.house, scene)
            return
        notes = await scene.tx.cases.notes(case.id)
        note = next((each for each in notes if each.id in view.ids and each.by == scene.person.id), None)
        here = View(Show.NOTES, about=case.id, page=view.page)
        if note is not None and code == "drop":
            await self.house.menu(scene, replace(view, mode="drop"))
            return
        if note is not None and code == "drop_sure":
            await scene.tx.cases.drop_note(case.id, note.id)
            await self.house.access.trace(scene, "note.drop", case.id)
            scene.notes.append(scene.texts.say("The note is erased."))
        elif note is not None:
            await scene.tx.cases.save_note(replace(note, confidential=not note.confidential))
            await self.house.access.trace(scene, "note.mark", case.id)
            said = (
                msg("This note is no longer confidential.")
                if note.confidential
                else msg("This note is confidential.")
            )
            scene.notes.append(scene.texts.say(said))
        await self.house.menu(scene, here)

    # Cooperations.

    async def _chosen(self, scene: Scene, view: View, cooperation: str) -> None:
        case = await self.house.access.case(scene, view.about)
        if case is None:
            await out_of_reach(self.house, scene)
        elif view.mode == "plan":
            await self.house.menu(scene, View(Show.PLAN, about=case.id, ids=(cooperation,)))
        elif view.mode:
            dialogue = view.mode
            standings = await scene.tx.cases.standings(case.id)
            if dialogue == FOLLOW_UP and cooperation not in {each.cooperation for each in standings}:
                scene.notes.append(
                    scene.texts.say("This project has not been taken stock of yet: let us begin there.")
                )
                dialogue = MAIN_DIALOGUE
            await interview(self.house, scene, case, dialogue, cooperation)
        else:
            await self.house.menu(scene, View(Show.COOPERATION_NAME, about=case.id, ids=(cooperation,)))

    async def _named(self, scene: Scene, view: View, name: str) -> None:
        case = await workable(self.house, scene, view.about)
        if case is None:
            return
        if problem := name_problem(scene.texts, name):
            scene.sentences.append(problem)
            await self.house.menu(scene, view)
            return
        there = await scene.tx.cases.cooperations(case.id)
        known = next((each for each in there if each.id in view.ids), None)
        if known is not None:
            await scene.tx.cases.save_cooperation(replace(known, name=name))
            await keep(self.house, scene, case, "case.edit")
            scene.notes.append(scene.texts.say("It is changed."))
        else:
            new = Cooperation(self.house.access.ids.new(), case.id, scene.now, name)
            await scene.tx.cases.add_cooperation(new)
            await keep(self.house, scene, case, "cooperation.new")
            scene.notes.append(scene.texts.say("The project is added."))
        nameless = next((each for each in there if not each.name and each != known), None)
        if nameless is not None:
            await self.house.menu(scene, View(Show.COOPERATION_NAME, about=case.id, ids=(nameless.id,)))
        else:
            await self.house.menu(scene, View(Show.COOPERATIONS, about=case.id))
