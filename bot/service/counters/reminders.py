"""The counter of reminders: what will be told and when, how a person wants to be reminded, and the file for their calendar."""

from dataclasses import replace
from datetime import date, timedelta

from bot.records import Habits
from bot.service import choosing_days
from bot.service.agenda import take_agenda
from bot.service.choosing_days import Row
from bot.service.counter import Counter
from bot.service.counters import reminders_screens as screens
from bot.service.counters import reminders_settings_screens as settings_screens
from bot.service.counters.case_ways import out_of_reach
from bot.service.counters.reminders_plan import STEP, VISIT, plan_of, today_of
from bot.service.counters.reminders_settings import at_hour, changed, named_setting, pause_named, say_hours
from bot.service.counters.reminders_words import PLACE, say_consent, say_near
from bot.service.follow_up import schedule
from bot.service.follow_up.digest import look
from bot.service.follow_up.hours import read_bare, split_hour
from bot.service.follow_up.places import PLACES
from bot.service.follow_up.times import first_open
from bot.service.menus import CASE, registered
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.views import Show, View
from bot.texts.catalogues import msg
from bot.texts.days import Unsure, read_day

_HERE = View(Show.REMINDERS)
_LONGEST_PAUSE = timedelta(days=366)
_SETTINGS = frozenset(
    {"settings", "hour", "place", "digest", "overview"}
)  # codes of buttons that are modes of the view


class Reminders(Counter):
    """Shows what a person will be reminded of, and works on how they want it."""

    shows = frozenset({Show.REMINDERS, Show.REMINDERS_ASKED, Show.REMINDERS_PAUSE})
    commands = frozenset({"reminders", "agenda"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - they take no words
        if name == "agenda":
            await self._take_agenda(scene)
            return
        habits = await self._habits(scene)
        asked = habits.wanted is None and scene.member is None
        if asked:
            await self.house.menu(scene, View(Show.REMINDERS_ASKED))
        else:
            await self._show_plan(scene)

    async def _show_plan(self, scene: Scene, page: int = 0) -> None:
        """The plan, which keeps to its buttons: a number typed later means the line that stood there."""
        plan = await plan_of(self.house, scene, await self._habits(scene))
        page = plan.page(page)
        await self.house.menu(scene, replace(_HERE, page=page, ids=tuple(plan.ways(page))))

    async def _habits(self, scene: Scene) -> Habits:
        return await scene.tx.reminders.habits(scene.person.id)

    # What the screens show.

    async def paint(self, scene: Scene, view: View) -> Painting:
        texts, habits, officer = scene.texts, await self._habits(scene), scene.member is not None
        match view.show, view.mode:
            case Show.REMINDERS_ASKED, _:
                return screens.paint_asked(texts, habits)
            case Show.REMINDERS_PAUSE, _:
                return settings_screens.paint_pause(texts, self._days(scene, view.page))
            case _, "settings":
                return settings_screens.paint_settings(texts, habits, officer=officer)
            case _, "hour":
                return settings_screens.paint_hours(texts, habits)
            case _, "place":
                return settings_screens.paint_places(texts, habits)
            case _, "digest" if officer:
                return settings_screens.paint_digest_days(texts, habits)
            case _, "overview" if officer:
                return screens.paint_overview(texts, *await look(self.house, scene))
            case _, "agenda":
                return screens.paint_agenda(texts, officer=officer, only_removes=bool(view.page))
            case _ if habits.wanted is None and not officer:
                return screens.paint_asked(texts, habits)
        return screens.paint_plan(texts, await plan_of(self.house, scene, habits), view.page, view.ids)

    def _days(self, scene: Scene, page: int) -> tuple[Row, tuple[Row, ...]]:
        texts, today = scene.texts, today_of(scene)
        suggested = [
            (texts.say("One week"), today + timedelta(weeks=1)),
            (texts.say("Two weeks"), today + timedelta(weeks=2)),
        ]
        return choosing_days.paint_days(texts, today, page, suggested)

    # What is done there.

    async def press(self, scene: Scene, view: View, code: str) -> None:
        match code:
            case "home" | "cases":
                await self.house.menu(scene, View(Show(code)))
            case "earlier" | "later":
                await self._show_plan(scene, view.page + (1 if code == "later" else -1))
            case "agenda":
                await self._take_agenda(scene)
            case "pause":
                await self.house.menu(scene, View(Show.REMINDERS_PAUSE))
            case _ if code in _SETTINGS:
                await self.house.menu(scene, replace(_HERE, mode=code))
            case _ if view.show is Show.REMINDERS_PAUSE and code != "close":
                await self._pause_pressed(scene, view, code)
            case _ if code.startswith((STEP, VISIT)):
                await self._open(scene, code)
            case _ if code.startswith(CASE):
                await self.house.open_case(scene, code[len(CASE) :])
            case "yes" | "no":
                await self._answer(scene, yes=code == "yes")
            case _:
                await self._change(scene, code)

    async def _open(self, scene: Scene, code: str) -> None:
        """The step or the visit that a line is about."""
        id, access = code[len(STEP) :], self.house.access
        step = await access.step(scene, id) if code.startswith(STEP) else None
        visit = await access.visit(scene, id) if code.startswith(VISIT) else None
        if step is not None:
            of = step.subject
            await self.house.menu(scene, View(Show.STEP, about=of.case, ids=(of.cooperation, id)))
        elif visit is not None:
            await self.house.menu(scene, View(Show.VISIT, about=visit.case, ids=(visit.cooperation, id)))
        else:
            await out_of_reach(self.house, scene)

    async def _take_agenda(self, scene: Scene) -> None:
        agenda = await take_agenda(self.house, scene)
        if agenda is None:
            nothing = msg("There is nothing to put into your calendar yet: no step is to be done.")
            if scene.member is not None:
                nothing = msg(
                    "There is nothing to put into your calendar yet: no step and no visit with a day."
                )
                scene.sentences.append(scene.texts.say(nothing))
                await self._show_plan(scene)
            else:
                await self.house.say(scene, scene.texts.say(nothing))
            return
        await self.house.access.trace(scene, "person.agenda")
        scene.documents.append(agenda)
        scene.toast = scene.texts.say("The file is on its way.")
        only_removes = all(each.gone for each in agenda.entries)
        await self.house.menu(scene, replace(_HERE, mode="agenda", page=int(only_removes)))

    # Settings.

    async def _change(self, scene: Scene, code: str) -> None:
        """Follow a button that changes how the person is reminded; any other leads back to the plan."""
        habits = await self._habits(scene)
        match code:
            case "stop":
                await self._stop(scene, habits)
            case "remind_again":
                await self._begin_again(scene, habits)
            case _ if change := changed(scene.texts, habits, code):
                if code.startswith(PLACE):
                    scene.person = replace(scene.person, zone=PLACES[change[0].place].zone)
                    await scene.tx.people.save(scene.person)
                await self._keep(scene, *change)
            case _:
                await self._show_plan(scene)

    async def _keep(self, scene: Scene, habits: Habits, sentence: str) -> None:
        """Keep how the person is reminded, plan what follows from it, and say what it means from now on."""
        await scene.tx.reminders.save_habits(habits)
        await schedule.replan_person(scene.tx, scene.now, scene.person.id)
        scene.sentences.append(sentence)
        await self._show_plan(scene)

    # Whether there are any.

    async def _answer(self, scene: Scene, *, yes: bool) -> None:
        """What somebody says who is asked whether they want reminders: kept with the very sentence."""
        habits, texts = await self._habits(scene), scene.texts
        sentence = say_consent(texts, habits)
        habits = replace(habits, wanted=yes, consent=sentence, since=scene.now)
        await self.house.access.trace(scene, "reminders.agree" if yes else "reminders.refuse")
        if yes:
            await self._keep(scene, habits, texts.say("It is noted: I will remind you."))
            return
        await scene.tx.reminders.save_habits(habits)
        await schedule.replan_person(scene.tx, scene.now, scene.person.id)
        scene.sentences.append(
            texts.say(
                "It is noted: no reminders, and I will not ask again. Should you change your mind: /rappels."
            )
        )
        await self.house.reshow(scene, menu=False)

    async def _stop(self, scene: Scene, habits: Habits) -> None:
        sentence = scene.texts.say(
            "It is stopped: from now on nothing is sent to you. Your steps stay in {plan}.",
            plan=f"/{registered(scene.texts, 'plan')}",
        )
        await self.house.access.trace(scene, "reminders.stop")
        officer = scene.member is not None
        consent = habits.consent or say_consent(scene.texts, habits, officer=officer)
        await self._keep(scene, replace(habits, wanted=False, consent=consent, since=scene.now), sentence)

    async def _begin_again(self, scene: Scene, habits: Habits) -> None:
        """As before. What is agreed to stands on the screen, and the button is the answer."""
        await self.house.access.trace(scene, "reminders.agree")
        consent = say_consent(scene.texts, habits, officer=scene.member is not None)
        sentence = scene.texts.say("Reminders come again from now on.")
        await self._keep(scene, replace(habits, wanted=True, consent=consent, since=scene.now), sentence)

    # A pause.

    async def _pause_pressed(self, scene: Scene, view: View, code: str) -> None:
        if (day := choosing_days.day_of(code)) is not None:
            await self._pause(scene, view, day)
        else:
            page = choosing_days.page_of(code)
            await self.house.menu(scene, replace(view, page=view.page if page is None else page))

    async def typed(self, scene: Scene, view: View, text: str) -> bool:
        if view.show is Show.REMINDERS:
            return await self._said(scene, view, text)
        if view.show is not Show.REMINDERS_PAUSE:
            return False
        today = today_of(scene)
        day = choosing_days.day_shown(text, today, view.page) or read_day(scene.texts, text, today)
        await self._pause(scene, view, day)
        return True

    # Words for what the buttons do.

    async def _said(self, scene: Scene, view: View, text: str) -> bool:
        """Whether words on the plan or on a setting were for a button behind it, an hour, or a pause until a day."""
        texts, habits = scene.texts, await self._habits(scene)
        if not habits.listens(officer=scene.member is not None):
            return False
        if (code := named_setting(texts, text, officer=scene.member is not None)) is not None:
            await self.press(scene, _HERE, code)
            return True
        rest, at = split_hour(texts, text)
        asked = view.mode == "hour"
        if asked and at is None:
            rest, at = "", read_bare(text)
        change = None if at is None or len(rest.split()) > 1 else at_hour(texts, habits, at)
        if change is not None:
            await self._keep(scene, *change)
        elif asked or (at is not None and not rest):
            scene.sentences.append(say_hours(texts))
            await self.house.menu(scene, replace(_HERE, mode="hour"))
        else:
            return await self._pause_said(scene, text)
        return True

    async def _pause_said(self, scene: Scene, text: str) -> bool:
        """« pause jusqu'au 5 janvier »."""
        until = pause_named(scene.texts, text)
        day = read_day(scene.texts, until, today_of(scene)) if until else None
        if day is None:
            return False
        await self._pause(scene, View(Show.REMINDERS_PAUSE), day)
        return True

    async def _pause(self, scene: Scene, view: View, until: date | Unsure) -> None:
        """A pause until then; where that is not clear, or out of reach, it is asked back."""
        texts, today = scene.texts, today_of(scene)
        if isinstance(until, Unsure):
            scene.sentences.append(until.sentence)
            await self.house.menu(scene, view)
            return
        if not today < until <= today + _LONGEST_PAUSE:
            scene.sentences.append(texts.say("Choose a day from tomorrow on, within a year."))
            await self.house.menu(scene, view)
            return
        habits = replace(await self._habits(scene), paused_until=until)
        again = say_near(texts, first_open(until, habits))
        sentence = texts.say(
            "It is noted: nothing is sent until then. On {day} messages come again, with what still counts.",
            day=again,
        )
        await self._keep(scene, habits, sentence)
