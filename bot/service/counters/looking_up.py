"""The counter of the reference: looking something up by words, by theme, in the glossary or in the outline, and keeping it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.engine.dialogue import Voice
from bot.records import Favourite, PageKind, PageRef, Subject
from bot.service.counter import Counter
from bot.service.counters import looking_up_screens as screens
from bot.service.counters.looking_up_list import add, list_named, subject_of
from bot.service.counters.looking_up_screens import (
    LISTS,
    PAGE,
    SHOWN,
    Door,
    Opened,
    Shelved,
    before,
    from_found,
    onward,
    still_there,
    way_named,
)
from bot.service.counters.proposing import open_interview
from bot.service.counters.putting_aside import put_aside_for, reachable
from bot.service.dates import local_day, say_day
from bot.service.documents import Page
from bot.service.edits import shortened
from bot.service.leaves import Leaves, link_to, page_at
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.shelf import Shelf
from bot.service.views import Show, View
from bot.texts.folding import folded
from bot.texts.reference_keys import DOMAIN

_KINDS = {Show.GLOSSARY: PageKind.TERM, Show.OUTLINE: PageKind.ITEM}  # what their lists are of
_MOSTLY = 66  # percent of the sheets of a theme that are for somebody to whom it is offered
_REPEATED = 60  # characters of what was typed that are said again


class LookingUp(Counter):
    """Shows pages of the reference, and what can be done with them."""

    shows = frozenset({Show.REFERENCE, Show.DOCUMENTS, Show.PAGE, Show.SEND_TO, *LISTS})
    commands = frozenset({"reference"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - one command
        if self.house.shelf is None:
            await self.house.say(scene, scene.texts.say("There is nothing to look up here."))
        elif argument:
            await self._search(scene, self.house.shelf, argument, View(Show.REFERENCE))
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
            if _MOSTLY * len(each.advice)
            <= 100 * sum(leaves.there(PageRef(PageKind.ADVICE, advice)) for advice in each.advice)
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
        kind = _KINDS.get(view.show, PageKind.ADVICE)
        return Shelved(title, says, tuple(refs), min(view.page, last), kind, back=from_found(view))

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
            list=await list_named(scene, ref),
            others=others,
        )

    # What is done there.

    async def typed(self, scene: Scene, view: View, text: str) -> bool:
        if self.house.shelf is None:
            return False
        way = way_named(text, scene.texts)
        if way is None:
            await self._search(scene, self.house.shelf, text, view)
            return True
        painting = await self.paint(scene, view)
        if way == "back":
            way = painting.controls[-1][
                -1
            ].code  # the last button leads back on every screen of the reference
        if way in {button.code for button in painting.buttons}:
            await self.press(scene, view, way)
        else:
            scene.notes.append(screens.say_no_more(scene.texts, way))
            await self.house.menu(scene, view)
        return True

    async def _search(self, scene: Scene, shelf: Shelf, text: str, view: View) -> None:
        """Show what is found; in the glossary the best word comes first."""
        leaves, texts = self._leaves(scene, shelf), scene.texts
        hits = await shelf.finder(scene.person.locale).find(scene.tx, text, limit=3 * SHOWN)
        found = [hit.ref for hit in hits if leaves.there(hit.ref)]
        if view.show is Show.GLOSSARY:
            term = [ref for ref in found if ref.kind is PageKind.TERM][:1]
            found = [*term, *(ref for ref in found if ref not in term)]
        if folded(text):
            words = shortened(" ".join(text.split()), _REPEATED)
            scene.notes.append(texts.say("For “{words}”:", words=words))
        await self.house.menu(scene, View(Show.FOUND, ids=tuple(map(link_to, found[: 2 * SHOWN]))))

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
                await self.house.menu(scene, onward(view, leaves.leads(page_at(view.about))[place]))
            case _:
                await self.house.menu(scene, onward(view, (await self._refs(scene, leaves, view))[place]))

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
                subject = await subject_of(scene) or Subject(
                    scene.chat.case
                )  # of several projects, one is asked
                await open_interview(self.house, scene, ref.id, subject)
                return
            case "page":
                self._hand_over(scene, leaves, ref)
            case "add":
                await add(self.house, scene, ref)
        await self.house.menu(scene, view)

    def _hand_over(self, scene: Scene, leaves: Leaves, ref: PageRef) -> None:
        texts, today = scene.texts, local_day(scene.now, scene.person.zone)
        blocks = leaves.blocks(ref)[1:]  # the page bears the title above
        name = f"{texts.say('sheet')}-{today.isoformat()}.pdf"
        footer = texts.say("Trait d’union, {day}", day=say_day(texts, today))
        scene.documents.append(Page(leaves.title(ref), name, blocks, footer, one_page=True))
        scene.toast = texts.say("The page is on its way.")
