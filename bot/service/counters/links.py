"""The counter where links are opened: joining a team, finding out for a group, another account, or an interview."""

from dataclasses import replace
from datetime import timedelta

from bot.engine.dialogue import Voice
from bot.records import Chat, Invitation, Member, Person, Purpose, Role, Subject
from bot.service.counter import Counter
from bot.service.counters import link_screens as screens
from bot.service.counters.opening import open_by_link, opens_interview
from bot.service.counters.team import JOINED
from bot.service.follow_up.schedule import replan_person
from bot.service.interviews import MAIN_DIALOGUE
from bot.service.invitations import hashed
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.screens import MENU
from bot.service.validity import Flaw, flaw
from bot.service.views import Show, View

_MOST_FAILURES, _WITHIN, _PAUSE = 5, timedelta(minutes=10), timedelta(hours=1)
_PAUSED = "link.pause"  # in the audit trail: too many links that could not be used


class Links(Counter):
    """Looks at the link that somebody opened. `about` of its view is the hash of the token, which opens nothing."""

    shows = frozenset({Show.TAKE_OVER})
    commands = frozenset({"link"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - there is one
        token = argument.strip().rpartition("start=")[2]  # a link pasted whole will do
        if opens_interview(token):  # no guess at an invitation: it never counts as one
            await open_by_link(self.house, scene, token)
            return
        if await scene.tx.audit.refused(scene.person.id, _PAUSED, scene.now - _PAUSE):
            await self.house.access.trace(scene, "link.wait", granted=False)
            await self._home(scene, scene.texts.say("Many links have not worked. To be safe, I look at no more for an hour; then try again, with a new link."))  # fmt: skip
            return
        link = await scene.tx.invitations.by_hash(hashed(token))
        if link is not None and await self._known(scene, link):
            return
        if not await self._good(scene, link) or link is None:
            return
        if scene.person.voice is None and link.purpose is not Purpose.PHONE:
            scene.sentences += screens.say_hello(scene.texts)
        if link.purpose is Purpose.BENEFICIARY:
            await self._find_out(scene, link)
        else:
            await self.house.menu(scene, View(Show.TAKE_OVER, about=link.token_hash, mode=link.purpose))

    async def _known(self, scene: Scene, link: Invitation) -> bool:
        """Whether the person used the link before: they are told, and nothing changes."""
        if link.id not in {each.id for each in await scene.tx.invitations.used_by(scene.person.id)}:
            return False
        texts, member = scene.texts, scene.member
        if link.purpose is Purpose.PHONE:
            said = texts.say("It is done already: here you are the same person as on your old account.")
        elif link.purpose is Purpose.BENEFICIARY:
            said = texts.say("You have opened this link already; it is noted. Go on where you were.")
        elif member is not None and member.organisation == link.organisation:
            said = texts.say("You have opened this link already: you belong to the team.")
        else:
            return False
        scene.sentences.append(said)
        await self.house.reshow(scene)
        return True

    async def _fail(self, scene: Scene, wrong: Flaw) -> None:
        access, refused = self.house.access, scene.tx.audit.refused
        await access.trace(scene, "link.use", granted=False)
        if await refused(scene.person.id, "link.use", scene.now - _WITHIN) >= _MOST_FAILURES:
            await access.trace(scene, _PAUSED, granted=False)
        await self._home(scene, screens.say_flaw(scene.texts, wrong))

    async def _home(self, scene: Scene, sentence: str) -> None:
        scene.sentences.append(sentence)
        await self.house.menu(scene, View(Show.WELCOME if scene.person.voice is None else Show.HOME))

    async def _refusal(self, scene: Scene, link: Invitation) -> str:
        """Why the person cannot use a good link, traced; "" when they can."""
        said, action = "", "member.join"
        texts, member = scene.texts, scene.member
        match link.purpose:
            case Purpose.BENEFICIARY if member is not None or link.by == scene.person.id:
                action = "link.use_own"
                said = texts.say("This link is meant for the group: hand it over to them.")
            case Purpose.PHONE:
                action = "phone.take_over"
                said = await self._not_taking_over(scene, link)
            case Purpose.ADMIN | Purpose.OFFICER if member is not None:
                raised = link.purpose is Purpose.ADMIN and member.role is Role.OFFICER
                if member.organisation != link.organisation:
                    said = texts.say("You belong to a team already, and one belongs to one team at a time. To change, leave yours first: /equipe, then “Me in the team”.")  # fmt: skip
                elif not raised:
                    said = texts.say("You belong to this team already. The link is for somebody else.")
        if said:
            await self.house.access.trace(scene, action, link.id, granted=False)
        return said

    async def _not_taking_over(self, scene: Scene, link: Invitation) -> str:
        """Why this account cannot become that of another person; "" when it can."""
        if link.person == scene.person.id:
            return scene.texts.say("This link is for your new account: open it there, not here.")
        answered = any(each.answered for each in await scene.tx.sessions.of(scene.person.id))
        if scene.member is not None or answered:
            return scene.texts.say("This account has interviews or a team of its own already, which would be lost. Erase them here first with /supprimer, then open the link again.")  # fmt: skip
        return ""

    # What opening it does, asked first.

    async def paint(self, scene: Scene, view: View) -> Painting:
        texts = scene.texts
        link = await scene.tx.invitations.by_hash(view.about)
        wrong = await flaw(scene.tx, link, scene.now)
        if link is None or wrong is not None:
            return screens.paint_worn(texts, screens.say_flaw(texts, wrong or Flaw.UNKNOWN))
        if link.purpose is Purpose.PHONE:
            return screens.paint_take_over(texts)
        organisation = await scene.tx.organisations.get(link.organisation)
        if organisation is None:
            return screens.paint_worn(texts, screens.say_flaw(texts, Flaw.UNKNOWN))
        return screens.paint_join(texts, organisation.name, link, member=scene.member is not None)

    async def press(self, scene: Scene, view: View, code: str) -> None:
        link = await scene.tx.invitations.by_hash(view.about)
        if code != "confirm":
            await self.house.menu(scene, View(Show.WELCOME if scene.person.voice is None else Show.HOME))
            return
        if not await self._good(scene, link) or link is None:
            return
        if link.purpose is Purpose.PHONE:
            await self._take_over(scene, link)
        elif link.purpose is Purpose.BENEFICIARY:
            await self._find_out(scene, link)
        else:
            await self._join(scene, link)

    async def _good(self, scene: Scene, link: Invitation | None) -> bool:
        """Whether the link can be used by the person now; if not, why is said."""
        wrong = await flaw(scene.tx, link, scene.now)
        if link is None or wrong is not None:
            await self._fail(scene, wrong or Flaw.UNKNOWN)
            return False
        refusal = await self._refusal(scene, link)
        if refusal:
            await self._home(scene, refusal)
        return not refusal

    async def _used(self, scene: Scene, link: Invitation) -> None:
        await scene.tx.invitations.use(link, scene.person.id, scene.now)
        await self.house.access.trace(scene, "link.use", link.case or link.id)

    async def _is(self, scene: Scene, voice: Voice) -> None:
        scene.person = replace(scene.person, voice=voice)
        await scene.tx.people.save(scene.person)

    async def _join(self, scene: Scene, link: Invitation) -> None:
        before, role = scene.member, Role(link.purpose)
        since = scene.now if before is None else before.since
        scene.member = Member(scene.person.id, link.organisation, role, since, scene.person.name)
        await scene.tx.organisations.join(scene.member)
        await self._is(scene, Voice.OFFICER)
        await self._used(scene, link)
        await self.house.access.trace(scene, "member.role" if before else "member.join", scene.person.id)
        await replan_person(scene.tx, scene.now, scene.person.id)
        if before is not None:
            await self._home(scene, scene.texts.say("It is done: you run the team too."))
            return
        scene.sentences.append(scene.texts.say("Welcome to the team."))
        await self.house.menu(scene, View(Show.MY_NAME, mode=JOINED))

    async def _find_out(self, scene: Scene, link: Invitation) -> None:
        """The interview about oneself. Whom to share it with is found by who used which link."""
        await self._is(scene, Voice.BENEFICIARY)
        await self._used(scene, link)
        organisation = await scene.tx.organisations.get(link.organisation)
        inviter = await scene.tx.people.get(link.by) if link.by else None
        name = "" if organisation is None else organisation.name
        scene.sentences += screens.say_welcome(scene.texts, name, inviter.name if inviter else "")
        await self.house.start(scene, MAIN_DIALOGUE, Subject())

    async def _take_over(self, scene: Scene, link: Invitation) -> None:
        """Who was new here is nobody any more; the person of the link is met here, and here only."""
        tx, people = scene.tx, scene.tx.people
        person = await people.get(link.person)
        if person is None:
            await self._fail(scene, Flaw.UNKNOWN)
            return
        await self.house.access.trace(scene, "phone.take_over", person.id)
        member = await tx.organisations.member(person.id) is not None
        await scene.tell(person.id, screens.say_taken_over(scene.texts, officer=member))
        chat = Chat(scene.address, person.id)
        for address in await people.addresses(person.id):
            before = await tx.chats.at(address)
            if before is not None:
                chat = replace(chat, active=before.active, case=before.case, case_before=before.case_before)
            await people.leave(address)
        await people.leave(scene.address)
        await people.erase(scene.person.id)
        await people.add(person, scene.address)
        await replan_person(tx, scene.now, person.id)  # they may not have been reachable before
        await self._become(scene, person, chat)
        await self._used(scene, link)
        await self._home(scene, scene.texts.say("It is done: you are the same person here as on your old account, which gives access to nothing any more."))  # fmt: skip

    async def _become(self, scene: Scene, person: Person, chat: Chat) -> None:
        """From here on the turn is that of `person`; the numbers of screens go on."""
        scene.person = person
        scene.chat = replace(chat, screen=scene.chat.screen)
        scene.cards = {name: card for name, card in scene.cards.items() if name == MENU}
        scene.member = await scene.tx.organisations.member(person.id)
        scene.case = await scene.tx.cases.seen_by(person.id, chat.case) if chat.case else None
