"""The counter of the reference: looking something up by words, by theme, in the glossary or in the outline, and keeping it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.engine.dialogue import Voice
from bot.records import CaseState, Change, Favourite, PageKind, PageRef, Subject
from bot.service import plan
from bot.service.counter import Counter
from bot.service.counters import looking_up_screens as screens
from bot.service.counters.lists import Judgement, judge
from bot.service.counters.looking_up_screens import (
    BEYOND,
    LISTS,
    PAGE,
    SHOWN,
    Door,
    Opened,
    Shelved,
    before,
    still_there,
)
from bot.service.counters.proposing import open_interview
from bot.service.counters.putting_aside import put_aside_for, reachable
from bot.service.dates import local_day, say_day
from bot.service.documents import Page
from bot.service.leaves import Leaves, link_to, page_at
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.shelf import Shelf
from bot.service.views import Show, View
from bot.texts.folding import folded
from bot.texts.reference_keys import DOMAIN

_KINDS = {Show.GLOSSARY: PageKind.TERM, Show.OUTLINE: PageKind.ITEM}  # what their lists are of


class LookingUp(Counter):
    """Shows pages of the reference, and what can be done with them."""

    shows = frozenset({Show.REFERENCE, Show.DOCUMENTS, Show.PAGE, Show.SEND_TO, *LISTS})
    commands = frozenset({"reference"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - one command
        if self.house.shelf is None:
            await self.house.say(scene, scene.texts.say("There is nothing to look up here."))
        elif argument:
            await self._search(scene, self.house.shelf, argument)
        else:
            await self.house.menu(scene, View(Show.REFERENCE))

    # What the screens show.

    async def paint(self, scene: Scene, view: View) -> Painting:
        shelf = self.house.shelf
        if shelf is None:
            return screens.paint_names(
                scene.texts, scene.texts.say("There is nothing to look up here."), "", ()
            )
        leaves = self._leaves(scene, shelf)
        view = still_there(leaves, view)
        match view.show:
            case Show.PAGE:
                return screens.paint_page(leaves, await self._opened(scene, leaves, view))
            case Show.SEND_TO:
                names = [name for _, name in await reachable(self.house, scene)]
                title = leaves.title(page_at(view.about))
                says = scene.texts.say(
                    "Who is it put aside for? They get a short word, and find it with /fiches."
                )
                return screens.paint_names(scene.texts, title, says, names)
            case Show.DOCUMENTS:
                names = [
                    scene.texts.of(DOMAIN, f"document.{each}.name") for each in leaves.reference.documents
                ]
                title = scene.texts.say("The source documents")
                says = scene.texts.say("What this assistant rests on, point by point, with what serves each.")
                return screens.paint_names(scene.texts, title, says, names)
            case show if show in LISTS:
                return screens.paint_shelf(leaves, await self._shelved(scene, leaves, view))
        return screens.paint_door(scene.texts, await self._door(scene, leaves))

    def _leaves(self, scene: Scene, shelf: Shelf) -> Leaves:
        library, voice = self.house.interviews.library, scene.person.voice or Voice.BENEFICIARY
        return Leaves(library, shelf.reference, scene.texts, voice)

    async def _door(self, scene: Scene, leaves: Leaves) -> Door:
        put = await scene.tx.reference.put_aside_for(scene.person.id)
        kept = await scene.tx.reference.of(scene.person.id)
        themes = [
            each.id
            for each in leaves.reference.themes.values()
            if any(leaves.there(PageRef(PageKind.ADVICE, advice)) for advice in each.advice)
        ]
        there = {each.page for each in put if leaves.there(each.page)}
        new = {each.page for each in put if each.seen is None} & there
        return Door(tuple(themes), sum(leaves.there(each.page) for each in kept), len(there), len(new))

    async def _shelved(self, scene: Scene, leaves: Leaves, view: View) -> Shelved:
        """The list that `view` shows, of pages that are there for the person."""
        texts, refs = scene.texts, await self._refs(scene, leaves, view)
        match view.show:
            case Show.THEME:
                title, says = (texts.of(DOMAIN, f"theme.{view.about}.{part}") for part in ("name", "says"))
            case Show.OUTLINE if view.about in leaves.reference.documents:
                title, says = (texts.of(DOMAIN, f"document.{view.about}.{part}") for part in ("name", "says"))
            case Show.OUTLINE:
                title, says = (
                    texts.of(DOMAIN, f"item.{view.about}"),
                    leaves.gist(page_at(f"item:{view.about}")),
                )
            case Show.GLOSSARY:
                title, says = texts.say("Glossary"), ""
            case Show.FAVOURITES:
                title, says = texts.say("Sheets I kept"), "" if refs else texts.say("You have kept none yet.")
            case Show.PUT_ASIDE:
                title, says = texts.say("Put aside for you"), texts.say("By the person who supports you.")
            case _:
                title = texts.say("What I found")
                says = (
                    "" if refs else texts.say("Nothing for these words. Try another one, or look by theme.")
                )
        last = max(len(refs) - 1, 0) // SHOWN  # some may be gone since it was opened
        return Shelved(title, says, tuple(refs), min(view.page, last), _KINDS.get(view.show, PageKind.ADVICE))

    async def _refs(self, scene: Scene, leaves: Leaves, view: View) -> Sequence[PageRef]:
        """The pages of the list that `view` shows, in order."""
        reference = leaves.reference
        match view.show:
            case Show.THEME:
                refs = [PageRef(PageKind.ADVICE, each) for each in reference.themes[view.about].advice]
            case Show.OUTLINE:
                below = [PageRef(PageKind.ITEM, each.id) for each in reference.below(view.about)]
                at = PageRef(PageKind.ITEM, view.about)
                refs = [*below, *(leaves.leads(at) if leaves.there(at) else ())]
            case Show.GLOSSARY:
                refs = [PageRef(PageKind.TERM, each) for each in reference.terms]
                refs.sort(key=lambda each: folded(leaves.title(each)))
            case Show.FAVOURITES:
                refs = [each.page for each in await scene.tx.reference.of(scene.person.id)]
            case Show.PUT_ASIDE:
                put = await scene.tx.reference.put_aside_for(scene.person.id)
                refs = list(dict.fromkeys(each.page for each in put))
            case _:
                refs = [page_at(each) for each in view.ids]
        return [each for each in refs if leaves.there(each)]

    async def _opened(self, scene: Scene, leaves: Leaves, view: View) -> Opened:
        ref = page_at(view.about)
        today = local_day(scene.now, scene.person.zone)
        favourites = await scene.tx.reference.of(scene.person.id)
        read_by_them = ref.kind is PageKind.ADVICE and leaves.speaking_to(Voice.BENEFICIARY).there(ref)
        others = read_by_them and bool(await reachable(self.house, scene))
        return Opened(
            ref,
            leaves.blocks(ref, today),
            leaves.leads(ref),
            kept=any(each.page == ref for each in favourites),
            list=await self._list(scene, ref),
            others=others,
        )

    async def _list(self, scene: Scene, ref: PageRef) -> str:
        """What the button says that adds a recommendation to the list spoken of; "" where it stands there."""
        subject = await self._subject(scene)
        if ref.kind is not PageKind.ADVICE or subject is None:
            return ""
        items = plan.items(await scene.tx.plans.of(subject, scene.person.id))
        if any(item.advice == ref.id for item in items):
            return ""
        texts = scene.texts
        return (
            texts.say("Add to my ideas")
            if subject.oneself
            else texts.say("Add to the ideas of the case file")
        )

    async def _subject(self, scene: Scene) -> Subject | None:
        """Whose list is spoken of: that of an open case file with one project, one's own without a case file."""
        if scene.case is None:
            return Subject()
        if scene.case.state is CaseState.ARCHIVED or not scene.case.readable:
            return None
        there = await scene.tx.cases.cooperations(scene.case.id)
        return Subject(scene.case.id, there[0].id) if len(there) == 1 else None

    # What is done there.

    async def typed(self, scene: Scene, view: View, text: str) -> bool:  # noqa: ARG002 - whatever it shows
        if self.house.shelf is None:
            return False
        await self._search(scene, self.house.shelf, text)
        return True

    async def _search(self, scene: Scene, shelf: Shelf, text: str) -> None:
        leaves = self._leaves(scene, shelf)
        hits = await shelf.finder(scene.person.locale).find(scene.tx, text, limit=3 * SHOWN)
        found = tuple(link_to(hit.ref) for hit in hits if leaves.there(hit.ref))
        await self.house.menu(scene, View(Show.FOUND, ids=found[: 2 * SHOWN]))

    async def press(self, scene: Scene, view: View, code: str) -> None:
        shelf = self.house.shelf
        if shelf is None:
            await self.house.menu(scene, View(Show.HOME))
            return
        leaves = self._leaves(scene, shelf)
        view = still_there(leaves, view)
        if code.startswith(PAGE):
            await self._chosen(scene, leaves, view, int(code.removeprefix(PAGE)))
            return
        match code:
            case "home":
                await self.house.menu(scene, View(Show.HOME))
            case "page_on" | "page_back":
                step = 1 if code == "page_on" else -1
                await self.house.menu(scene, replace(view, page=view.page + step))
            case "back":
                await self.house.menu(scene, before(view))
            case "reference" | "glossary" | "documents" | "favourites":
                await self.house.menu(scene, View(Show(code)))
            case "put_aside":
                await scene.tx.reference.saw(scene.person.id, scene.now)
                await self.house.menu(scene, View(Show.PUT_ASIDE))
            case _:
                await self._use(scene, leaves, view, code)

    async def _chosen(self, scene: Scene, leaves: Leaves, view: View, place: int) -> None:
        """Open what stands at `place` of the list shown."""
        match view.show:
            case Show.REFERENCE:
                door = await self._door(scene, leaves)
                await self.house.menu(scene, View(Show.THEME, about=door.themes[place]))
            case Show.DOCUMENTS:
                await self.house.menu(scene, View(Show.OUTLINE, about=leaves.reference.documents[place]))
            case Show.SEND_TO:
                person, _ = (await reachable(self.house, scene))[place]
                await put_aside_for(self.house, scene, person, page_at(view.about))
                await self.house.menu(scene, replace(view, show=Show.PAGE))
            case Show.PAGE:
                await self._open(scene, view, leaves.leads(page_at(view.about))[place])
            case _:
                await self._open(scene, view, (await self._refs(scene, leaves, view))[place])

    async def _open(self, scene: Scene, view: View, ref: PageRef) -> None:
        if ref.kind is PageKind.ITEM:
            await self.house.menu(scene, View(Show.OUTLINE, about=ref.id))
            return
        origin = view.mode if view.show is Show.PAGE else f"{view.show.value}{BEYOND}{view.about}"
        await self.house.menu(
            scene, View(Show.PAGE, about=link_to(ref), ids=view.ids, mode=origin, page=view.page)
        )

    async def _use(self, scene: Scene, leaves: Leaves, view: View, code: str) -> None:
        """Do something with the page shown."""
        ref, texts = page_at(view.about), scene.texts
        match code:
            case "keep":
                await scene.tx.reference.add(Favourite(scene.person.id, ref, scene.now))
                scene.toast = texts.say("It is kept under “Sheets I kept”.")
            case "drop":
                await scene.tx.reference.drop(scene.person.id, ref)
                scene.toast = texts.say("It is kept no longer.")
            case "send":
                await self.house.menu(scene, replace(view, show=Show.SEND_TO))
                return
            case "begin":
                subject = await self._subject(scene) or Subject(
                    scene.chat.case
                )  # of several projects, one is asked
                await open_interview(self.house, scene, ref.id, subject)
                return
            case "page":
                self._hand_over(scene, leaves, ref)
            case "add":
                await self._add(scene, ref)
        await self.house.menu(scene, view)

    async def _add(self, scene: Scene, ref: PageRef) -> None:
        """Put the recommendation on the list spoken of."""
        subject = await self._subject(scene)
        if subject is None or not await self._list(scene, ref):
            return
        if subject.case and await self.house.access.case(scene, subject.case, "advice.added") is None:
            return
        listed = View(
            Show.PLAN, about=subject.case, ids=(subject.cooperation,) if subject.cooperation else ()
        )
        await judge(
            self.house, scene, listed, self.house.interviews.ids.new(), Judgement(Change.ADDED, ref.id)
        )
        scene.toast = scene.texts.say("It is on the list.")

    def _hand_over(self, scene: Scene, leaves: Leaves, ref: PageRef) -> None:
        texts, today = scene.texts, local_day(scene.now, scene.person.zone)
        blocks = leaves.blocks(ref)[1:]  # the page bears the title above
        name = f"{texts.say('sheet')}-{today.isoformat()}.pdf"
        footer = texts.say("Trait d’union, {day}", day=say_day(texts, today))
        scene.documents.append(Page(leaves.title(ref), name, blocks, footer, one_page=True))
        scene.toast = texts.say("The page is on its way.")
