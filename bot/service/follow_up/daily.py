"""The message of the day: all that somebody is to be reminded of, gathered, each line answerable with one tap."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.blocks import Block, Heading
from bot.records import Occasion, Sending, StepRecord, Subject, Visit
from bot.service.counter import House
from bot.service.dates import local_day
from bot.service.follow_up import daily_screens as screens
from bot.service.follow_up import schedule
from bot.service.follow_up.daily_answers import Answers
from bot.service.follow_up.daily_lines import (
    AFTER,
    DIGEST,
    EVE,
    Known,
    Line,
    State,
    interviews_since,
    look_up,
)
from bot.service.follow_up.daily_news import sift
from bot.service.follow_up.daily_typed import SPOKEN, Said, Seen, read, read_button
from bot.service.follow_up.digest import paint_overview
from bot.service.follow_up.occasions import of_digest
from bot.service.follow_up.preparation import prepare
from bot.service.follow_up.times import may_send, next_sending, told_days
from bot.service.interviews import FOLLOW_UP, MAIN_DIALOGUE
from bot.service.menus import registered
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.screens import DAY_CARD
from bot.service.views import Show, View

__all__ = ["DAY_CARD", "Daily"]
_KEPT, _MOST_KEPT = timedelta(days=30), 10  # earlier messages that can still be answered
_DISCREET, _FIRST, _OPENED = "discreet", "first", "open"  # modes of views, as `Before` is one


class Daily:
    """Composes messages of the day, and works on what is done there. Holds nothing of anybody."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.answers = Answers(house)

    # Composing.

    async def compose(self, scene: Scene) -> bool:
        """Draw what is due, if it can be told now and still has a reason; what cannot is put off, what has none dropped."""
        tx, now, person = scene.tx, scene.now, scene.person
        kept = await tx.reminders.of(person.id)
        due = [each for each in kept if each.state is Sending.PENDING and each.due_at <= now]
        if not due:
            return False
        habits = await tx.reminders.habits(person.id)
        to = schedule.Recipient(habits, person.zone, scene.member is not None)
        if not to.listens:
            await tx.reminders.drop([each for each in kept if each.state is Sending.PENDING])
            return False
        told = told_days(kept, person.zone) | _written_on(scene)
        if not may_send(now, habits, person.zone, told):
            await tx.reminders.put_off(person.id, next_sending(now, habits, person.zone, told))
            return False
        news = await sift(scene, to, due, [each for each in kept if each.state is Sending.CUT])
        await tx.reminders.drop(news.lost)
        if not any(
            each in due for each in news.told
        ):  # what was cut waits for a message that there is anyway
            return False
        scene.reminder = self.house.interviews.ids.new()
        await tx.reminders.sending(news.told, scene.reminder, now)
        if any(each.occasion is Occasion.DIGEST for each in news.told):
            await tx.reminders.add(of_digest(habits, person.zone, now, kept))
        first = not told and not habits.wanted
        mode = _DISCREET if habits.discreet else _FIRST if first else ""
        name = f"{DAY_CARD}{local_day(now, person.zone).isoformat()}"
        await self._draw(scene, name, View(Show.DAY, ids=tuple(line.code for line in news.lines), mode=mode))
        await _tidy(scene, name)
        return True

    # What the card shows.

    async def paint(self, scene: Scene, view: View) -> Painting:
        """What the card looks like now: rights and truth are looked up anew."""
        texts, today = scene.texts, local_day(scene.now, scene.person.zone)
        if view.show is Show.DAY:
            if view.mode == _DISCREET:
                return screens.paint_discreet(texts)
            return screens.paint_day(texts, await self._day(scene, view, today))
        place = int(view.about)
        known = await look_up(self.house, scene, Line.of(view.ids[place]))
        if known.line.sort == DIGEST:
            return screens.paint_digest(texts, await paint_overview(self.house, scene))
        if view.show is Show.DAY_WHEN and known.state in screens.MOVABLE:
            undo = await self.answers.can_undo(scene, view)
            return screens.paint_when(texts, known, place, today, view.page, undo=undo)
        return screens.paint_line(texts, known, place, today, await self._preparation(scene, known))

    async def _day(self, scene: Scene, view: View, today: date) -> screens.Day:
        lines = [Line.of(code) for code in view.ids]
        listed = [place for place, line in enumerate(lines) if line.sort != DIGEST]
        pages = max(1, -(-len(listed) // screens.PAGE))
        page = min(view.page, pages - 1)
        places = on_page(listed, page)
        known = [await look_up(self.house, scene, lines[place]) for place in places]
        last = page == pages - 1 and len(listed) < len(lines)
        day = screens.Day(
            today,
            known,
            places,
            alone=len(listed) == 1,
            page=page,
            pages=pages,
            undo=await self.answers.can_undo(scene, view),
            digest=len(listed) if last and scene.member is not None else None,
            first=view.mode == _FIRST,
            command=f"/{registered(scene.texts, 'reminders')}",
            all=lines,
            greeted="|" not in view.mode,
            stopped=(await scene.tx.reminders.habits(scene.person.id)).wanted is False,
        )
        return await self._filled(scene, day)

    async def _filled(self, scene: Scene, day: screens.Day) -> screens.Day:
        """With what there is to read in full, as far as the message has room for it."""
        room = screens.LONGEST - screens.length(screens.paint_day(scene.texts, day).blocks)
        eves = [each for each in day.lines if each.line.sort == EVE]
        if (
            len(eves) == 1
            and (said := await self._preparation(scene, eves[0]))
            and screens.length(said) <= room
        ):
            day, room = replace(day, inline=said, prepared=True), room - screens.length(said)
        if day.digest is not None:
            overview = await paint_overview(self.house, scene)
            if screens.length(overview) <= room:
                day = replace(day, inline=(*day.inline, *overview), digest=None)
        return day

    async def _preparation(self, scene: Scene, known: Known) -> tuple[Block, ...]:
        """What to take along to a visit; it stays to be read once it was seen."""
        if known.line.sort != EVE or known.state not in {State.OPEN, State.SEEN} or known.visit is None:
            return ()
        said = await prepare(self.house, scene, known.visit)
        title = Heading(scene.texts.say("{name}: to prepare the visit", name=known.name))
        return (title, *said) if said else ()

    async def _draw(self, scene: Scene, name: str, view: View) -> None:
        scene.show(name, view, await self.paint(scene, view))

    # What is done there.

    async def press(self, scene: Scene, name: str, view: View, code: str) -> None:
        """Work on a button of the card `name`, which offers it."""
        action, _, place = code.partition(".")
        mode = view.mode if await self.answers.can_undo(scene, view) else _OPENED
        here = replace(view, show=Show.DAY, about="", mode=mode)
        match action:
            case "page":
                await self._draw(scene, name, replace(here, page=int(place)))
            case "other" | "prepare" | "digest":
                await self._draw(scene, name, replace(here, show=Show.DAY_LINE, about=place))
            case "put_off":
                await self._draw(scene, name, replace(here, show=Show.DAY_WHEN, about=place, page=0))
            case "begin" | "move" | "smaller":
                await self._away(scene, Line.of(view.ids[int(place)]), action)
            case "see" | "back":
                page = view.page if view.show is Show.DAY else int(view.about) // screens.PAGE
                await self._draw(scene, name, replace(here, page=page))
            case _:
                await self._draw(scene, name, await self.answers.take(scene, view, code, _OPENED))

    async def typed_day(self, scene: Scene, name: str, view: View, text: str) -> None:
        """Take what was typed where the card `name` asks for a day."""
        await self._draw(scene, name, await self.answers.take_day(scene, view, text, _OPENED))

    async def read(self, scene: Scene, view: View, text: str) -> Said | None:
        """What typed words say on the card; None when they are not for it."""
        painting = await self.paint(scene, view)
        undo = await self.answers.can_undo(scene, view)
        if view.show is Show.DAY and view.mode == _DISCREET:
            return read_button(scene.texts, painting, text, view)
        lines = [Line.of(code) for code in view.ids]
        listed = [place for place, line in enumerate(lines) if line.sort != DIGEST]
        shown = int(view.about) if view.show is Show.DAY_LINE else None
        places = on_page(listed, view.page if shown is None else shown // screens.PAGE)
        known = {place: await look_up(self.house, scene, lines[place]) for place in places}
        return read(scene, Seen(view, painting, known, shown, alone=len(listed) == 1, undo=undo), text)

    async def follow(self, scene: Scene, name: str, view: View, said: Said) -> None:
        """Do what typed words say: from now on the card is spoken to."""
        view = replace(view, hint=said.action or SPOKEN)
        if said.note:
            scene.notes.append(said.note)
            await self._draw(scene, name, view)
        else:
            await self.press(scene, name, view, said.code)

    async def _away(self, scene: Scene, line: Line, action: str) -> None:
        """To what other cards do about a line."""
        scene.below = True
        visit: Visit | None = None
        step: StepRecord | None = None
        if line.sort in {EVE, AFTER}:
            visit = await self.house.access.visit(scene, line.id)
        else:
            step = await self.house.access.step(scene, line.id)
        if visit is not None and action == "begin":
            held = await interviews_since(scene, visit)
            scene.speak_of(await self.house.access.case(scene, visit.case, "case.open"))
            dialogue = FOLLOW_UP if held[1] else MAIN_DIALOGUE
            await self.house.start(scene, dialogue, Subject(visit.case, visit.cooperation))
        elif visit is not None:
            ids = (visit.cooperation, visit.id)
            await self.house.menu(scene, View(Show.VISIT_WHEN, about=visit.case, ids=ids))
        elif step is not None:
            ids = (step.subject.cooperation, step.id)
            await self.house.menu(scene, View(Show.STEP_SMALLER, about=step.subject.case, ids=ids))
        else:
            await self.house.reshow(scene)


def _written_on(scene: Scene) -> frozenset[date]:
    """The days that have a message already, as they were called where the person was then: its card stays if it was sent."""
    days = (name.removeprefix(DAY_CARD) for name in scene.cards if name.startswith(DAY_CARD))
    return frozenset(date.fromisoformat(day) for day in days)


async def _tidy(scene: Scene, name: str) -> None:
    """Forget earlier messages that nobody answers any more."""
    today = date.fromisoformat(name.removeprefix(DAY_CARD))
    earlier = sorted((each for each in scene.cards if each.startswith(DAY_CARD)), reverse=True)
    for at, each in enumerate(earlier):
        old = today - date.fromisoformat(each.removeprefix(DAY_CARD)) > _KEPT
        if each != name and (old or at >= _MOST_KEPT):
            await scene.tx.chats.drop_card(scene.address, each)
            del scene.cards[each]


def on_page(listed: Sequence[int], page: int) -> Sequence[int]:
    """The places of the lines on a page, the last one if there are not so many."""
    page = min(page, max(0, -(-len(listed) // screens.PAGE) - 1))
    return listed[page * screens.PAGE : (page + 1) * screens.PAGE]
