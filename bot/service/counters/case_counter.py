"""What the counters about one case file have in common."""

from bot.records import CaseFile
from bot.service.counter import Counter
from bot.service.counters.case_ways import paint_out_of_reach
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.views import Show, View


class CaseCounter(Counter):
    """A counter whose screens are about the case file `view.about`, which may be out of the person's reach."""

    async def paint(self, scene: Scene, view: View) -> Painting:
        case = await self.house.access.case(scene, view.about)
        return paint_out_of_reach(scene) if case is None else await self.draw(scene, view, case)

    async def press(self, scene: Scene, view: View, code: str) -> None:
        match code:
            case "home":
                await self.house.menu(scene, View(Show.HOME))
            case "cases":
                await self.house.command(scene, "cases")
            case _:
                await self.work(scene, view, code)

    async def draw(self, scene: Scene, view: View, case: CaseFile) -> Painting:
        """What `view` looks like, of a case file within reach."""
        raise NotImplementedError

    async def work(self, scene: Scene, view: View, code: str) -> None:
        """Work on a button that does not lead away from the case file."""
        raise NotImplementedError
