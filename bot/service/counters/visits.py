"""The counter of planned visits: choosing day and hour, preparing, changing, cancelling, and telling how it went."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.records import CaseFile, Occasion, Sending, Visit, VisitState
from bot.service.choosing_days import day_of, day_shown, page_of
from bot.service.counter import House
from bot.service.counters import visits_screens as screens
from bot.service.counters.case_counter import CaseCounter
from bot.service.counters.case_fields_screens import COOPERATION, paint_cooperations
from bot.service.counters.case_ways import (
    cooperation_name,
    interview,
    keep,
    names,
    out_of_reach,
    workable,
)
from bot.service.dates import local_day
from bot.service.follow_up import schedule
from bot.service.follow_up.hours import ask_back, read_bare, split_hour
from bot.service.follow_up.preparation import prepare
from bot.service.follow_up.steps import follow_visit
from bot.service.follow_up.times import holiday
from bot.service.follow_up.visits import coming
from bot.service.interviews import FOLLOW_UP, MAIN_DIALOGUE
from bot.service.menus import case_name
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.typed import FIELD_LONGEST, cleaned, words_problem
from bot.service.views import Show, View
from bot.texts.days import Unsure, read_day

_FARTHEST = timedelta(days=731)
_WAYS = {
    "prepare": Show.VISIT_PREPARE,
    "words": Show.VISIT_WORDS,
    "day": Show.VISIT_WHEN,
    "hour": Show.VISIT_HOUR,
    "back": Show.VISIT,
}


def view_of(visit: Visit, show: Show = Show.VISIT) -> View:
    """The screen of a visit."""
    return View(show, about=visit.case, ids=(visit.cooperation, visit.id))


async def new_visit(scene: Scene, case: str) -> View:
    """The way to a new visit; of several cooperations, one is to be named first."""
    there = await scene.tx.cases.cooperations(case)
    return View(Show.VISIT_WHEN, about=case, ids=(there[0].id,) if len(there) == 1 else ())


async def tell(house: House, scene: Scene, case: CaseFile, cooperation: str) -> None:
    """Begin (or go on with) telling how a visit went; without any result yet, with the first interview."""
    stood = {each.cooperation for each in await scene.tx.cases.standings(case.id)}
    follows = cooperation in stood and FOLLOW_UP in house.interviews.library.engines
    await interview(house, scene, case, FOLLOW_UP if follows else MAIN_DIALOGUE, cooperation)


class Visits(CaseCounter):
    """Plans visits. A new one is kept as soon as it has a day."""

    shows = frozenset(
        {Show.VISIT_WHEN, Show.VISIT_HOUR, Show.VISIT, Show.VISIT_WORDS, Show.VISIT_PREPARE}
    )  # fmt: skip

    async def draw(self, scene: Scene, view: View, case: CaseFile) -> Painting:
        texts, visit = scene.texts, await self._visit(scene, view)
        name = case_name(texts, case)
        if visit is None and view.show is not Show.VISIT_WHEN:
            return screens.paint_gone(texts, name)
        if visit is None and not view.ids:
            there = await scene.tx.cases.cooperations(case.id)
            return paint_cooperations(texts, case, there, choosing=True)
        if visit is None or view.show is Show.VISIT_WHEN:
            place = (await scene.tx.reminders.habits(scene.person.id)).place
            return screens.paint_when(texts, name, _today(scene), view.page, visit, place=place)
        told = await self._told(scene, case, visit)
        match view.show:
            case Show.VISIT_HOUR:
                return screens.paint_hour(texts, told)
            case Show.VISIT_WORDS:
                return screens.paint_words(texts, told)
            case Show.VISIT_PREPARE:
                return screens.paint_prepare(texts, told, await prepare(self.house, scene, visit))
        return screens.paint_visit(texts, told)

    async def work(self, scene: Scene, view: View, code: str) -> None:
        visit = await self._visit(scene, view)
        if code.startswith(COOPERATION):
            await self.house.menu(scene, replace(view, ids=(code.removeprefix(COOPERATION),)))
        elif code.startswith(screens.OTHER):
            other = await self.house.access.visit(scene, code.removeprefix(screens.OTHER))
            await self.house.menu(
                scene, View(Show.CASE, about=view.about) if other is None else view_of(other)
            )
        elif code == "back" and view.page:  # from the calendar to the days suggested
            await self.house.menu(scene, replace(view, page=0))
        elif (page := page_of(code)) is not None:
            await self.house.menu(scene, replace(view, page=page))
        elif (day := day_of(code)) is not None:
            await self._plan(scene, view, day, None)
        elif code == "another":
            await self.house.menu(scene, await new_visit(scene, view.about))
        elif visit is None or code == "case":
            await self.house.menu(scene, View(Show.CASE, about=view.about))
        elif code in _WAYS:
            await self.house.menu(scene, view_of(visit, _WAYS[code]))
        else:
            await self._change(scene, visit, code)

    async def typed(self, scene: Scene, view: View, text: str) -> bool:
        visit = await self._visit(scene, view)
        match view.show:
            case Show.VISIT_WHEN:
                await self._typed_when(scene, view, visit, cleaned(text))
            case Show.VISIT_HOUR if visit is not None:
                await self._typed_when(scene, view, visit, cleaned(text))
            case Show.VISIT_WORDS if visit is not None:
                await self._words(scene, view, visit, cleaned(text))
            case Show.VISIT if visit is not None and visit.state is VisitState.PLANNED:
                return await self._moved(scene, visit, cleaned(text))
            case _:
                return False
        return True

    # What is shown.

    async def _visit(self, scene: Scene, view: View) -> Visit | None:
        return await self.house.access.visit(scene, view.ids[1]) if len(view.ids) > 1 else None

    async def _told(self, scene: Scene, case: CaseFile, visit: Visit) -> screens.Told:
        texts, today, tx = scene.texts, _today(scene), scene.tx
        there = await tx.cases.cooperations(case.id)
        project = next((each for each in there if each.id == visit.cooperation and len(there) > 1), None)
        days = {
            each.occasion: each.day
            for each in await tx.reminders.about(visit.id)
            if (each.person, each.state, each.anchor) == (scene.person.id, Sending.PENDING, visit.day)
            and each.day >= today
        }
        others = coming(await tx.visits.about(case.id), today)
        return screens.Told(
            name=case_name(texts, case),
            visit=visit,
            today=today,
            project="" if project is None else cooperation_name(texts, project),
            by="" if visit.by == scene.person.id else (await names(scene, [visit.by]))[visit.by],
            reminder=days.get(Occasion.VISIT_EVE),
            asked=days.get(Occasion.VISIT_AFTER),
            held=visit.day == today and (visit.at is None or _hour_over(scene, visit)),
            others=[each for each in others if each.id != visit.id],
        )

    # What is typed.

    async def _typed_when(self, scene: Scene, view: View, visit: Visit | None, text: str) -> None:
        """A day, an hour, or both."""
        texts = scene.texts
        rest, at = split_hour(texts, text)
        if visit is not None and at is None and view.show is Show.VISIT_HOUR:
            rest, at = ("", bare) if (bare := read_bare(text)) else (rest, None)
        today = _today(scene)
        day = day_shown(rest, today, view.page) or (read_day(texts, rest, today) if rest else None)
        if isinstance(day, Unsure) and view.show is Show.VISIT_HOUR:
            day = None  # « plutôt vers 15 h »
        if not view.ids:
            problem = texts.say("First choose the project that it is about.")
        elif isinstance(day, Unsure):
            problem = day.sentence
        elif day is None and visit is None:
            problem = texts.say("On which day? Write for example “Tuesday 14:00”.")
        elif day is None and at is None:
            problem = texts.say("I did not understand the time. Write for example “14:30”.")
        elif problem := ask_back(texts, text, rest, at):
            pass
        else:
            await self._plan(scene, view, day, at)
            return
        scene.sentences.append(problem)
        await self.house.menu(scene, view)

    async def _moved(self, scene: Scene, visit: Visit, text: str) -> bool:
        """Whether a day or an hour, or both, was typed on the card of a visit, and has been taken."""
        rest, at = split_hour(scene.texts, text)
        day = read_day(scene.texts, rest, _today(scene)) if rest else None
        if isinstance(day, Unsure) and at is None and not day.days:
            return False
        if (
            isinstance(day, Unsure) and not day.days and len(rest.split()) > 1
        ):  # « il faut appeler avant 14 h »
            return False
        await self._typed_when(scene, view_of(visit, Show.VISIT_HOUR if at else Show.VISIT_WHEN), visit, text)
        return True

    async def _words(self, scene: Scene, view: View, visit: Visit, words: str) -> None:
        texts = scene.texts
        problem = words_problem(texts, words, FIELD_LONGEST)
        if problem:
            scene.sentences.append(problem)
            await self.house.menu(scene, view)
        else:
            await self._keep(scene, replace(visit, words=words), "case.visit")

    # What is kept.

    async def _plan(self, scene: Scene, view: View, day: date | None, at: time | None) -> None:
        """Give a visit, new or not, a day or an hour or both."""
        visit = await self._visit(scene, view)
        if visit is None and day is not None:
            visit = Visit(self.house.access.ids.new(), view.about, view.ids[0], scene.person.id, day, at)
        elif visit is not None:
            visit = replace(visit, day=day or visit.day, at=at or visit.at, state=VisitState.PLANNED)
        if visit is None:
            await self.house.menu(scene, view)
            return
        if at is None and _hour_over(scene, visit):  # it was meant for another day
            visit = replace(visit, at=None)
        if problem := _over(scene, visit):
            scene.sentences.append(problem)
            await self.house.menu(scene, view)
        else:
            if day is not None and holiday(day, (await scene.tx.reminders.habits(scene.person.id)).place):
                scene.notes.append(scene.texts.say("It is a public holiday."))
            show = Show.VISIT_HOUR if visit.at is None else Show.VISIT
            await self._keep(scene, visit, "case.visit", show=show)

    async def _change(self, scene: Scene, visit: Visit, code: str) -> None:
        match code:
            case "tell":
                await self._tell(scene, visit)
            case "cancel":
                await self._keep(scene, replace(visit, state=VisitState.CANCELLED), "case.visit_cancel")
            case _:
                at = visit.at
                if code.startswith(screens.HOUR):
                    said = code.removeprefix(screens.HOUR)
                    at = None if said == screens.NO_HOUR else time(int(said[:2]), int(said[2:]))
                changed = replace(visit, at=at, state=VisitState.PLANNED)
                if problem := _over(scene, changed):
                    scene.sentences.append(problem)
                    await self.house.menu(scene, view_of(visit, Show.VISIT_HOUR))
                else:
                    await self._keep(scene, changed, "case.visit")

    async def _tell(self, scene: Scene, visit: Visit) -> None:
        case = await self.house.access.case(scene, visit.case)
        if case is None:
            await out_of_reach(self.house, scene)
        else:
            await tell(self.house, scene, case, visit.cooperation)

    async def _keep(self, scene: Scene, visit: Visit, action: str, *, show: Show = Show.VISIT) -> None:
        """Keep a visit, and what follows: the case was worked on, and the reminders are planned anew."""
        case = await workable(self.house, scene, visit.case)
        if case is None:
            return
        known = await scene.tx.visits.get(visit.id)
        await (scene.tx.visits.save(visit) if known else scene.tx.visits.add(visit))
        await keep(self.house, scene, case, action if known else "case.visit_new")
        await follow_visit(scene, known, visit)
        await schedule.replan_visits(scene.tx, scene.now, case.id)
        scene.toast = scene.texts.say("It is noted.")
        await self.house.menu(scene, view_of(visit, show))


def _today(scene: Scene) -> date:
    return local_day(scene.now, scene.person.zone)


def _hour_over(scene: Scene, visit: Visit) -> bool:
    """Whether the visit is today, at an hour that is over."""
    now = scene.now.astimezone(ZoneInfo(scene.person.zone)).time()
    return visit.day == _today(scene) and visit.at is not None and visit.at < now


def _over(scene: Scene, visit: Visit) -> str:
    """Why the visit cannot be then, and what to do; "" if it can."""
    texts, today = scene.texts, _today(scene)
    if visit.day < today:
        return texts.say("That day is over. Choose one that is still to come.")
    if visit.day > today + _FARTHEST:
        return texts.say("That is far away. Choose a day within two years.")
    return (
        texts.say("That time is over for today. Choose a later one, or another day.")
        if _hour_over(scene, visit)
        else ""
    )
