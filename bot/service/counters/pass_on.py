"""The counter where all case files of a member, or those that nobody follows, go to a colleague."""

from collections.abc import Sequence
from dataclasses import replace

from bot.blocks import Paragraph
from bot.records import Member, Role
from bot.service.counter import Counter
from bot.service.counters import team_screens as screens
from bot.service.counters.seats import all_seats, seat_of
from bot.service.counters.team_screens import MEMBER
from bot.service.follow_up.schedule import replan_case
from bot.service.follow_up.steps import pass_to
from bot.service.menus import registered
from bot.service.painting import Painting
from bot.service.private import holds_any_private, holds_private, say_lost, say_was_lost
from bot.service.scene import Scene
from bot.service.views import Show, View

UNATTENDED = "unattended"  # a mode of the view: the case files that nobody follows


class PassOn(Counter):
    """Asks to whom, and whether that is meant. `about` of its view is the giver, `ids` the colleague chosen."""

    shows = frozenset({Show.PASS_ON})

    async def paint(self, scene: Scene, view: View) -> Painting:
        texts, own = scene.texts, scene.member
        if own is None:
            return screens.paint_outside(texts)
        if view.mode == UNATTENDED:
            there = await scene.tx.cases.unattended(own.organisation) if own.role is Role.ADMIN else ()
            return screens.paint_unattended(texts, len(there), await all_seats(scene, own), view.page)
        giver = await self.house.access.over(scene, view.about, "member.see")
        if giver is None:
            return screens.paint_nobody(texts)
        seat = await seat_of(scene, giver)
        others = [each for each in await all_seats(scene, own) if each.person != giver.person]
        chosen = next((each for each in others if each.person in view.ids), None)
        if chosen is not None and seat.cases:
            sure = screens.paint_pass_on_sure(texts, seat, chosen)
            passing = Paragraph(texts.say("Their steps and visits pass to {name} too.", name=chosen.title))
            lost = seat.own and await holds_any_private(scene.tx, giver.person)
            warned = (Paragraph(say_lost(texts)),) if lost else ()
            return replace(sure, blocks=(*sure.blocks, passing, *warned))
        return screens.paint_pass_on(texts, seat, others, view.page)

    async def press(self, scene: Scene, view: View, code: str) -> None:
        house, chosen = self.house, code.removeprefix(MEMBER)
        unattended = view.mode == UNATTENDED
        if scene.member is None:
            await house.menu(scene, View(Show.HOME))
        elif code == "back" and view.page:
            await house.menu(scene, replace(view, page=view.page - 1))
        elif code == "more":
            await house.menu(scene, replace(view, page=view.page + 1))
        elif code.startswith(MEMBER) and not unattended:
            await house.menu(scene, replace(view, ids=(chosen,), page=0))
        elif code == "close":
            await house.menu(scene, replace(view, ids=()))
        else:
            if code.startswith(MEMBER):
                await self._attend(scene, chosen)
            elif code == "confirm" and view.ids:
                await self._pass_on(scene, view.about, view.ids[0])
            await house.menu(scene, View(Show.TEAM) if unattended else View(Show.MEMBER, about=view.about))

    async def _attend(self, scene: Scene, person: str) -> None:
        """The case files that nobody follows go to the colleague `person`."""
        admin = await self.house.access.admin(scene, "member.pass_on")
        cases = await scene.tx.cases.unattended(admin.organisation) if admin else ()
        await self._give(scene, None, person, cases)

    async def _pass_on(self, scene: Scene, about: str, person: str) -> None:
        """All case files of the member `about` go to the colleague `person`."""
        giver = await self.house.access.over(scene, about, "member.pass_on")
        cases = await scene.tx.cases.held_by(giver.person) if giver else ()
        if giver is not None and giver.person != person:
            await self._give(scene, giver, person, cases)

    async def _give(self, scene: Scene, giver: Member | None, person: str, passed: Sequence[str]) -> None:
        access, texts = self.house.access, scene.texts
        target = await access.colleague(scene, person)
        if target is None:
            scene.sentences.append(texts.say("This person is not (or no longer) in your team."))
            return
        if not passed:
            scene.sentences.append(texts.say("There is no case file to pass on."))
            return
        lost = False
        for case in passed:
            await scene.tx.cases.assign(case, target.person, scene.now)
            if giver is not None:
                lost = lost or await holds_private(scene.tx, case, giver.person)
                await scene.tx.sessions.hand_on(case, giver.person, target.person)
                await scene.tx.cases.unassign(case, giver.person)
                await pass_to(scene.tx, case, giver.person, target.person)
            await replan_case(scene.tx, scene.now, case, giver.person if giver else "")
            await access.trace(scene, "member.pass_on", case)
        if scene.case is not None and await scene.tx.cases.seen_by(scene.person.id, scene.case.id) is None:
            scene.speak_of(None)
        title = (await seat_of(scene, target)).title
        scene.sentences.append(
            texts.count("{n} case files are now followed by {name}.", len(passed), name=title)
        )
        command = f"/{registered(texts, 'cases')}"
        told = texts.count(
            "{n} case files have been handed to you. You find them with {command}.",
            len(passed),
            command=command,
        )
        await scene.tell(target.person, told)
        if giver is not None:
            gone = texts.say("Your case files have been passed on to a colleague of your team.")
            await scene.tell(giver.person, f"{gone} {say_was_lost(texts)}" if lost else gone)
