"""The counter of what others answered: shares given to a case, and several views of it beside each other."""

import collections
from collections.abc import Sequence
from dataclasses import replace

from bot.records import CaseFile, SessionRecord, Share, Status
from bot.service import sharing
from bot.service.comparison import AIMS, FEWEST, Look, comparable
from bot.service.counter import Counter
from bot.service.counters import case_ways
from bot.service.counters import comparing_screens as screens
from bot.service.counters.shared_screens import Gift, for_officers, paint_gone, paint_shared
from bot.service.counters.sharers import called
from bot.service.dates import local_day, say_day
from bot.service.interviews import MAIN_DIALOGUE, Interview
from bot.service.menus import case_name
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.views import Show, View
from bot.service.wording import Wording


class Comparing(Counter):
    """What the officers of a case see of what was answered about it, and shared with it."""

    shows = frozenset({Show.SHARED, Show.VIEWS_COMPARED})

    async def paint(self, scene: Scene, view: View) -> Painting:
        action = "views.see" if view.show is Show.VIEWS_COMPARED else ""
        case = await self.house.access.case(scene, view.about, action)
        if case is None:
            sentence = scene.texts.say("This case file is not (or no longer) within your reach.")
            return paint_gone(scene.texts, sentence)
        if view.show is Show.VIEWS_COMPARED:
            return await self._paint_views(scene, view, case)
        return await self._paint_shared(scene, view, case)

    async def press(self, scene: Scene, view: View, code: str) -> None:
        house = self.house
        match code:
            case "home":
                await house.menu(scene, View(Show.HOME))
            case "close" if view.show is Show.VIEWS_COMPARED:
                await house.open_case(scene, view.about)
            case "close":
                dialogue = view.ids[-1] if len(view.ids) > 1 else ""
                await house.menu(scene, View(Show.VIEWS_COMPARED, about=view.about, mode=dialogue))
            case screens.TAKE_STOCK:
                await self._take_stock(scene, view.about)
            case _ if code.startswith(screens.SHARED):
                share = code.removeprefix(screens.SHARED)
                ids = (share, view.mode)  # with the interview to come back to
                await house.menu(scene, View(Show.SHARED, about=view.about, ids=ids))
            case _ if code.startswith(screens.DIALOGUE):
                dialogue = code.removeprefix(screens.DIALOGUE)
                await house.menu(scene, View(Show.VIEWS_COMPARED, about=view.about, mode=dialogue))
            case _:
                await house.menu(scene, View(Show.SHARED, about=view.about, ids=view.ids, mode=code))

    async def _take_stock(self, scene: Scene, about: str) -> None:
        case = await self.house.access.case(scene, about)
        if case is not None:
            await case_ways.interview(self.house, scene, case, MAIN_DIALOGUE)

    # What was shared.

    async def _paint_shared(self, scene: Scene, view: View, case: CaseFile) -> Painting:
        share = await self.house.access.share(scene, case.id, next(iter(view.ids), ""))
        interview = None if share is None else await self._shared(scene, share)
        if share is None or interview is None:
            return paint_gone(scene.texts, scene.texts.say("Nothing (or nothing any more) is shared here."))
        names = await called(scene, await scene.tx.shares.with_case(case.id))
        zone = scene.person.zone
        since, until = local_day(share.given_at, zone), local_day(share.expires_at, zone)
        shared = sharing.as_shared(interview.engine, interview.session, share.keys)
        gift = Gift(names[share.person], since, until, interview, shared)
        return paint_shared(
            scene.texts, case_name(scene.texts, case), gift, local_day(scene.now, zone), view.mode
        )

    async def _shared(self, scene: Scene, share: Share) -> Interview | None:
        """The interview that a share in force is about, as finished last: only `as_shared` of it may be shown."""
        record = await scene.tx.sessions.get(share.session)
        if (
            record is None
            or record.private
            or record.person != share.person
            or record.dialogue not in self.house.interviews.library.engines
        ):
            return None
        interview = await self.house.interviews.take_up(scene, record)
        session = sharing.to_be_seen(interview.engine, interview.record, interview.session)
        return replace(interview, session=session)

    # Several views.

    async def _paint_views(self, scene: Scene, view: View, case: CaseFile) -> Painting:
        shares = await scene.tx.shares.with_case(case.id)
        names = await called(scene, shares)
        given = await self._given(scene, shares, [*names])
        by_dialogue: dict[str, list[tuple[Look, Wording]]] = {}
        for look, wording in [*await self._own(scene, case, [*names.values()]), *_looks(given, names)]:
            those = by_dialogue.setdefault(wording.dialogue.id, [])
            if look.label not in {each.label for each, _ in those}:
                those.append((look, wording))  # of several interviews of one person, the newest
        several = [
            dialogue
            for dialogue, looks in by_dialogue.items()
            if len(looks) >= FEWEST and comparable(looks[0][1].dialogue)
        ]
        ways = [*dict.fromkeys((*several, *(interview.record.dialogue for _, interview in given)))]
        chosen = view.mode if view.mode in ways else ""
        if not chosen and (several or len(ways) == 1):
            chosen = ways[0]
        titles = {each: by_dialogue[each][0][1].text("title") for each in ways}
        listed = [each for each in given if chosen in ("", each[1].record.dialogue)]
        there = screens.There(
            case_name(scene.texts, case),
            titles.get(chosen, ""),
            _shared_lines(scene, listed, names),
            tuple((each, title) for each, title in titles.items() if chosen not in ("", each)),
        )
        if chosen in several:
            return screens.paint_compared(scene.texts, there, by_dialogue[chosen])
        compares = not listed or any(comparable(interview.engine.dialogue) for _, interview in listed)
        heads = await scene.tx.sessions.about(case.id, viewer="")
        own = any(head.person == scene.person.id for head in heads)
        stock = not own and chosen in ("", MAIN_DIALOGUE)
        return screens.paint_alone(scene.texts, there, compares=compares, stock=stock)

    async def _given(
        self, scene: Scene, shares: Sequence[Share], order: Sequence[str]
    ) -> list[tuple[Share, Interview]]:
        """What is shared now, person by person as they came, each person's newest interview first."""
        holding = sharing.in_force(shares, scene.now)
        found = [(share, await self._shared(scene, share)) for share in holding]
        there = [(share, interview) for share, interview in found if interview is not None]
        there.sort(key=lambda each: each[1].record.touched_at, reverse=True)
        return sorted(there, key=lambda each: order.index(each[0].person))

    async def _own(self, scene: Scene, case: CaseFile, taken: list[str]) -> list[tuple[Look, Wording]]:
        """What the team answered about the case, the newest first, but the onlooker's own before all others."""
        known, access = self.house.interviews.library.engines, self.house.access
        looks: list[tuple[Look, Wording]] = []
        labels: dict[tuple[str, bool], str] = {}
        about = await scene.tx.sessions.about(case.id, viewer="")
        heads = [head for head in about if head.status is Status.FINISHED]
        for head in sorted(heads, key=lambda head: head.person != scene.person.id):
            record = await access.case_session(scene, case.id, head.id)
            if record is None or record.dialogue not in known:
                continue
            who = record.person or record.id, record.dialogue in AIMS
            if who not in labels:
                said = await self._answerer(scene, record)
                labels[who] = screens.apart(scene.texts, said, [*taken, *labels.values()])
            interview = await self.house.interviews.take_up(scene, record)
            told = sharing.as_told(interview.engine, interview.session)
            looks.append((Look(labels[who], interview.engine, told), for_officers(interview.wording)))
        return looks

    async def _answerer(self, scene: Scene, record: SessionRecord) -> str:
        """Who answered about the case itself, or with whom a partner did."""
        with_partner = record.dialogue in AIMS
        if record.person == scene.person.id:
            return scene.texts.say("Answered with you") if with_partner else scene.texts.say("You")
        person = await scene.tx.people.get(record.person) if record.person else None
        if person is None:
            who = scene.texts.say("somebody who has left")
        else:
            who = person.name or scene.texts.say("somebody of your team")
        return scene.texts.say("Answered with {who}", who=who) if with_partner else who


def _looks(given: Sequence[tuple[Share, Interview]], names: dict[str, str]) -> list[tuple[Look, Wording]]:
    """How those see it who share, without what they do not."""
    return [
        (
            Look(
                names[share.person],
                interview.engine,
                sharing.as_shared(interview.engine, interview.session, share.keys),
            ),
            for_officers(interview.wording),
        )
        for share, interview in given
    ]


def _shared_lines(
    scene: Scene, given: Sequence[tuple[Share, Interview]], names: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    """The ways to what is shared; several interviews, or several of one person, are told apart by title and day."""
    often = collections.Counter(share.person for share, _ in given)
    mixed = len({interview.record.dialogue for _, interview in given}) > 1
    lines = []
    for share, interview in given:
        label = names[share.person]
        if mixed or often[share.person] > 1:
            day = say_day(scene.texts, local_day(interview.record.begun_at, scene.person.zone))
            title = for_officers(interview.wording).text("title")
            titled = scene.texts.say("{title} ({day})", title=title, day=day)
            label = scene.texts.say("{topic}: {answer}", topic=label, answer=titled)
        lines.append((share.id, screens.shared_line(scene.texts, label)))
    return tuple(lines)
