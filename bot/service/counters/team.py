"""The counter of the team: who belongs to it, in which role, who leaves it, and how long case files are kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.blocks import Paragraph
from bot.records import Member, Role
from bot.service.counter import Counter
from bot.service.counters import team_screens as screens
from bot.service.counters.pass_on import UNATTENDED
from bot.service.counters.seats import all_seats, seat_of
from bot.service.counters.team_screens import MEMBER, MONTHS
from bot.service.follow_up.schedule import replan_case, replan_person
from bot.service.follow_up.steps import pass_to
from bot.service.menus import COMMANDS, OFFICE_COMMANDS
from bot.service.painting import Painting
from bot.service.private import holds_any_private, say_lost, say_was_lost
from bot.service.scene import Scene
from bot.service.typed import cleaned, name_problem
from bot.service.understanding import command_named
from bot.service.validity import revoke_all
from bot.service.views import Show, View
from bot.texts.catalogues import msg
from bot.texts.folding import folded

_MONTH = timedelta(days=365.25 / 12)
_COUNTED = 1000  # case files that a shorter time would erase are counted up to here
JOINED, LEAVE, REMOVE = "joined", "leave", "remove"  # modes of views
_LASTING = frozenset({"admin", "officer", "confirm"})  # buttons that change who may do what


class Team(Counter):
    """Shows the members of an organisation, and works on what they and its admins change."""

    shows = frozenset({Show.TEAM, Show.MEMBER, Show.RETENTION, Show.MY_NAME})
    commands = frozenset({"team"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - takes no words
        if scene.member is None:
            await self.house.access.trace(scene, "team.see", granted=False)
        await self.house.menu(scene, View(Show.TEAM))

    # What the screens show.

    async def paint(self, scene: Scene, view: View) -> Painting:
        texts, own = scene.texts, scene.member
        organisation = None if own is None else await scene.tx.organisations.get(own.organisation)
        if own is None or organisation is None:
            return screens.paint_outside(texts)
        match view.show:
            case Show.MY_NAME:
                return screens.paint_my_name(texts, scene.person.name, joined=view.mode == JOINED)
            case Show.RETENTION if view.mode:
                months = int(view.mode)
                return screens.paint_shorter(texts, months, await self._doomed(scene, own, months))
            case Show.RETENTION:
                return screens.paint_retention(texts, organisation)
            case Show.MEMBER if view.mode == LEAVE:
                leaving = screens.paint_leave(texts, organisation)
                if await holds_any_private(scene.tx, scene.person.id):
                    return replace(leaving, blocks=(*leaving.blocks, Paragraph(say_lost(texts))))
                return leaving
            case Show.MEMBER:
                return await self._paint_member(scene, own, view)
        seats = await all_seats(scene, own, view.page)
        unattended = len(await scene.tx.cases.unattended(own.organisation)) if own.role is Role.ADMIN else 0
        return screens.paint_team(texts, organisation, seats, unattended, view.page)

    async def _paint_member(self, scene: Scene, own: Member, view: View) -> Painting:
        other = await self.house.access.over(scene, view.about, "member.see")
        if other is None:
            return screens.paint_nobody(scene.texts)
        seat = await seat_of(scene, other)
        if view.mode == REMOVE:  # what only they can see stays unsaid
            return screens.paint_remove(scene.texts, seat, len(await self._alone(scene, other)))
        return screens.paint_member(scene.texts, seat, admin=own.role is Role.ADMIN)

    async def _alone(self, scene: Scene, member: Member) -> Sequence[str]:
        """The case files that nobody follows but `member`."""
        held = await scene.tx.cases.held_by(member.person)
        return [case for case in held if len(await scene.tx.cases.officers(case)) == 1]

    async def _doomed(self, scene: Scene, own: Member, months: int) -> int:
        """How many case files would be erased soon if they were kept for `months` only."""
        before = scene.now - months * _MONTH
        return len(await scene.tx.cases.expired(own.organisation, before, _COUNTED))

    # What is done there.

    async def press(self, scene: Scene, view: View, code: str) -> None:
        own = scene.member
        if code == "back" and view.page:
            await self.house.menu(scene, replace(view, page=view.page - 1))
        elif code == "more":
            await self.house.menu(scene, replace(view, page=view.page + 1))
        elif own is None:
            await self.house.menu(scene, View(Show.HOME))
        elif view.show is Show.TEAM:
            await self._at_team(scene, own, code)
        elif view.show is Show.MEMBER:
            await self._at_member(scene, own, view, code)
        elif view.show is Show.RETENTION:
            await self._at_retention(scene, own, view, code)
        else:
            await self._at_my_name(scene, own, view, code)

    async def _at_team(self, scene: Scene, own: Member, code: str) -> None:
        ways = {
            "invite": View(Show.INVITE),
            "links": View(Show.LINKS),
            "me": View(Show.MEMBER, about=own.person),
            "unattended": View(Show.PASS_ON, mode=UNATTENDED),
            "retention": View(Show.RETENTION),
        }
        if code.startswith(MEMBER):
            await self.house.menu(scene, View(Show.MEMBER, about=code.removeprefix(MEMBER)))
        else:
            await self.house.menu(scene, ways.get(code, View(Show.HOME)))

    async def _at_member(self, scene: Scene, own: Member, view: View, code: str) -> None:
        if code in _LASTING:
            await self._one_at_a_time(scene, own)
        other = await self.house.access.over(scene, view.about, f"member.{code}")
        here = View(Show.MEMBER, about=view.about)
        if other is None:
            await self.house.menu(scene, View(Show.TEAM))
            return
        match code:
            case "name":
                await self.house.menu(scene, View(Show.MY_NAME))
            case "pass_on":
                await self.house.menu(scene, View(Show.PASS_ON, about=view.about))
            case "phone":
                await self.house.menu(
                    scene, View(Show.PHONE, about="" if other.person == own.person else view.about)
                )
            case "admin" | "officer":
                await self._role(scene, other, Role(code))
            case "leave" | "remove":
                if not await self._held_back(scene, other):
                    await self.house.menu(scene, replace(here, mode=code))
            case "confirm" if not await self._held_back(scene, other):
                await self._leave(scene, other)
            case "confirm":
                pass  # why not has been said
            case _:
                await self.house.menu(scene, View(Show.TEAM) if code == "back" else here)

    async def _one_at_a_time(self, scene: Scene, own: Member) -> None:
        """Whoever changes the same team meanwhile waits until this turn is kept; who came first may have changed rights.

        To save the organisation, changed or not, is what makes others wait (PostgreSQL).
        """
        organisation = await scene.tx.organisations.get(own.organisation)
        if organisation is not None:
            await scene.tx.organisations.save(organisation)
        scene.member = await scene.tx.organisations.member(scene.person.id)

    async def _role(self, scene: Scene, other: Member, role: Role) -> None:
        access, here = self.house.access, View(Show.MEMBER, about=other.person)
        if await access.admin(scene, "member.role") is None:
            await self.house.menu(scene, here)
            return
        members = await scene.tx.organisations.members(other.organisation)
        if role is not Role.ADMIN and [each.person for each in members if each.role is Role.ADMIN] == [
            other.person
        ]:
            await access.trace(scene, "member.role", other.person, granted=False)
            scene.sentences.append(_say_last(scene, alone=len(members) == 1))
            await self.house.menu(scene, here)
            return
        await scene.tx.organisations.join(replace(other, role=role))
        await access.trace(scene, "member.role", other.person)
        if other.person == scene.person.id:
            scene.member = replace(other, role=role)
        scene.notes.append(scene.texts.say("It is noted."))
        await self.house.menu(scene, here)

    async def _held_back(self, scene: Scene, other: Member) -> bool:
        """Whether `other` cannot leave the team yet, and who asked has been told why."""
        if await self.house.access.last_admin(scene, other):
            await self.house.access.trace(scene, "member.leave", other.person, granted=False)
            scene.sentences.append(_say_last(scene))
            await self.house.menu(scene, View(Show.MEMBER, about=other.person))
            return True
        if other.person != scene.person.id:
            return False  # nobody can be kept by their case files; who removes them has been warned
        alone = len(await self._alone(scene, other))
        if not alone:
            return False
        await self.house.access.trace(scene, "member.leave", other.person, granted=False)
        scene.sentences.append(
            scene.texts.count("You follow {n} case files alone: pass them on first, or erase them.", alone)
        )
        await self.house.menu(scene, View(Show.PASS_ON, about=other.person))
        return True

    async def _leave(self, scene: Scene, other: Member) -> None:
        await revoke_all(scene.tx, other.person, scene.now)
        held = await scene.tx.cases.held_by(other.person)
        lost = await holds_any_private(scene.tx, other.person)
        await scene.tx.organisations.leave(other.person)
        for case in held:
            for taker in (await scene.tx.cases.officers(case))[:1]:
                await pass_to(scene.tx, case, other.person, taker)
            await replan_case(scene.tx, scene.now, case, other.person)
        await replan_person(scene.tx, scene.now, other.person)
        await self.house.access.trace(scene, "member.leave", other.person)
        if other.person != scene.person.id:
            gone = msg("You no longer belong to the team: its case files are closed to you. What is your own stays yours.")  # fmt: skip
            told = scene.texts.say(gone)
            await scene.tell(other.person, f"{told} {say_was_lost(scene.texts)}" if lost else told)
            scene.sentences.append(scene.texts.say("It is done: this person is no longer in the team."))
            await self.house.menu(scene, View(Show.TEAM))
            return
        scene.member = None
        scene.speak_of(None)
        scene.sentences.append(scene.texts.say("It is done: you are no longer in the team."))
        await self.house.menu(scene, View(Show.HOME))

    async def _at_retention(self, scene: Scene, own: Member, view: View, code: str) -> None:
        admin = await self.house.access.admin(scene, "team.retention")
        organisation = await scene.tx.organisations.get(own.organisation)
        months = int(view.mode) if code == "confirm" else 0
        if code.startswith(MONTHS):
            months = int(code.removeprefix(MONTHS))
        if admin is None or organisation is None or not months:
            await self.house.menu(scene, View(Show.RETENTION if code == "close" else Show.TEAM))
            return
        shorter = months < organisation.retention_months
        if code != "confirm" and shorter and await self._doomed(scene, own, months):
            await self.house.menu(scene, View(Show.RETENTION, mode=str(months)))
            return
        await scene.tx.organisations.save(replace(organisation, retention_months=months))
        await self.house.access.trace(scene, "team.retention")
        scene.notes.append(scene.texts.say("It is noted."))
        await self.house.menu(scene, View(Show.TEAM))

    async def _at_my_name(self, scene: Scene, own: Member, view: View, code: str) -> None:
        if code == "drop":
            await self._name(scene, "")
        if view.mode == JOINED:
            await self.house.menu(scene, View(Show.HOME))
        else:
            await self.house.menu(scene, View(Show.MEMBER, about=own.person))

    async def typed(self, scene: Scene, view: View, text: str) -> bool:
        if view.show is not Show.MY_NAME or scene.member is None:
            return False
        name = cleaned(text)
        problem = name_problem(scene.texts, name) or _misunderstood(scene, name)
        if problem:
            scene.notes.append(problem)
            await self.house.menu(scene, view)
            return True
        await self._name(scene, name)
        scene.sentences.append(scene.texts.say("It is noted: your colleagues see “{name}”.", name=name))
        await self._at_my_name(scene, scene.member, view, "back")
        return True

    async def _name(self, scene: Scene, name: str) -> None:
        scene.person = replace(scene.person, name=name)
        await scene.tx.people.save(scene.person)
        if scene.member is not None:
            scene.member = replace(scene.member, name=name)


def _say_last(scene: Scene, *, alone: bool = False) -> str:
    if alone:
        return scene.texts.say("Somebody must run the team: invite a colleague first, then let them run it.")
    return scene.texts.say("Somebody must run the team: ask a colleague to run it too, first.")


def _misunderstood(scene: Scene, name: str) -> str:
    """That what was typed is no name of anybody but a word of the program, or has no letters; "" for a name."""
    texts, said = scene.texts, folded(name)
    words = (f"say.{word}" for word in ("yes", "none", "back", "home"))
    meant = said in {folded(word) for key in words if texts.has("words", key) for word in texts.words(key)}
    if meant or command_named(name, texts, (*COMMANDS, *OFFICE_COMMANDS)) is not None:
        return texts.say(
            "“{name}” means something else here: write what your colleagues call you.", name=name
        )
    between = {folded(word) for word in texts.words("between.choices")}
    if not any(each.isalpha() for word in said.split() if word not in between for each in word):
        return texts.say("Write what your colleagues call you, in letters.")
    return ""
