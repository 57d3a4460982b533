"""The counter where a case file changes hands: given to a colleague, followed by several, or followed no more."""

from collections.abc import Sequence
from dataclasses import replace

from bot.blocks import Block, Heading, Paragraph
from bot.records import CaseFile
from bot.service.counter import Counter
from bot.service.counters.team_screens import MEMBER, Seat, choose_member, paint_outside, titles, ways
from bot.service.follow_up.schedule import replan_case
from bot.service.follow_up.steps import held_by, pass_to
from bot.service.menus import case_name, registered
from bot.service.painting import Painting, rows
from bot.service.private import holds_private, say_lost
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.views import Show, View
from bot.texts.catalogues import Texts, msg

GIVE, FOLLOW, LEAVE = "give", "follow", "leave"  # modes of the view


class HandOver(Counter):
    """Shows who follows a case file, and lets its officers give it to a colleague or share the work."""

    shows = frozenset({Show.HAND_OVER})

    async def paint(self, scene: Scene, view: View) -> Painting:
        texts = scene.texts
        case = await self.house.access.case(scene, view.about)
        if case is None or scene.member is None:
            return paint_outside(texts) if scene.member is None else _paint_away(texts)
        seats = await self._seats(scene)
        officers = await scene.tx.cases.officers(case.id)
        if view.mode in {GIVE, FOLLOW}:
            offered = [seat for seat in seats if not seat.own]
            chosen = next((seat for seat in offered if seat.person in view.ids), None)
            if view.mode == GIVE and chosen is not None:
                steps, visits = await held_by(scene.tx, case.id, scene.person.id)
                passing = say_passing(texts, len(steps), len(visits), chosen.title)
                return await self._warned(scene, case, _paint_give(texts, case, chosen, passing))
            if view.mode == FOLLOW:
                offered = [seat for seat in offered if seat.person not in officers]
            return _paint_choose(texts, case, offered, view)
        following = [seat for seat in seats if seat.person in officers]
        if view.mode == LEAVE:
            leaving = _paint_leave(texts, case, [seat for seat in following if not seat.own])
            return await self._warned(scene, case, leaving)
        return _paint_hand_over(texts, case, following, seats)

    async def _warned(self, scene: Scene, case: CaseFile, painting: Painting) -> Painting:
        """`painting`, with what goes for good if the person follows the case file no more."""
        if not await holds_private(scene.tx, case.id, scene.person.id):
            return painting
        return replace(painting, blocks=(*painting.blocks, Paragraph(say_lost(scene.texts))))

    async def _seats(self, scene: Scene) -> Sequence[Seat]:
        members = await scene.tx.organisations.members(scene.member.organisation) if scene.member else ()
        said = titles(scene.texts, members, scene.person.zone)
        own = scene.person.id
        return [
            Seat(each.person, said[each.person], each.role, 0, own=each.person == own) for each in members
        ]

    async def press(self, scene: Scene, view: View, code: str) -> None:
        here = View(Show.HAND_OVER, about=view.about)
        if code == "back" and view.page:
            await self.house.menu(scene, replace(view, page=view.page - 1))
        elif code == "more":
            await self.house.menu(scene, replace(view, page=view.page + 1))
        elif code in {GIVE, FOLLOW, LEAVE}:
            await self.house.menu(scene, replace(here, mode=code))
        elif code.startswith(MEMBER) and view.mode == GIVE:
            await self.house.menu(scene, replace(here, mode=GIVE, ids=(code.removeprefix(MEMBER),)))
        elif code.startswith(MEMBER):
            await self._chosen(scene, view, code.removeprefix(MEMBER))
        elif code == "confirm" and view.mode == GIVE and view.ids:
            await self._chosen(scene, view, view.ids[0])
        elif code == "confirm" and view.mode == LEAVE:
            await self._leave(scene, view.about)
        elif view.mode:
            await self.house.menu(scene, here)
        elif code == "back":
            await self.house.menu(scene, View(Show.CASE, about=view.about))
        else:
            await self.house.menu(scene, View(Show.HOME))

    async def _chosen(self, scene: Scene, view: View, person: str) -> None:
        """The colleague `person` follows the case file from now on, with the person or in their place."""
        access, texts = self.house.access, scene.texts
        action = "case.hand_over" if view.mode == GIVE else "case.join"
        case = await access.case(scene, view.about)
        colleague = await access.colleague(scene, person)
        if case is None or colleague is None:
            await self.house.say(scene, texts.say("This person is not (or no longer) in your team."))
            return
        title = next(seat.title for seat in await self._seats(scene) if seat.person == person)
        await scene.tx.cases.assign(case.id, person, scene.now)
        await access.trace(scene, action, case.id)
        await scene.tell(person, _say_given(texts, view.mode))
        if view.mode == FOLLOW:
            await replan_case(scene.tx, scene.now, case.id)
            said = texts.say("{name} follows “{case}” with you now.", name=title, case=case_name(texts, case))
            scene.sentences.append(said)
            await self.house.menu(scene, View(Show.HAND_OVER, about=case.id))
            return
        await scene.tx.sessions.hand_on(case.id, scene.person.id, person)
        await pass_to(scene.tx, case.id, scene.person.id, person)
        await scene.tx.cases.unassign(case.id, scene.person.id)
        await replan_case(scene.tx, scene.now, case.id, scene.person.id)
        self._away_from(scene, case)
        said = texts.say(
            "{name} follows “{case}” now, in your place.", name=title, case=case_name(texts, case)
        )
        scene.sentences.append(said)
        await self.house.menu(scene, View(Show.HOME))

    async def _leave(self, scene: Scene, about: str) -> None:
        """The person follows the case file no more, if somebody else does."""
        access, texts = self.house.access, scene.texts
        case = await access.case(scene, about)
        if case is None:
            await self.house.say(scene, texts.say("This case file is not (or no longer) within your reach."))
            return
        others = [each for each in await scene.tx.cases.officers(case.id) if each != scene.person.id]
        if not others:
            await access.trace(scene, "case.leave", case.id, granted=False)
            scene.sentences.append(texts.say("Nobody else follows this case file: give it to a colleague."))
            await self.house.menu(scene, View(Show.HAND_OVER, about=case.id))
            return
        await scene.tx.sessions.hand_on(case.id, scene.person.id, others[0])
        await pass_to(scene.tx, case.id, scene.person.id, others[0])
        await scene.tx.cases.unassign(case.id, scene.person.id)
        await replan_case(scene.tx, scene.now, case.id, scene.person.id)
        await access.trace(scene, "case.leave", case.id)
        self._away_from(scene, case)
        scene.sentences.append(texts.say("You follow “{case}” no more.", case=case_name(texts, case)))
        await self.house.menu(scene, View(Show.HOME))

    def _away_from(self, scene: Scene, case: CaseFile) -> None:
        if scene.chat.case == case.id:
            scene.speak_of(None)


def _paint_away(texts: Texts) -> Painting:
    said = texts.say("This case file is not (or no longer) within your reach.")
    return Painting((Paragraph(said),), (), rows(Button(texts.say("Go on"), "close")))


def _paint_hand_over(
    texts: Texts, case: CaseFile, following: Sequence[Seat], seats: Sequence[Seat]
) -> Painting:
    names = (texts.say("{name} (you)", name=seat.title) if seat.own else seat.title for seat in following)
    blocks: list[Block] = [
        Heading(case_name(texts, case)),
        Paragraph(texts.say("Followed by: {names}", names=", ".join(names))),
    ]
    choices: list[Button] = []
    if len(seats) > 1:
        choices.append(Button(texts.say("Give it to a colleague"), GIVE))
    else:
        blocks.append(Paragraph(texts.say("There is no colleague yet. Invite one first.")))
    if len(seats) > len(following):
        choices.append(Button(texts.say("Follow it with a colleague"), FOLLOW))
    if len(following) > 1:
        choices.append(Button(texts.say("Follow it no more"), LEAVE))
    return Painting(tuple(blocks), tuple(choices), rows(Button(texts.say("Back"), "back")))


def _paint_choose(texts: Texts, case: CaseFile, offered: Sequence[Seat], view: View) -> Painting:
    said = (
        texts.say("Give it to whom? You then have no access to it any more.")
        if view.mode == GIVE
        else texts.say("With whom do you follow it? You both see and change everything in it.")
    )
    blocks = (Heading(case_name(texts, case)), Paragraph(said))
    return Painting(blocks, choose_member(offered, view.page), ways(texts, len(offered), view.page))


def _say_given(texts: Texts, mode: str) -> str:
    """What a colleague is told who follows one case file more, without naming it."""
    msgid = (
        msg("You now follow one case file more, together with a colleague. You find it with {command}.")
        if mode == FOLLOW
        else msg("A case file has been handed to you. You find it with {command}.")
    )
    return texts.say(msgid, command=f"/{registered(texts, 'cases')}")


def say_passing(texts: Texts, steps: int, visits: int, name: str) -> str:
    """That the steps and the visits of a case file go to a colleague with it; "" where there are none."""
    if steps and visits:
        first = texts.count("Its {n} steps", steps)
        second = texts.count("its {n} visits", visits)
        return texts.say("{steps} and {visits} pass to {name}.", steps=first, visits=second, name=name)
    if steps:
        return texts.count("Its {n} steps pass to {name}.", steps, name=name)
    return texts.count("Its {n} visits pass to {name}.", visits, name=name) if visits else ""


def _paint_give(texts: Texts, case: CaseFile, chosen: Seat, passing: str) -> Painting:
    blocks: list[Block] = [
        Heading(case_name(texts, case)),
        Paragraph(texts.say("Give it to {name}? You then have no access to it any more.", name=chosen.title)),
    ]
    if passing:
        blocks.append(Paragraph(passing))
    return Painting(
        tuple(blocks),
        (Button(texts.say("Yes, give it"), "confirm"),),
        rows(Button(texts.say("Change nothing"), "close")),
    )


def _paint_leave(texts: Texts, case: CaseFile, others: Sequence[Seat]) -> Painting:
    names = ", ".join(seat.title for seat in others)
    blocks = (
        Heading(case_name(texts, case)),
        Paragraph(
            texts.say(
                "Follow it no more? You then have no access to it; it is followed by {names}.", names=names
            )
        ),
    )
    return Painting(
        blocks,
        (Button(texts.say("Yes, stop"), "confirm"),),
        rows(Button(texts.say("Change nothing"), "close")),
    )
