"""The counter of case files: the list, the search, a new one."""

from collections.abc import Sequence
from dataclasses import replace

from bot.records import CaseFile, Cooperation
from bot.service import cases
from bot.service.cases import Listing, Order
from bot.service.counter import Counter
from bot.service.counters import cases_screens as screens
from bot.service.counters.case_ways import (
    empty_words,
    interview,
    like_named,
    named_by,
    out_of_reach,
    paint_out_of_reach,
    projects,
    said_outside,
    say_like,
)
from bot.service.dates import local_day
from bot.service.menus import CASE
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.typed import FIELD_LONGEST, cleaned, name_problem
from bot.service.views import Show, View
from bot.texts.folding import folded

_DOUBLES_SHOWN = 3


class Cases(Counter):
    """Where an officer finds and opens case files."""

    shows = frozenset({Show.CASES, Show.CASE_NEW, Show.CASE_SEARCH})
    commands = frozenset({"cases", "case_new", "switch"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:
        if scene.member is None:
            await self.house.access.trace(scene, "case.see", granted=False)
            await self.house.say(scene, said_outside(scene.texts))
            return
        match name:
            case "cases" if argument:
                await self._search(scene, argument, Listing())
            case "cases":
                await self._list(scene, Listing())
            case "case_new" if argument:
                await self._new(scene, argument, "")
            case "case_new":
                await self.house.menu(scene, View(Show.CASE_NEW))
            case _:
                await self._switch(scene)

    async def paint(self, scene: Scene, view: View) -> Painting:
        if scene.member is None:
            return paint_out_of_reach(scene)
        match view.show:
            case Show.CASE_NEW:
                return screens.paint_new(scene.texts)
            case Show.CASE_SEARCH:
                found = await named_by(scene, view.ids)
                return (
                    screens.paint_found(scene.texts, await self._found(scene, found, view.page))
                    if found
                    else screens.paint_search(scene.texts)
                )
            case _:
                return await self._paint_list(scene, view)

    async def press(self, scene: Scene, view: View, code: str) -> None:
        listing = Listing.of(view.mode) if view.show is not Show.CASE_NEW else Listing(dialogue=view.mode)
        match code:
            case "home":
                await self.house.menu(scene, View(Show.HOME))
            case "cases":
                await self._list(scene, Listing(dialogue=listing.dialogue))
            case "archived":
                await self._list(scene, replace(listing, archived=True))
            case "case_new":
                await self.house.menu(scene, View(Show.CASE_NEW, mode=listing.dialogue))
            case "search":
                await self.house.menu(scene, View(Show.CASE_SEARCH, mode=listing.mode))
            case "more" | "back":
                await self._turn(scene, view, listing, view.page + (1 if code == "more" else -1))
            case _ if code.startswith("order."):
                await self._list(scene, replace(listing, order=Order(code.removeprefix("order."))))
            case _:
                await self._choose(scene, code.removeprefix(CASE), listing.dialogue)

    async def typed(self, scene: Scene, view: View, text: str) -> bool:
        if scene.member is None:
            await out_of_reach(self.house, scene)
            return True
        if view.show is Show.CASE_NEW:
            await self._new(scene, text, view.mode)
        else:
            await self._search(scene, text, Listing.of(view.mode))
        return True

    # The list and the search.

    async def _list(self, scene: Scene, listing: Listing, page: int = 0) -> None:
        """A page of the list as it is now. The view names what it shows: it stays to be opened whatever moves meanwhile."""
        listed = [case for case in await self._ordered(scene, listing) if listing.holds(case)]
        shown = tuple(case.id for case in cases.page_of(listed, page))
        await self.house.menu(scene, View(Show.CASES, ids=shown, mode=listing.mode, page=page))

    async def _ordered(self, scene: Scene, listing: Listing) -> list[CaseFile]:
        return cases.ordered(await scene.tx.cases.of(scene.person.id), listing.order)

    async def _paint_list(self, scene: Scene, view: View) -> Painting:
        listing = Listing.of(view.mode)
        every = await self._ordered(scene, listing)
        if not every:
            return screens.paint_no_cases(scene.texts)
        listed = [case for case in every if listing.holds(case)]
        own = {case.id: case for case in every}
        shown = [own[each] for each in view.ids if each in own] or cases.page_of(listed, view.page)
        page = min(view.page, cases.last_page(len(listed)))
        there = await self._listed(scene, shown, page, len(listed))
        return screens.paint_list(scene.texts, listing, replace(there, others=len(every) - len(listed)))

    async def _listed(self, scene: Scene, shown: Sequence[CaseFile], page: int, count: int) -> screens.Listed:
        waiting = frozenset(record.subject.case for record in await self.house.drawer.open(scene))
        today = local_day(scene.now, scene.person.zone)
        return screens.Listed(shown, page, count, today, waiting)

    async def _found(self, scene: Scene, found: Sequence[CaseFile], page: int) -> screens.Listed:
        page = min(page, cases.last_page(len(found)))
        return await self._listed(scene, cases.page_of(found, page), page, len(found))

    async def _turn(self, scene: Scene, view: View, listing: Listing, page: int) -> None:
        if view.show is Show.CASE_SEARCH:
            await self.house.menu(scene, replace(view, page=page))
        else:
            await self._list(scene, listing, page)

    async def _search(self, scene: Scene, text: str, listing: Listing) -> None:
        texts, typed = scene.texts, cleaned(text)[:FIELD_LONGEST]
        asking = View(Show.CASE_SEARCH, mode=listing.mode)
        if not folded(typed):
            scene.sentences.append(texts.say("There is nothing to search for in it."))
            await self.house.menu(scene, asking)
            return
        every = await scene.tx.cases.of(scene.person.id)
        hits = cases.search(every, typed, empty_words(texts), await projects(scene))
        meant = cases.single(hits)
        if meant is not None:
            await self._choose(scene, meant.id, listing.dialogue)
            return
        if not hits:
            scene.sentences.append(
                texts.say("No case file of yours goes by that. Write other words, or make a new one.")
            )
        elif all(hit.match is cases.Match.SLIP for hit in hits):
            scene.sentences.append(texts.say("Nothing is exactly like that; this comes near."))
        await self.house.menu(scene, replace(asking, ids=tuple(hit.case.id for hit in hits)))

    async def _choose(self, scene: Scene, case: str, dialogue: str) -> None:
        """Open the case file, or begin the interview that waited for one to be chosen."""
        if not dialogue:
            await self.house.open_case(scene, case)
            return
        found = await self.house.access.case(scene, case, "case.open")
        if found is None:
            await out_of_reach(self.house, scene)
        else:
            await interview(self.house, scene, found, dialogue)

    async def _switch(self, scene: Scene) -> None:
        if scene.chat.case_before:
            await self.house.open_case(scene, scene.chat.case_before)
            return
        scene.sentences.append(scene.texts.say("There is no other case file to go back to yet."))
        await self._list(scene, Listing())

    # A new one.

    async def _new(self, scene: Scene, text: str, dialogue: str) -> None:
        name = cleaned(text)
        problem = name_problem(scene.texts, name)
        if scene.member is None or problem:
            scene.sentences.append(problem)
            await self.house.menu(scene, View(Show.CASE_NEW, mode=dialogue))
            return
        ids, now = self.house.access.ids, scene.now
        like = (await like_named(scene, name))[:_DOUBLES_SHOWN]
        case = CaseFile(ids.new(), scene.member.organisation, opened_at=now, touched_at=now, name=name)
        cooperation = Cooperation(ids.new(), case.id, now)
        await scene.tx.cases.add(case)
        await scene.tx.cases.add_cooperation(cooperation)
        await scene.tx.cases.assign(case.id, scene.person.id, now)
        await self.house.access.trace(scene, "case.new", case.id)
        scene.speak_of(case)
        if dialogue:
            scene.notes += dict.fromkeys(say_like(scene.texts, case, other, later=True) for other in like)
            await interview(self.house, scene, case, dialogue)
            return
        scene.notes.append(scene.texts.say("The case file is made."))
        doubles = tuple(other.id for other in like)
        await self.house.menu(scene, View(Show.CASE, about=case.id, ids=doubles))
