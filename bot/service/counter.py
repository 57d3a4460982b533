"""What the counters of the reception have in common, and the ways from one to everything else."""

from typing import Protocol

from bot.records import SessionRecord, Subject
from bot.service.access import Access
from bot.service.desk import Desk
from bot.service.drawer import Drawer
from bot.service.interviews import Interviews
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.shelf import Shelf
from bot.service.views import Show, View


class House(Protocol):
    """The ways from one counter to everything else."""

    interviews: Interviews
    drawer: Drawer
    desk: Desk
    access: Access
    shelf: Shelf | None

    async def command(self, scene: Scene, name: str, argument: str = "") -> None:
        """Do what the command `name` asks for."""
        ...

    async def menu(self, scene: Scene, view: View) -> None:
        """Show a menu screen, whichever counter draws it."""
        ...

    async def say(self, scene: Scene, sentence: str) -> None:
        """A sentence, and the ways on."""
        ...

    async def open_case(self, scene: Scene, case: str) -> None:
        """Speak of a case file and show it, if the person may see it."""
        ...

    async def start(self, scene: Scene, dialogue: str, subject: Subject) -> None:
        """A new interview about `subject`; where one is open already, ask first which it is to be."""
        ...

    async def begin(self, scene: Scene, dialogue: str, subject: Subject) -> None:
        """A new interview about `subject`, below the menu."""
        ...

    async def go_on(self, scene: Scene, record: SessionRecord) -> None:
        """On with an interview of the person, below the menu."""
        ...

    async def show_result(self, scene: Scene, record: SessionRecord) -> None:
        """The result of an interview of the person, below the menu."""
        ...

    async def reshow(self, scene: Scene, *, menu: bool = True) -> None:
        """What is current, drawn again: the menu if it is open (and wanted), else the interview, else the home screen."""
        ...


class Counter:
    """Draws some kinds of menu screens and works on what is done there. Holds nothing of anybody: all is in the scene.

    `shows` are the screens it draws, `commands` the commands it works on. A button is only worked on if the screen,
    painted anew, still offers its code. `typed` tells whether the words were for it.
    """

    shows: frozenset[Show] = frozenset()
    commands: frozenset[str] = frozenset()

    def __init__(self, house: House) -> None:
        self.house = house

    async def command(self, scene: Scene, name: str, argument: str) -> None:
        """Work on the command `name`."""
        raise NotImplementedError

    async def paint(self, scene: Scene, view: View) -> Painting:
        """What `view` looks like now."""
        raise NotImplementedError

    async def press(self, scene: Scene, view: View, code: str) -> None:
        """Work on the button `code` of the screen that shows `view`."""
        raise NotImplementedError

    async def typed(self, scene: Scene, view: View, text: str) -> bool:  # noqa: ARG002 - most screens take no words
        """Whether the words were for this screen, and have been taken."""
        return False
