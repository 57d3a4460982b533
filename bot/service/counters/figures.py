"""The counter of figures: what a team's case files add up to, for a period, without telling of anybody."""

from datetime import timedelta

from bot.engine.dialogue import Voice
from bot.records import Member
from bot.service.counter import Counter
from bot.service.counters import figures_screens as screens
from bot.service.counters.figures_screens import PERIOD, Told
from bot.service.dates import local_day
from bot.service.documents import Form
from bot.service.figures import Counted, Period, published
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.views import Show, View
from bot.service.wording import Wording

_FORMS: dict[str, Form] = {"xlsx": "xlsx", "csv": "csv"}


class TeamFigures(Counter):
    """Shows the figures of the person's organisation. Every look and every file is traced."""

    shows = frozenset({Show.FIGURES})
    commands = frozenset({"figures"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - it takes no words
        await self._look(scene, View(Show.FIGURES, mode=Period.YEAR.value))

    async def paint(self, scene: Scene, view: View) -> Painting:
        if scene.member is None:
            return screens.paint_none(scene.texts)
        return screens.paint_figures(scene.texts, await self._told(scene, scene.member, view))

    async def press(self, scene: Scene, view: View, code: str) -> None:
        if code.startswith(PERIOD):
            await self._look(scene, View(Show.FIGURES, mode=code.removeprefix(PERIOD)))
        elif code in _FORMS and scene.member is not None:
            told = await self._told(scene, scene.member, view)
            scene.documents.append(screens.sheet(scene.texts, told, _FORMS[code]))
            scene.toast = scene.texts.say("The file is on its way.")
            await self._look(scene, view)
        else:
            scene.below = True
            await self.house.reshow(scene, menu=False)

    async def _look(self, scene: Scene, view: View) -> None:
        await self.house.access.trace(scene, "figures.see", granted=scene.member is not None)
        await self.house.menu(scene, view)

    async def _told(self, scene: Scene, member: Member, view: View) -> Told:
        period = Period(view.mode or Period.YEAR.value)
        today = local_day(scene.now, scene.person.zone)
        since, until = period.span(today)
        counts, office = scene.tx.figures, member.organisation
        counted = Counted(
            await counts.standing_now(office),
            await counts.moves(office, since, until),
            await counts.interviews(office, since, until),
            await counts.advice(office, since, until),
        )
        library = self.house.interviews.library
        wordings = {
            name: Wording(scene.texts, engine.dialogue, Voice.OFFICER)
            for name, engine in library.engines.items()
        }
        figures = published(counted, tuple(library.catalogue))
        return Told(figures, period, (since.date(), (until - timedelta(days=1)).date()), today, wordings)
