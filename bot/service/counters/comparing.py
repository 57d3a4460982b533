"""The counter of what others answered: shares given to a case, and several views of it beside each other."""

from bot.records import CaseFile, SessionRecord, Share, Status
from bot.service import sharing
from bot.service.comparison import FEWEST, Look
from bot.service.counter import House
from bot.service.counters import comparing_screens as screens
from bot.service.counters.sharing_screens import RESULT, Given, Recipient, paint_gone, paint_shared
from bot.service.dates import local_day, say_day
from bot.service.interviews import Interview
from bot.service.menus import case_name
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.views import Show, View


class Comparing:
    """What the officers of a case see of what was answered about it, and shared with it."""

    shows = frozenset({Show.SHARED, Show.VIEWS_COMPARED})
    commands = frozenset[str]()

    def __init__(self, house: House) -> None:
        self.house = house

    async def command(self, scene: Scene, name: str, argument: str) -> None: ...

    async def typed(self, scene: Scene, view: View, text: str) -> bool:  # noqa: ARG002 - nothing is typed here
        return False

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
                await house.menu(scene, View(Show.VIEWS_COMPARED, about=view.about))
            case _ if code.startswith(screens.SHARED):
                share = code.removeprefix(screens.SHARED)
                await house.menu(scene, View(Show.SHARED, about=view.about, ids=(share,)))
            case _ if code.startswith(screens.DIALOGUE):
                dialogue = code.removeprefix(screens.DIALOGUE)
                await house.menu(scene, View(Show.VIEWS_COMPARED, about=view.about, mode=dialogue))
            case _:
                await house.menu(scene, View(Show.SHARED, about=view.about, ids=view.ids, mode=code))

    # What was shared.

    async def _paint_shared(self, scene: Scene, view: View, case: CaseFile) -> Painting:
        share = await self.house.access.share(scene, case.id, next(iter(view.ids), ""))
        interview = None if share is None else await self._shared(scene, share)
        if share is None or interview is None:
            return paint_gone(scene.texts, scene.texts.say("Nothing (or nothing any more) is shared here."))
        given = Given(
            share.id,
            interview.wording.text("title"),
            Recipient(case.id, ""),
            len(share.keys),
            *(local_day(each, scene.person.zone) for each in (share.given_at, share.expires_at)),
        )
        session = sharing.as_shared(interview.engine, interview.session, share.keys)
        today = local_day(scene.now, scene.person.zone)
        label = await self._sharer(scene, share)
        name = case_name(scene.texts, case)
        mode = view.mode if view.mode == RESULT else ""
        return paint_shared(scene.texts, name, (label, given), interview, (session, today), mode)

    async def _shared(self, scene: Scene, share: Share) -> Interview | None:
        """The interview that a share in force is about, whole: only `as_shared` of it may be shown."""
        record = await scene.tx.sessions.get(share.session)
        if (
            record is None
            or record.person != share.person
            or record.dialogue not in self.house.interviews.library.engines
        ):
            return None
        return await self.house.interviews.take_up(scene, record)

    async def _sharer(self, scene: Scene, share: Share) -> str:
        """Who shares: by the name they gave, else by the invitation that they came with."""
        texts, zone = scene.texts, scene.person.zone
        person = await scene.tx.people.get(share.person)
        if person is not None and person.name:
            return person.name
        used = await scene.tx.invitations.used_by(share.person)
        invitation = next((each for each in used if each.case == share.case), None)
        if invitation is not None:
            day = say_day(texts, local_day(invitation.made_at, zone))
            return texts.say("the person invited on {day}", day=day)
        return texts.say(
            "the person who shares since {day}", day=say_day(texts, local_day(share.given_at, zone))
        )

    # Several views.

    async def _paint_views(self, scene: Scene, view: View, case: CaseFile) -> Painting:
        given = sharing.in_force(await scene.tx.shares.with_case(case.id), scene.now)
        labels = {share.id: await self._sharer(scene, share) for share in given}
        records = await self._records(scene, case, given)
        several = [dialogue for dialogue, those in records.items() if len(those) >= FEWEST]
        dialogue = view.mode if view.mode in several else next(iter(several), "")
        there = screens.There(
            case_name(scene.texts, case),
            tuple((share, screens.shared_line(scene.texts, label)) for share, label in labels.items()),
            tuple((each, self._title(scene, records[each][0][0])) for each in several if each != dialogue),
        )
        looks: list[Look] = []
        interviews: list[Interview] = []
        for record, share in records.get(dialogue, ()):
            interview = await self.house.interviews.take_up(scene, record)
            engine, session = interview.engine, interview.session
            told = (
                sharing.as_told(engine, session)
                if share is None
                else sharing.as_shared(engine, session, share.keys)
            )
            label = await self._answerer(scene, record) if share is None else labels[share.id]
            looks.append(
                Look(screens.apart(scene.texts, label, [each.label for each in looks]), engine, told)
            )
            interviews.append(interview)
        if len(looks) < FEWEST:
            return screens.paint_alone(scene.texts, there)
        return screens.paint_compared(scene.texts, there, looks, [each.wording for each in interviews])

    async def _records(
        self, scene: Scene, case: CaseFile, given: list[Share]
    ) -> dict[str, list[tuple[SessionRecord, Share | None]]]:
        """Who answered, by dialogue: each person's newest finished interview, the onlooker's own first."""
        known, access = self.house.interviews.library.engines, self.house.access
        heads = [head for head in await scene.tx.sessions.about(case.id) if head.status is Status.FINISHED]
        found: list[tuple[SessionRecord, Share | None]] = []
        for head in heads:
            record = await access.case_session(scene, case.id, head.id)
            if record is not None and record.dialogue in known:
                found.append((record, None))
        for each in given:
            interview = await self._shared(scene, each)
            if interview is not None:
                found.append((interview.record, each))
        found.sort(key=lambda each: each[0].touched_at, reverse=True)
        newest = {(each.dialogue, each.person or each.id): (each, share) for each, share in reversed(found)}
        by_dialogue: dict[str, list[tuple[SessionRecord, Share | None]]] = {}
        for record, share in sorted(newest.values(), key=lambda each: each[0].person != scene.person.id):
            by_dialogue.setdefault(record.dialogue, []).append((record, share))
        return by_dialogue

    async def _answerer(self, scene: Scene, record: SessionRecord) -> str:
        """Who answered about the case itself."""
        if record.person == scene.person.id:
            return scene.texts.say("You")
        person = await scene.tx.people.get(record.person) if record.person else None
        if person is None:
            return scene.texts.say("somebody who has left")
        return person.name or scene.texts.say("somebody of your team")

    def _title(self, scene: Scene, record: SessionRecord) -> str:
        return self.house.interviews.wording(scene, record).text("title")
