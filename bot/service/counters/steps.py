"""The counter of next steps: made of an idea or in one's own words, said how they go, put off, handed on, made smaller."""

from dataclasses import replace
from datetime import date

from bot.engine.values import Text
from bot.records import Doer, StepRecord, StepStatus, Subject
from bot.service.choosing_days import page_of
from bot.service.counter import Counter
from bot.service.counters import steps_making as making
from bot.service.counters import steps_screens as screens
from bot.service.counters import steps_ways as ways
from bot.service.counters.case_ways import paint_out_of_reach, workable
from bot.service.counters.lists import cooperation_of, list_of, list_title, listed_of, sentence_problem
from bot.service.follow_up.steps import keep, mute, put_off, say_status, too_often
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.typed import cleaned, name_problem
from bot.service.views import Show, View
from bot.texts.days import Unsure

NEW, SMALLER = "new", "smaller"  # of a step that was just made; of one that is cut in half
_DAYS = frozenset({Show.STEP_NEW, Show.STEP_WHEN})


class Steps(Counter):
    """Works on the steps of a cooperation, or on a person's own."""

    shows = frozenset(
        {Show.STEP, Show.STEP_NEW, Show.STEP_WHO, Show.STEP_WHEN, Show.STEP_SMALLER, Show.STEP_REWORD}
    )
    commands = frozenset({"steps", "remind"})  # buttons of a result

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - they take no words
        if name == "remind":
            await self.house.menu(scene, View(Show.REMINDERS_ASKED))
            return
        record = await self.house.drawer.active(scene)
        subject = Subject() if record is None else record.subject
        view = View(Show.PLAN, about=subject.case, ids=(subject.cooperation,), mode="steps")
        await self.house.menu(scene, view)

    # What the screens look like.

    async def paint(self, scene: Scene, view: View) -> Painting:
        if view.show is Show.STEP_NEW:
            return await self._paint_new(scene, view)
        if _unwritten(view):
            title = await list_title(self.house, scene, view)
            return paint_out_of_reach(scene) if title is None else screens.paint_own(scene.texts, title)
        step = await self._step(scene, view)
        told = None if step is None else await ways.told_of(self.house, scene, step)
        if step is None or told is None:
            return paint_out_of_reach(scene)
        texts, new = scene.texts, view.mode == NEW
        match view.show:
            case _ if step.status == StepStatus.REPLACED:
                return screens.paint_step(texts, told, step)
            case Show.STEP_WHO:
                return screens.paint_who(texts, told, new=new)
            case Show.STEP_WHEN if new:
                told = ways.told_of_new(texts, told, step)
                return screens.paint_first_day(texts, told, step, ways.days_for(scene, view))
            case Show.STEP_WHEN:
                return screens.paint_when(texts, told, step, ways.days_for(scene, view))
            case Show.STEP_SMALLER:
                return screens.paint_smaller(texts, told)
            case Show.STEP_REWORD:
                return screens.paint_reword(texts, told, smaller=view.mode == SMALLER)
        return screens.paint_step(texts, told, step)

    async def _paint_new(self, scene: Scene, view: View) -> Painting:
        listed = await listed_of(self.house, scene, view)
        if listed is None:
            return paint_out_of_reach(scene)
        item = making.item_of(listed, view)
        if item is None:
            return screens.paint_gone(scene.texts, listed.title)
        known = making.known_of(listed, item)
        if known is not None and known.id not in view.ids[2:3]:
            told = await ways.told_of(self.house, scene, known)
            if told is not None:
                return screens.paint_known(scene.texts, told, known, ways.days_for(scene, view))
        told = await ways.told_of_idea(scene, listed, item, view, making.doer_of(view, item))
        days = ways.days_for(scene, view, making.advised_day(self.house, scene, item))
        return screens.paint_new(scene.texts, told, days)

    async def _step(self, scene: Scene, view: View, action: str = "") -> StepRecord | None:
        """The step of `view`, if the person may see or change it."""
        return await self.house.access.step(scene, "".join(view.ids[1:2]), action)

    # What is touched.

    async def press(self, scene: Scene, view: View, code: str) -> None:
        chosen = await ways.chosen_day(scene, view, code) if view.show in _DAYS else None
        page = page_of(code) if view.show in _DAYS else None
        match code:
            case "home" | "cases":  # of a case file out of reach
                await self.house.menu(scene, View(Show(code)))
            case "back":
                await self._back(scene, view)
            case _ if chosen is not None:
                await self._on_day(scene, view, chosen)
            case _ if page is not None:
                await self.house.menu(scene, replace(view, page=page))
            case _ if code.startswith(screens.DOER):
                await self._done_by(scene, view, Doer(code.removeprefix(screens.DOER)))
            case _:
                await self._of_step(scene, view, code)

    async def _back(self, scene: Scene, view: View) -> None:
        """Where a screen was left."""
        match view.show:
            case _ if view.page:
                await self.house.menu(scene, replace(view, page=0))
            case Show.STEP_NEW:
                listed = await listed_of(self.house, scene, view)
                there = listed is not None and making.item_of(listed, view) is not None
                item = View(Show.PLAN_ITEM, about=view.about, ids=view.ids[:2])
                await self.house.menu(scene, item if there else list_of(view))
            case Show.STEP_WHEN | Show.STEP_WHO if view.mode == NEW:
                await self._settled(scene, view, named=view.show is Show.STEP_WHO)
            case Show.STEP_REWORD if view.mode == SMALLER:
                await self.house.menu(scene, replace(view, show=Show.STEP_SMALLER, mode=""))
            case Show.STEP_WHEN | Show.STEP_WHO | Show.STEP_REWORD if not _unwritten(view):
                await self.house.menu(scene, replace(view, show=Show.STEP, mode=""))
            case _:
                await self.house.menu(scene, list_of(view))

    async def _of_step(self, scene: Scene, view: View, code: str) -> None:
        """What can be done with a step that is there."""
        match code:
            case _ if code.startswith(screens.STATUS):
                await self._status(scene, view, StepStatus(code.removeprefix(screens.STATUS)))
            case "mute" | "unmute":
                step = await self._step(scene, view, "step.mute")
                if step is not None:
                    await mute(scene, step, muted=code == "mute")
                await self.house.menu(scene, view)
            case "when" | "keep":
                await self.house.menu(scene, replace(view, show=Show.STEP_WHEN, mode=""))
            case "who" | "reword":
                await self.house.menu(scene, replace(view, show=Show(f"step_{code}"), mode=""))
            case "halve":
                await self.house.menu(scene, replace(view, show=Show.STEP_REWORD, mode=SMALLER))
            case "change":
                await self.house.menu(scene, replace(view, show=Show.PLAN, mode="steps"))

    async def _status(self, scene: Scene, view: View, status: StepStatus) -> None:
        step = await self._step(scene, view, "step.status")
        if step is None:
            await self.house.menu(scene, view)
            return
        step = await say_status(scene, step, status)
        scene.toast = scene.texts.say("It is noted.")
        if status is StepStatus.NOT_DONE and too_often(step):
            await self.house.menu(scene, replace(view, show=Show.STEP_SMALLER))
        elif status is StepStatus.NOT_DONE and step.due <= ways.today_of(scene):
            scene.sentences.append(scene.texts.say("Not done for now: that is noted, and no harm."))
            await self.house.menu(scene, replace(view, show=Show.STEP_WHEN))
        else:
            await self.house.menu(scene, list_of(view))

    async def _done_by(self, scene: Scene, view: View, doer: Doer) -> None:
        if view.show is Show.STEP_NEW:
            await self.house.menu(scene, replace(view, mode=doer.value, value=None))
            return
        step = await self._step(scene, view, "step.plan")
        if step is not None:
            mine = doer is Doer.OFFICER and not step.subject.oneself
            named = step.doer_name if doer is Doer.OTHER else ""
            agreed_by = scene.person.id if mine else step.agreed_by
            await keep(scene, replace(step, doer=doer, doer_name=named, agreed_by=agreed_by))
        if view.show is Show.STEP_WHO and doer is not Doer.OTHER:
            view = replace(view, show=Show.STEP)
        await self.house.menu(scene, view)

    async def _on_day(self, scene: Scene, view: View, chosen: tuple[date, str]) -> None:
        """A day was chosen: for an idea, which becomes a step, or for a step."""
        if view.show is Show.STEP_NEW:
            await self._make(scene, view, chosen)
            return
        step = await self._step(scene, view, "step.plan")
        if step is not None and step.status != StepStatus.REPLACED:
            await put_off(scene, step, *chosen)
            await self._settled(scene, view)
        else:
            await self.house.menu(scene, view)

    async def _make(self, scene: Scene, view: View, chosen: tuple[date, str]) -> None:
        if view.about and await workable(self.house, scene, view.about) is None:
            return
        step = await making.make(self.house, scene, view, chosen)
        if step is None:
            await self.house.menu(scene, view)
        else:
            await self._settled(scene, replace(view, ids=(cooperation_of(view), step.id), mode=NEW))

    async def _settled(self, scene: Scene, view: View, *, named: bool = False) -> None:
        """Say what is agreed, and go on: `named`, who else does it has been asked after."""
        step = await self._step(scene, view)
        told = None if step is None else await ways.told_of(self.house, scene, step)
        if step is None or told is None:
            await self.house.menu(scene, view)
            return
        if step.doer is Doer.OTHER and not step.doer_name and not named:
            scene.sentences.append(scene.texts.say("It is noted."))
            await self.house.menu(scene, replace(view, show=Show.STEP_WHO, mode=NEW, page=0))
            return
        scene.sentences.append(screens.say_agreed(scene.texts, told, step))
        if view.mode == NEW and told.reminded and await ways.first_made(scene, step):
            scene.sentences.append(scene.texts.say("To change or stop reminders: /rappels."))
        asked = await ways.never_asked(scene, step)
        await self.house.menu(scene, View(Show.REMINDERS_ASKED) if asked else list_of(view))

    # What is typed.

    async def typed(self, scene: Scene, view: View, text: str) -> bool:
        words = cleaned(text)
        match view.show:
            case Show.STEP_NEW | Show.STEP_WHEN:
                await self._typed_day(scene, view, words)
            case Show.STEP_WHO:
                await self._named(scene, view, words)
            case Show.STEP_REWORD:
                await self._worded(scene, view, words)
            case _:
                return False
        return True

    async def _typed_day(self, scene: Scene, view: View, words: str) -> None:
        """A day, or the name of who does it, where somebody else was touched."""
        day = ways.typed_day(scene, words, view.page)
        if not isinstance(day, Unsure):
            await self._on_day(scene, view, (day, ""))
        elif await self._asks_who(scene, view) and ways.is_no_day(scene, words):
            if problem := name_problem(scene.texts, words):
                scene.sentences.append(problem)
            elif view.show is Show.STEP_NEW:
                view = replace(view, value=Text(words))
            elif (step := await self._step(scene, view, "step.plan")) is not None:
                await keep(scene, replace(step, doer_name=words))
            await self.house.menu(scene, view)
        else:
            scene.sentences.append(day.sentence)
            await self.house.menu(scene, ways.offering(view, day.days))

    async def _asks_who(self, scene: Scene, view: View) -> bool:
        """Whether the card of a new step says that somebody else does it."""
        if view.show is Show.STEP_NEW:
            return view.mode == Doer.OTHER
        step = await self._step(scene, view)
        return view.mode == NEW and step is not None and step.doer is Doer.OTHER

    async def _named(self, scene: Scene, view: View, name: str) -> None:
        """Somebody named does it."""
        step = await self._step(scene, view, "step.plan")
        problem = name_problem(scene.texts, name)
        if problem or step is None or step.status == StepStatus.REPLACED:
            scene.sentences += [problem] if problem else []
            await self.house.menu(scene, view)
            return
        await keep(scene, replace(step, doer=Doer.OTHER, doer_name=name))
        if view.mode == NEW:
            await self._settled(scene, view, named=True)
        else:
            await self.house.menu(scene, replace(view, show=Show.STEP))

    async def _worded(self, scene: Scene, view: View, words: str) -> None:
        """A step in somebody's own words: a new one, the first half of one, or one that is there."""
        if problem := sentence_problem(scene.texts, words):
            scene.sentences.append(problem)
            await self.house.menu(scene, view)
        elif _unwritten(view):
            await self._write(scene, view, words)
        else:
            step = await self._step(scene, view, "step.plan")
            if step is None or step.status == StepStatus.REPLACED:
                await self.house.menu(scene, view)
            elif view.mode == SMALLER:
                await self._first_day(scene, view, await making.halve(self.house, scene, step, words))
            else:
                await keep(scene, replace(step, words=words))
                await self.house.menu(scene, replace(view, show=Show.STEP, mode=""))

    async def _write(self, scene: Scene, view: View, words: str) -> None:
        if not view.about or await workable(self.house, scene, view.about) is not None:
            await self._first_day(scene, view, await making.write(self.house, scene, view, words))

    async def _first_day(self, scene: Scene, view: View, step: StepRecord) -> None:
        """Ask by when a step is to be done that was just made."""
        ids = (cooperation_of(view), step.id)
        asked = replace(view, show=Show.STEP_WHEN, ids=ids, mode=NEW)
        await self.house.menu(scene, ways.offering(asked, ways.days_in(scene, step.words)))


def _unwritten(view: View) -> bool:
    """Whether a step is asked for that is not there yet."""
    return view.show is Show.STEP_REWORD and not any(view.ids[1:2])
