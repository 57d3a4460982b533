"""The reception: commands, the menu card, and the ways from one interview to another."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.engine.dialogue import Voice
from bot.records import Card, SessionRecord, Status
from bot.service import menus
from bot.service.desk import Desk, home
from bot.service.drawer import Drawer
from bot.service.interviews import Interviews, newest_open
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.screens import MENU, Screen
from bot.service.views import Show, View, decode_view

MAIN_DIALOGUE = "situation_diagnosis"


class Reception:
    """Works on commands and on the menu. Holds nothing of anybody."""

    def __init__(self, interviews: Interviews, desk: Desk) -> None:
        self.interviews = interviews
        self.drawer = Drawer(interviews)
        self.desk = desk

    async def command(self, scene: Scene, name: str, argument: str = "") -> None:
        """Do what the command `name` asks for."""
        if scene.person.voice is None and name not in {"help", "notice", "erase", "open"}:
            name = "start"
        match name:
            case "open":
                await self._open_dialogue(scene, *(argument.split(maxsplit=1) or [""]))
            case "diagnosis":
                await self._begin_or_ask(scene)
            case "resume":
                await self._resume(scene)
            case "edit":
                await self._edit(scene)
            case "result":
                await self._result(scene)
            case "role":
                await self._menu(scene, View(Show.WHO))
            case "cancel":
                await self._cancel(scene)
            case "help" | "notice" | "erase":
                await self._menu(scene, View(Show(name)))
            case _:
                await self.welcome(scene)

    async def welcome(self, scene: Scene) -> None:
        """Say what this is, and ask who the person is or what they want to go on with."""
        await self._menu(scene, View(Show.WELCOME))

    async def _begin_or_ask(self, scene: Scene) -> None:
        waiting = newest_open(await self.interviews.all_of(scene.tx, scene.person), MAIN_DIALOGUE)
        if waiting is None:
            await self._begin(scene)
        else:
            await self._menu(scene, View(Show.ANOTHER))

    async def _open_dialogue(self, scene: Scene, dialogue: str, voice: str = "") -> None:
        """Go on with the person's interview of `dialogue` in that voice, or begin it."""
        if dialogue not in self.interviews.library.engines:
            names = ", ".join(self.interviews.library.engines)
            await self._nothing(
                scene,
                scene.texts.say(
                    "There is no interview called “{name}”. There are: {names}.", name=dialogue, names=names
                ),
            )
            return
        if voice:
            scene.person = replace(scene.person, voice=Voice(voice))
            await scene.tx.people.save(scene.person)
        spoken = scene.person.voice or Voice.BENEFICIARY
        records = [
            r for r in await self.interviews.all_of(scene.tx, scene.person) if r.inputs.voice is spoken
        ]
        waiting = newest_open(records, dialogue)
        if waiting is None:
            await self._begin(scene, dialogue)
        else:
            await self._go_on(scene, waiting)

    async def _begin(self, scene: Scene, dialogue: str = MAIN_DIALOGUE) -> None:
        voice = scene.person.voice or Voice.BENEFICIARY
        if scene.chat.active is not None:
            scene.close(scene.chat.active)
        interview = await self.interviews.begin(scene.tx, scene.person, dialogue, voice, scene.now)
        scene.chat = replace(scene.chat, active=interview.record.id)
        await self.desk.draw(scene, interview, home(interview))

    async def _resume(self, scene: Scene) -> None:
        records = await self.drawer.open(scene)
        if not records:
            sentence = scene.texts.say("No interview is waiting to be gone on with.")
            await self._nothing(scene, sentence)
        elif len(records) > 1 and scene.chat.active not in {record.id for record in records}:
            await self._menu(scene, View(Show.INTERVIEWS))
        else:
            await self._go_on(scene, next((r for r in records if r.id == scene.chat.active), records[0]))

    async def _go_on(self, scene: Scene, record: SessionRecord) -> None:
        interview = await self.drawer.take_up(scene, record.id)
        if interview is not None:
            scene.chat = replace(scene.chat, active=record.id)
            await self.desk.draw(scene, interview, home(interview))

    async def _edit(self, scene: Scene) -> None:
        record = await self.drawer.active(scene)
        interview = None if record is None else await self.drawer.take_up(scene, record.id)
        if interview is None or not interview.session.path:
            await self._nothing(scene, scene.texts.say("There is no answer to change yet."))
        else:
            await self.desk.draw(scene, interview, View(Show.ANSWERS))

    async def _result(self, scene: Scene) -> None:
        record = await self.drawer.with_result(scene)
        interview = None if record is None else await self.drawer.take_up(scene, record.id)
        if interview is None:
            await self._nothing(
                scene, scene.texts.say("There is no result yet: it comes at the end of the questions.")
            )
        else:
            scene.chat = replace(scene.chat, active=interview.record.id)
            await self.desk.draw(scene, interview, home(interview))

    async def _cancel(self, scene: Scene) -> None:
        record = await self.drawer.active(scene)
        if record is None or record.status is not Status.OPEN:
            await self._nothing(scene, scene.texts.say("No interview is going on."))
            return
        await self.interviews.set_aside(scene.tx, record, scene.now)
        scene.close(record.id)
        scene.chat = replace(scene.chat, active=None)
        await self._nothing(
            scene,
            scene.texts.say("The interview is put aside, with all your answers. /reprendre brings it back."),
        )

    async def _nothing(self, scene: Scene, sentence: str) -> None:
        waiting = bool(await self.drawer.open(scene))
        scene.show(MENU, View(Show.NOTHING), menus.paint_nothing(scene.texts, sentence, waiting=waiting))

    # The menu.

    async def _menu(self, scene: Scene, view: View) -> None:
        scene.show(MENU, view, await self.paint(scene, view))

    async def paint(self, scene: Scene, view: View) -> Painting:
        """What the menu card looks like as `view` has it."""
        texts = scene.texts
        match view.show:
            case Show.NOTICE:
                return menus.paint_notice(texts)
            case Show.HELP:
                return menus.paint_help(texts)
            case Show.ERASE | Show.ERASE_SURE:
                return menus.paint_erase(texts, sure=view.show is Show.ERASE_SURE)
            case Show.ANOTHER:
                waiting = newest_open(await self.interviews.all_of(scene.tx, scene.person), MAIN_DIALOGUE)
                return menus.paint_another(
                    texts, 0 if waiting is None else await self.drawer.answered(scene, waiting)
                )
            case Show.INTERVIEWS:
                return menus.paint_interviews(texts, await self.drawer.lines(scene))
            case Show.NOTHING:
                return menus.paint_nothing(texts, "", waiting=bool(await self.drawer.open(scene)))
            case Show.WHO:
                return menus.paint_who(texts)
            case _:
                home_screen = await self._paint_home(scene)
                return home_screen if view.show is Show.HOME else menus.paint_welcome(texts, home_screen)

    async def _paint_home(self, scene: Scene) -> Painting:
        if scene.person.voice is None:
            return menus.paint_who(scene.texts)
        waiting, result = (
            bool(await self.drawer.open(scene)),
            await self.drawer.with_result(scene) is not None,
        )
        return menus.paint_home(scene.texts, waiting=waiting, result=result)

    async def press(self, scene: Scene, card: Card, code: str) -> None:
        """Work on a button of the menu card."""
        view = decode_view(card.view)
        painting = await self.paint(scene, view)
        if code not in {button.code for button in painting.buttons}:
            await self._menu(scene, view)
            return
        match code:
            case "v.beneficiary" | "v.officer":
                await self._is(scene, Voice(code.removeprefix("v.")))
            case "begin":
                await self._instead(scene, self._begin)
            case "resume" | "result":
                await self._instead(scene, self._resume if code == "resume" else self._result)
            case "who" | "notice":
                await self._menu(scene, View(Show(code)))
            case "erase":
                await self._menu(scene, View(Show.ERASE_SURE))
            case "erase_sure":
                await self._erase(scene)
            case _ if code.startswith(menus.INTERVIEW):
                await self._chosen(scene, int(code.removeprefix(menus.INTERVIEW)))
            case _:
                scene.below = True  # the menu may be long: what comes next stands under it
                await self.reshow(scene, menu=False)

    async def _instead(self, scene: Scene, go: Callable[[Scene], Awaitable[None]]) -> None:
        """Go on below the menu, which loses its buttons."""
        scene.close(MENU)
        scene.below = True
        await go(scene)

    async def _is(self, scene: Scene, voice: Voice) -> None:
        """The person has said who they are: on to the first question, or to the interview that waits."""
        changed = scene.person.voice not in {None, voice}
        scene.person = replace(scene.person, voice=voice)
        await scene.tx.people.save(scene.person)
        active = await self.drawer.active(scene)
        if changed and active is not None and not active.log and active.status is Status.OPEN:
            await self._instead(scene, self._begin)  # nothing was answered yet: begin anew in the other voice
        elif changed and newest_open(await self.interviews.all_of(scene.tx, scene.person)) is not None:
            scene.notes.append(scene.texts.say("It is noted; interviews already open stay as they are."))
            await self.welcome(scene)
        else:
            await self._instead(scene, self._resume if await self.drawer.open(scene) else self._begin)

    async def _chosen(self, scene: Scene, at: int) -> None:
        records = await self.drawer.open(scene)
        if at < len(records):
            scene.close(MENU)
            scene.below = True
            await self._go_on(scene, records[at])

    async def _erase(self, scene: Scene) -> None:
        await scene.tx.people.erase(scene.person.id)
        number = scene.chat.screen + 1
        scene.erased = True
        scene.screens = {MENU: Screen(MENU, number, menus.paint_erased(scene.texts).blocks, below=True)}

    async def reshow(self, scene: Scene, *, menu: bool = True) -> None:
        """Draw again what is current: the menu if it is open (and wanted), else the interview, else the welcome.

        A result is long, and stays where it stands: from there, the home screen shows the ways on.
        """
        card = scene.current
        if card is not None and card.name == MENU and menu:
            view = decode_view(card.view)
            await self._menu(scene, View(Show.HOME) if view.show is Show.NOTHING else view)
            return
        record = await self.drawer.active(scene)
        interview = None if record is None else await self.drawer.take_up(scene, record.id)
        if interview is None:
            await self.welcome(scene)
        elif interview.session.finished:
            await self._menu(scene, View(Show.HOME))
        else:
            kept = scene.cards.get(interview.record.id)
            view = home(interview) if kept is None else decode_view(kept.view)
            await self.desk.draw(scene, interview, home(interview) if view.show is Show.CLOSED else view)
