"""The counter of sharing: what of one's own interview is shown to who supports one, and taking it back."""

from collections.abc import Sequence
from dataclasses import replace

from bot.records import Purpose, SessionRecord, Share, Status
from bot.service import sharing
from bot.service.counter import Counter
from bot.service.counters import sharing_screens as screens
from bot.service.counters.shared_screens import paint_gone
from bot.service.counters.sharing_screens import Fitting, Given, Offer, Recipient
from bot.service.dates import local_day, say_day
from bot.service.interviews import Interview
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.screens import MENU
from bot.service.views import Show, View
from bot.texts.catalogues import msg

OFFERED = 3  # interviews of one sort that could be shared, the last touched first


class Sharing(Counter):
    """What somebody shares of the interviews about themselves."""

    shows = frozenset({Show.SHARE, Show.SHARE_SURE, Show.SHARES})
    commands = frozenset({"shares"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - one command, no words
        await self.house.menu(scene, View(Show.SHARES))

    async def paint(self, scene: Scene, view: View) -> Painting:
        if view.show is Show.SHARES:
            return await self._paint_shares(scene, view)
        texts, today = scene.texts, local_day(scene.now, scene.person.zone)
        offer = await self._offer(scene, view)
        if offer is None:
            return paint_gone(texts, texts.say("There is nothing here that could be shared."))
        if view.show is Show.SHARE_SURE:
            return screens.paint_sure(texts, offer, self._consent(scene, offer))
        match view.mode:
            case screens.WITH:
                return screens.paint_with(texts, await self._recipients(scene))
            case screens.SEEN | screens.SEEN_RESULT:
                whole = view.mode == screens.SEEN_RESULT
                return screens.paint_preview(texts, offer, today, result=whole)
            case _:
                return screens.paint_share(texts, offer)

    async def press(self, scene: Scene, view: View, code: str) -> None:
        house = self.house
        match code:
            case "home":
                await house.menu(scene, View(Show.HOME))
            case "more":
                await self._turn_page(scene, view)
            case "close" if view.show is Show.SHARE and not view.mode:
                await house.menu(scene, View(Show.SHARES))
            case "close":
                await house.menu(scene, replace(view, show=Show.SHARE, mode=""))
            case screens.SEEN | screens.SEEN_RESULT | screens.WITH:
                await house.menu(scene, replace(view, show=Show.SHARE, mode=code))
            case "sure":
                await house.menu(scene, replace(view, show=Show.SHARE_SURE, page=0))
            case _ if code.startswith(screens.STOP):
                await self._stop(scene, code.removeprefix(screens.STOP))
            case _ if code.startswith(screens.SESSION):
                await self._choose(scene, code.removeprefix(screens.SESSION))
            case _ if code.startswith(screens.CASE):
                case_id = code.removeprefix(screens.CASE)
                await house.menu(scene, replace(view, ids=(case_id,), mode=""))
            case _ if code.startswith(screens.AGREE):
                await self._give(scene, view, code)
            case _:
                await self._tick(scene, view, code)

    # Choosing.

    async def _choose(self, scene: Scene, session: str) -> None:
        """What of an interview is shared: with whom it is shared already, if it is."""
        now = sharing.in_force(await scene.tx.shares.of(scene.person.id), scene.now)
        cases = tuple(each.case for each in now if each.session == session)[:1]
        await self.house.menu(scene, View(Show.SHARE, about=session, ids=cases))

    async def _offer(self, scene: Scene, view: View) -> Offer | None:
        """What the screen is about; None when the interview is not the person's own, not finished, or nobody invited."""
        record = await self.house.access.own_session(scene, view.about)
        recipients = await self._recipients(scene)
        if record is None or not self._could_be_shared(record) or not recipients:
            return None
        interview = await self.house.interviews.take_up(scene, record)
        recipient = next((each for each in recipients if each.case in view.ids), recipients[0])
        engine, session = interview.engine, interview.session
        there = [sharing.name_of(key) for key in sharing.shareable(engine, session)]
        wanted = view.ticks
        if wanted is None:
            last = sharing.agreed_last(await scene.tx.shares.of(scene.person.id), record.id, recipient.case)
            wanted = () if last is None else last.keys  # nothing is ticked for anybody
        names = tuple(name for name in there if name in wanted)
        shared = sharing.as_shared(engine, session, names)
        seen = tuple(map(sharing.name_of, sharing.seen(engine, shared)))
        return Offer(interview, names, recipient, shared, seen, len(recipients) > 1, view.page)

    def _could_be_shared(self, record: SessionRecord) -> bool:
        known = record.dialogue in self.house.interviews.library.engines
        finished = record.status is Status.FINISHED
        return known and record.subject.oneself and finished and not record.private

    async def _tick(self, scene: Scene, view: View, code: str) -> None:
        """One answer on or off, all, or none: the screen keeps its number, so that taps may follow fast."""
        offer = await self._offer(scene, view)
        if offer is None:
            await self.house.menu(scene, view)
            return
        keys = sharing.shareable(offer.interview.engine, offer.interview.session)
        touched = {sharing.name_of(key) for key in keys if code in {"all", "none", screens.code_of(key)}}
        ticked = set(offer.names)
        if not touched.isdisjoint(ticked.difference(offer.seen)) and code not in {"all", "none"}:
            scene.toast = scene.texts.say("This answer would give away what you keep: it is not seen.")
            touched = set()
        wanted = (
            ticked | touched if code == "all" else ticked - touched if code == "none" else ticked ^ touched
        )
        names = tuple(name for name in map(sharing.name_of, keys) if name in wanted)
        after = replace(view, ticks=names)
        scene.show(MENU, after, await self.paint(scene, after), same=True)

    async def _turn_page(self, scene: Scene, view: View) -> None:
        """The next choices; after the last the first again."""
        after = replace(view, page=view.page + 1)
        painting = await self.paint(scene, after)
        await self.house.menu(scene, after if painting.choices else replace(view, page=0))

    # Giving, and taking back.

    def _consent(self, scene: Scene, offer: Offer) -> str:
        last = local_day(sharing.until(scene.now), scene.person.zone)
        return screens.consent(scene.texts, offer, last)

    async def _give(self, scene: Scene, view: View, code: str) -> None:
        """Share what is ticked, if the sentence agreed to is still the one that it would be now."""
        offer = await self._offer(scene, view)
        sentence = "" if offer is None else self._consent(scene, offer)
        if offer is None or not offer.seen or code != screens.agreement(sentence):
            await self.house.menu(scene, view)
            return
        share = Share(
            id=self.house.access.ids.new(),
            person=scene.person.id,
            session=offer.interview.record.id,
            case=offer.recipient.case,
            keys=offer.seen,
            consent=sentence,
            given_at=scene.now,
            expires_at=sharing.until(scene.now),
        )
        before = sharing.replaced(await scene.tx.shares.of(scene.person.id), share)
        for each in before:
            await scene.tx.shares.save(each)
        await scene.tx.shares.add(share)
        await self.house.access.trace(scene, "share.give", share.case)
        changed = msg(
            "What is shared with you has changed. You find it in the case file, under “Shared answers”."
        )
        new = msg(
            "Answers have been shared with you. You find them in the case file, under “Shared answers”."
        )
        await self._tell_officers(scene, share.case, changed if before else new)
        scene.notes.append(scene.texts.say("It is shared, with your agreement."))
        await self.house.menu(scene, View(Show.SHARES))

    async def _stop(self, scene: Scene, share: str) -> None:
        """Take a share back, at once."""
        given = sharing.in_force(await scene.tx.shares.of(scene.person.id), scene.now)
        found = next((each for each in given if each.id == share), None)
        await self.house.access.trace(
            scene, "share.withdraw", "" if found is None else found.case, granted=found is not None
        )
        if found is not None:
            await scene.tx.shares.save(replace(found, withdrawn_at=scene.now))
            recipient = await self._recipient(scene, found.case) or Recipient(found.case, "")
            scene.notes.append(screens.say_stopped(scene.texts, recipient))
            gone = msg("Answers that were shared with you have been taken back.")
            await self._tell_officers(scene, found.case, gone)
        await self.house.menu(scene, View(Show.SHARES))

    async def _tell_officers(self, scene: Scene, case: str, msgid: str) -> None:
        for officer in await scene.tx.cases.officers(case):
            await scene.tell(officer, scene.texts.say(msgid))

    # What is shared, and with whom.

    async def _paint_shares(self, scene: Scene, view: View) -> Painting:
        shares = sharing.in_force(await scene.tx.shares.of(scene.person.id), scene.now)
        given = [await self._given(scene, share) for share in shares]
        invited = bool(await self._recipients(scene))
        heads = await scene.tx.sessions.of(scene.person.id) if invited else ()
        fitting = self._last_of_each_sort([head for head in heads if self._could_be_shared(head)])
        shared = {share.session for share in shares}
        offers = [Fitting(head.id, self._titled(scene, head), head.id in shared) for head in fitting]
        nothing = "" if invited else screens.say_uninvited(scene.texts, officer=scene.member is not None)
        return screens.paint_shares(scene.texts, given, offers, view.page, nothing)

    @staticmethod
    def _last_of_each_sort(heads: Sequence[SessionRecord]) -> list[SessionRecord]:
        """Those of `heads` that are offered: a short interview done often hides no other."""
        found: dict[str, int] = {}
        offered = []
        for head in heads:
            found[head.dialogue] = found.get(head.dialogue, 0) + 1
            if found[head.dialogue] <= OFFERED:
                offered.append(head)
        return offered

    async def _given(self, scene: Scene, share: Share) -> Given:
        record = await self.house.access.own_session(scene, share.session)
        interview = None if record is None else await self._known(scene, record)
        title = (
            scene.texts.say("an earlier interview")
            if interview is None
            else self._titled(scene, interview.record)
        )
        answers = 0
        if interview is not None:
            session = sharing.to_be_seen(interview.engine, interview.record, interview.session)
            shared = sharing.as_shared(interview.engine, session, share.keys)
            answers = len(sharing.seen(interview.engine, shared))
        zone = scene.person.zone
        recipient = await self._recipient(scene, share.case) or Recipient(share.case, "")
        since, until = local_day(share.given_at, zone), local_day(share.expires_at, zone)
        return Given(share.id, title, recipient, answers, since, until)

    async def _known(self, scene: Scene, record: SessionRecord) -> Interview | None:
        interviews = self.house.interviews
        return (
            await interviews.take_up(scene, record) if record.dialogue in interviews.library.engines else None
        )

    def _titled(self, scene: Scene, record: SessionRecord) -> str:
        """What tells an interview apart: its title and its day."""
        day = say_day(scene.texts, local_day(record.begun_at, scene.person.zone))
        title = self.house.interviews.wording(scene, record).text("title")
        return scene.texts.say("{title} ({day})", title=title, day=day)

    async def _recipients(self, scene: Scene) -> list[Recipient]:
        """Who can be shared with: the cases of the invitations used, the newest first, and those shared with now."""
        used = [
            each
            for each in await scene.tx.invitations.used_by(scene.person.id)
            if each.purpose is Purpose.BENEFICIARY
        ]
        inviters = {each.case: each.by for each in reversed(used) if each.case}
        now = sharing.in_force(await scene.tx.shares.of(scene.person.id), scene.now)
        cases = dict.fromkeys([*(each.case for each in used if each.case), *(each.case for each in now)])
        found = [await self._recipient(scene, case, inviters.get(case, "")) for case in cases]
        return [each for each in found if each is not None]

    async def _recipient(self, scene: Scene, case: str, inviter: str = "") -> Recipient | None:
        """Who follows the case: of the case itself, nothing is told."""
        there = await scene.tx.cases.get(case)
        organisation = None if there is None else await scene.tx.organisations.get(there.organisation)
        if organisation is None:
            return None
        officers = await scene.tx.cases.officers(case)
        known = inviter if inviter in officers else next(iter(officers), "")
        officer = await scene.tx.people.get(known) if known else None
        return Recipient(case, organisation.name, "" if officer is None else officer.name)
