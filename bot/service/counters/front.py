"""The front counter: welcome, home, notice, help, who one is, and choosing among interviews."""

from dataclasses import replace

from bot.engine.dialogue import Voice
from bot.records import Status, Subject
from bot.service import menus
from bot.service.counter import Counter
from bot.service.counters import case_ways
from bot.service.interviews import MAIN_DIALOGUE
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.views import Show, View


class Front(Counter):
    """What everybody meets first."""

    shows = frozenset(
        {
            Show.WELCOME,
            Show.HOME,
            Show.NOTICE,
            Show.HELP,
            Show.WHO,
            Show.ANOTHER,
            Show.INTERVIEWS,
            Show.NOTHING,
            Show.WHICH_CASE,
        }
    )
    commands = frozenset({"diagnosis", "help", "notice", "role"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - commands take words or not
        match name:
            case "diagnosis":
                await self._start(scene, MAIN_DIALOGUE)
            case "role":
                await self.house.menu(scene, View(Show.WHO))
            case _:
                await self.house.menu(scene, View(Show(name)))

    async def paint(self, scene: Scene, view: View) -> Painting:
        texts = scene.texts
        match view.show:
            case Show.NOTICE:
                return menus.paint_notice(texts, officer=scene.member is not None)
            case Show.HELP:
                return menus.paint_help(texts, officer=scene.member is not None)
            case Show.ANOTHER:
                waiting = await self.house.drawer.newest_open(scene, view.mode, _subject(view))
                name = menus.case_name(texts, scene.case) if scene.case and view.about else ""
                return menus.paint_another(texts, 0 if waiting is None else waiting.answered, name)
            case Show.INTERVIEWS:
                results = view.mode == "results"
                lines = await self.house.drawer.lines(scene, results=results)
                return menus.paint_interviews(texts, lines, results=results)
            case Show.WHICH_CASE:
                return menus.paint_which_case(texts, await self._recent(scene))
            case Show.NOTHING:
                waits = bool(await self.house.drawer.open(scene))
                return menus.paint_nothing(texts, waiting=waits, case=scene.case.id if scene.case else "")
            case Show.WHO:
                return menus.paint_who(texts)
            case _:
                home = await self._paint_home(scene)
                return home if view.show is Show.HOME else menus.paint_welcome(texts, home)

    async def _paint_home(self, scene: Scene) -> Painting:
        if scene.person.voice is None:
            return menus.paint_who(scene.texts)
        waiting = bool(await self.house.drawer.open(scene))
        if scene.member is not None:
            return menus.paint_office(scene.texts, await self._recent(scene), waiting=waiting)
        result = await self.house.drawer.with_result(scene) is not None
        return menus.paint_home(scene.texts, waiting=waiting, result=result)

    async def _recent(self, scene: Scene) -> list[menus.Named]:
        """The cases spoken of last, the present one first."""
        cases = [case for case in await scene.tx.cases.of(scene.person.id) if case.state == "open"]
        first = [scene.chat.case, scene.chat.case_before]
        cases.sort(key=lambda case: first.index(case.id) if case.id in first else len(first))
        return [menus.Named(case.id, menus.case_name(scene.texts, case)) for case in cases[: menus.RECENT]]

    async def press(self, scene: Scene, view: View, code: str) -> None:
        house = self.house
        match code:
            case "v.beneficiary" | "v.officer":
                await self._is(scene, Voice(code.removeprefix("v.")))
            case "begin" | "resume" if view.show is Show.ANOTHER:
                await self._one_or_other(scene, view, code)
            case "begin":
                await self._begin(scene)
            case "resume" | "result":
                await house.command(scene, code)
            case "who" | "notice" | "home" | "help":
                await house.menu(scene, View(Show(code)))
            case "team" | "interviews" | "reference":
                await house.command(scene, code)
            case "nobody":
                scene.speak_of(None)
                await house.start(scene, view.mode, Subject())
            case "cases" if not view.mode:
                await house.command(scene, code)
            case "cases" | "case_new":
                await house.menu(scene, View(Show(code), mode=view.mode))
            case _ if code.startswith(menus.CASE):
                await self._case(scene, view, code.removeprefix(menus.CASE))
            case _ if code.startswith(menus.INTERVIEW):
                await self._chosen(scene, view, code.removeprefix(menus.INTERVIEW))
            case _:
                scene.below = True  # the menu may be long: what comes next stands under it
                await house.reshow(scene, menu=False)

    async def _begin(self, scene: Scene) -> None:
        """A new interview: for who is alone at once, since the other button goes on with the one that is open."""
        if scene.member is None:
            await self.house.begin(scene, MAIN_DIALOGUE, Subject())
        else:
            await self._start(scene, MAIN_DIALOGUE)

    async def _one_or_other(self, scene: Scene, view: View, code: str) -> None:
        """A new interview, or the one that is open."""
        waiting = await self.house.drawer.newest_open(scene, view.mode, _subject(view))
        if waiting is not None and code == "resume":
            await self.house.go_on(scene, waiting)
        else:
            await self.house.begin(scene, view.mode, _subject(view))

    async def _case(self, scene: Scene, view: View, case: str) -> None:
        if view.show is not Show.WHICH_CASE:
            await self.house.open_case(scene, case)
            return
        found = await self.house.access.case(scene, case, "case.open")
        if found is not None:
            scene.speak_of(found)
            await self._start(scene, view.mode)

    async def _start(self, scene: Scene, dialogue: str) -> None:
        """A new interview, once it is plain whom it is about."""
        if scene.member is not None and scene.case is None:
            await self.house.menu(scene, View(Show.WHICH_CASE, mode=dialogue))
            return
        if scene.case is not None:
            await case_ways.interview(self.house, scene, scene.case, dialogue)
        else:
            await self.house.start(scene, dialogue, Subject())

    async def _is(self, scene: Scene, voice: Voice) -> None:
        """The person has said who they are: on to the first question, or to the interview that waits."""
        changed = scene.person.voice not in {None, voice}
        scene.person = replace(scene.person, voice=voice)
        await scene.tx.people.save(scene.person)
        active = await self.house.drawer.active(scene)
        if changed and active is not None and not active.answered and active.status is Status.OPEN:
            await self.house.begin(
                scene, MAIN_DIALOGUE, active.subject
            )  # nothing answered: anew in the other voice
        elif changed and await self.house.drawer.open(scene):
            scene.notes.append(scene.texts.say("It is noted; interviews already open stay as they are."))
            await self.house.menu(scene, View(Show.WELCOME))
        elif active is not None and active.id == scene.chat.active and active.status is Status.OPEN:
            await self.house.go_on(scene, active)  # nothing has changed: back to where they were
        elif await self.house.drawer.open(scene):
            await self.house.command(scene, "resume")
        elif scene.member is not None:
            await self.house.menu(scene, View(Show.HOME))
        else:
            await self.house.begin(scene, MAIN_DIALOGUE, Subject())

    async def _chosen(self, scene: Scene, view: View, session: str) -> None:
        record = await self.house.access.own_session(scene, session)
        if record is not None and view.mode == "results":
            await self.house.show_result(scene, record)
        elif record is not None:
            await self.house.go_on(scene, record)


def _subject(view: View) -> Subject:
    return Subject(view.about, *view.ids[:1])
