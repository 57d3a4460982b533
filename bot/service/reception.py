"""The reception: commands, the menu card, and the ways from one interview to another."""

from dataclasses import replace

from bot.engine.dialogue import Voice
from bot.records import Card, SessionRecord, Status, Subject
from bot.service.access import Access
from bot.service.counter import Counter
from bot.service.counters import all_counters
from bot.service.counters.proposing import open_interview
from bot.service.desk import AWAY, Desk, home
from bot.service.drawer import Drawer
from bot.service.interviews import Interview, Interviews
from bot.service.painting import Painting
from bot.service.private import ERASE_SURE, paint_erased
from bot.service.results import THEN
from bot.service.scene import Scene
from bot.service.screens import MENU
from bot.service.shelf import Shelf
from bot.service.views import Show, View, decode_view

_BEFORE_A_VOICE = frozenset(
    {"help", "notice", "erase", "open", "my_data"}
)  # what who never said who they are can do


class Reception:
    """Works on commands, and takes the menu card to the counter that draws it. Holds nothing of anybody."""

    def __init__(
        self, interviews: Interviews, desk: Desk, access: Access, shelf: Shelf | None = None
    ) -> None:
        self.interviews = interviews
        self.drawer = Drawer(interviews, access)
        self.desk = desk
        self.access = access
        self.shelf = shelf
        counters = all_counters(self)
        self._counters: dict[Show, Counter] = {show: each for each in counters for show in each.shows}
        self._commands: dict[str, Counter] = {name: each for each in counters for name in each.commands}

    async def command(self, scene: Scene, name: str, argument: str = "") -> None:
        """Do what the command `name` asks for."""
        if name == "start" and argument:
            name = "link"
        elif scene.person.voice is None and name not in _BEFORE_A_VOICE:
            name = "start"
        if name in self._commands:
            await self._commands[name].command(scene, name, argument)
            return
        match name:
            case "open":
                await self._open_dialogue(scene, *(argument.split(maxsplit=1) or [""]))
            case "resume":
                await self._resume(scene)
            case "edit":
                await self._edit(scene)
            case "result":
                await self._result(scene)
            case "cancel":
                await self._cancel(scene)
            case _:
                await self.menu(scene, View(Show.WELCOME if scene.member is None else Show.HOME))

    # The menu card.

    async def menu(self, scene: Scene, view: View) -> None:
        """Show a menu screen, whichever counter draws it."""
        scene.show(MENU, view, await self.paint(scene, view))

    async def paint(self, scene: Scene, view: View) -> Painting:
        """What the menu card looks like as `view` has it."""
        return await self._counters[view.show].paint(scene, view)

    async def press(self, scene: Scene, card: Card, code: str) -> None:
        """Work on a button of the menu card; one that it does not offer changes nothing, and is traced."""
        view = decode_view(card.view)
        painting = await self.paint(scene, view)
        if code in {button.code for button in painting.buttons}:
            await self._counters[view.show].press(scene, view, code)
        else:
            await self.access.trace(scene, "button.press", granted=False)
            await self.menu(scene, view)

    async def typed(self, scene: Scene, view: View, text: str) -> bool:
        """Whether the words were for what the menu card shows, and have been taken."""
        return await self._counters[view.show].typed(scene, view, text)

    async def say(self, scene: Scene, sentence: str) -> None:
        """A sentence, and the ways on."""
        scene.sentences.append(sentence)
        await self.menu(scene, View(Show.NOTHING))

    async def open_case(self, scene: Scene, case: str) -> None:
        """Speak of a case file and show it, if the person may see it."""
        found = await self.access.case(scene, case, "case.open")
        if found is None:
            await self.say(scene, scene.texts.say("This case file is not (or no longer) within your reach."))
            return
        scene.speak_of(found)
        await self.menu(scene, View(Show.CASE, about=found.id))

    # Interviews.

    async def start(self, scene: Scene, dialogue: str, subject: Subject) -> None:
        """A new interview about `subject`; where one is open already, ask first which it is to be."""
        waiting = await self.drawer.newest_open(scene, dialogue, subject)
        if waiting is None:
            await self.begin(scene, dialogue, subject)
        elif not waiting.answered:
            await self.go_on(scene, waiting)
        else:
            ids = (subject.cooperation,) if subject.cooperation else ()
            await self.menu(scene, View(Show.ANOTHER, about=subject.case, ids=ids, mode=dialogue))

    async def begin(self, scene: Scene, dialogue: str, subject: Subject) -> None:
        """A new interview about `subject`, below the menu."""
        self._below(scene)
        if scene.chat.active is not None:
            scene.close(scene.chat.active)
        voice = scene.person.voice or Voice.BENEFICIARY
        interview = await self.interviews.begin(scene, dialogue, voice, subject)
        scene.chat = replace(scene.chat, active=interview.record.id)
        await self.desk.draw(scene, interview, home(interview))

    async def go_on(self, scene: Scene, record: SessionRecord) -> None:
        """On with an interview of the person, below the menu."""
        self._below(scene)
        interview = await self.drawer.take_up(scene, record.id)
        if interview is not None:
            scene.chat = replace(scene.chat, active=record.id)
            await self._speak_of(scene, interview.record.subject)
            sections = interview.session.finished and interview.engine.dialogue.sections
            await self.desk.draw(scene, interview, View(Show.SECTIONS) if sections else home(interview))

    async def touch(self, scene: Scene, interview: Interview, view: View, code: str) -> None:
        """Follow a button of an interview's card: some lead away from it."""
        if code in AWAY or code.startswith(THEN):
            await self.away(scene, interview.record, code)
        else:
            await self.desk.press(scene, interview, view, code)

    async def away(self, scene: Scene, record: SessionRecord, code: str) -> None:
        """Follow a button of an interview's card that leads to the menu, below it."""
        scene.below = True
        subject = record.subject
        ids = (subject.cooperation,) if subject.cooperation else ()
        match code:
            case "share":
                await self.menu(scene, View(Show.SHARE, about=record.id))
            case "plan":
                await self.menu(scene, View(Show.PLAN, about=subject.case, ids=ids))
            case "move":
                await self._move(scene, record)
            case _ if code == ERASE_SURE:
                await self._erase_private(scene, record)
            case _ if code.startswith(THEN):
                await open_interview(self, scene, code.removeprefix(THEN), subject)
            case _:  # role, cases, switch: as the commands
                await self.command(scene, code)

    async def _move(self, scene: Scene, record: SessionRecord) -> None:
        diagnosis = await scene.tx.diagnoses.last(record.id)
        if diagnosis is not None:
            await self.menu(scene, View(Show.MOVE, about=record.subject.case, ids=(diagnosis.id,)))

    async def _erase_private(self, scene: Scene, record: SessionRecord) -> None:
        """At once: its card tells nothing any more, and its case file follows."""
        case = record.subject.case
        await self.access.trace(scene, "interview.erase", case)
        await scene.tx.sessions.erase(record.id)
        if scene.chat.active == record.id:
            scene.chat = replace(scene.chat, active=None)
        scene.below = False  # in place of what it showed
        scene.show(record.id, View(Show.CLOSED), paint_erased(scene.texts))
        scene.below = True
        await (self.open_case(scene, case) if case else self.menu(scene, View(Show.HOME)))

    async def _open_dialogue(self, scene: Scene, dialogue: str, voice: str = "") -> None:
        """Go on with the person's interview of `dialogue` in that voice, or begin it."""
        if dialogue not in self.interviews.library.engines:
            names = ", ".join(self.interviews.library.engines)
            sentence = scene.texts.say(
                "There is no interview called “{name}”. There are: {names}.", name=dialogue, names=names
            )
            await self.say(scene, sentence)
            return
        if voice:
            scene.person = replace(scene.person, voice=Voice(voice))
            await scene.tx.people.save(scene.person)
        spoken = scene.person.voice or Voice.BENEFICIARY
        waiting = await self.drawer.newest_open(scene, dialogue, Subject())
        if waiting is None or waiting.inputs.voice is not spoken:
            await self.begin(scene, dialogue, Subject())
        else:
            await self.go_on(scene, waiting)

    async def _resume(self, scene: Scene) -> None:
        """On with the interview that is open; where there are several, ask with which."""
        records = await self.drawer.to_resume(scene)
        if not records:
            await self.say(scene, scene.texts.say("No interview is waiting to be gone on with."))
        elif len(records) > 1:
            await self.menu(scene, View(Show.INTERVIEWS))
        else:
            await self.go_on(scene, records[0])

    async def _edit(self, scene: Scene) -> None:
        record = await self.drawer.active(scene)
        interview = None if record is None else await self.drawer.take_up(scene, record.id)
        if interview is None or not interview.session.path:
            await self.say(scene, scene.texts.say("There is no answer to change yet."))
        else:
            await self.desk.draw(scene, interview, View(Show.ANSWERS))

    async def _result(self, scene: Scene) -> None:
        """The last result; where several sorts of interviews have one, those to choose from."""
        if len(await self.drawer.results(scene)) > 1:
            await self.menu(scene, View(Show.INTERVIEWS, mode="results"))
            return
        record = await self.drawer.with_result(scene)
        if record is None:
            await self.say(
                scene, scene.texts.say("There is no result yet: it comes at the end of the questions.")
            )
        else:
            await self.show_result(scene, record)

    async def show_result(self, scene: Scene, record: SessionRecord) -> None:
        """The result of an interview of the person, below the menu."""
        self._below(scene)
        interview = await self.drawer.take_up(scene, record.id)
        if interview is not None:
            scene.chat = replace(scene.chat, active=interview.record.id)
            await self._speak_of(scene, interview.record.subject)
            sections = interview.engine.dialogue.sections
            await self.desk.draw(scene, interview, View(Show.RESULT) if sections else home(interview))

    async def _cancel(self, scene: Scene) -> None:
        record = await self.drawer.active(scene)
        if record is None or record.status is not Status.OPEN:
            await self.say(scene, scene.texts.say("No interview is going on."))
            return
        await self.interviews.set_aside(scene.tx, record, scene.now)
        scene.close(record.id)
        scene.chat = replace(scene.chat, active=None)
        aside = scene.texts.say(
            "The interview is put aside, with all your answers. /reprendre brings it back."
        )
        stopped = scene.texts.say("The interview is stopped: nothing was answered in it yet.")
        await self.say(scene, aside if record.answered else stopped)

    async def reshow(self, scene: Scene, *, menu: bool = True) -> None:
        """What is current, drawn again: the menu if it is open (and wanted), else the interview, else the home screen.

        A result is long, and stays where it stands: from there, the home screen shows the ways on.
        """
        card = scene.current
        if card is not None and card.name == MENU and menu:
            view = decode_view(card.view)
            await self.menu(scene, View(Show.HOME) if view.show is Show.NOTHING else view)
            return
        record = await self.drawer.active(scene)
        interview = None if record is None else await self.drawer.take_up(scene, record.id)
        if interview is None:
            await self.menu(scene, View(Show.WELCOME if scene.person.voice is None else Show.HOME))
        elif interview.session.finished:
            await self.menu(scene, View(Show.HOME))
        else:
            kept = scene.cards.get(interview.record.id)
            view = home(interview) if kept is None else decode_view(kept.view)
            await self.desk.draw(scene, interview, home(interview) if view.show is Show.CLOSED else view)

    async def _speak_of(self, scene: Scene, subject: Subject) -> None:
        if subject.case and subject.case != scene.chat.case:
            scene.speak_of(await self.access.case(scene, subject.case, "case.open"))

    def _below(self, scene: Scene) -> None:
        """What comes next stands below the menu, which loses its buttons."""
        card = scene.cards.get(MENU)
        if card is not None and decode_view(card.view).show is not Show.CLOSED:
            scene.close(MENU)
            scene.below = True
