"""The counter that makes links: for colleagues, for groups, for a new telephone; and that revokes them."""

from dataclasses import replace

from bot.records import Invitation, Purpose, Role
from bot.service.counter import Counter
from bot.service.counters import link_screens as screens
from bot.service.counters.link_screens import LINK
from bot.service.counters.team_screens import on_page, paint_nobody, titles
from bot.service.documents import Code
from bot.service.invitations import Offer, invite
from bot.service.menus import case_name
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.screens import MENU
from bot.service.validity import live, revoke, worn
from bot.service.views import Show, View

GROUP_MOST = 10  # people of a group who may use one link


class Invites(Counter):
    """Makes links and shows one's own. A token is shown once, and stands in no view."""

    shows = frozenset({Show.INVITE, Show.INVITED, Show.LINKS, Show.PHONE})
    commands = frozenset({"invite", "phone"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - take no words
        if name == "invite" and scene.member is None:
            await self.house.access.trace(scene, "link.new", granted=False)
        await self.house.menu(scene, View(Show(name)))

    # What the screens show.

    async def paint(self, scene: Scene, view: View) -> Painting:
        match view.show:
            case Show.INVITE:
                return await self._paint_invite(scene, view)
            case Show.INVITED:
                link = await self._own(scene, view.about)
                if link is None:
                    return screens.paint_worn(scene.texts, scene.texts.say("This link is no longer good."))
                if worn(link, scene.now) is not None:
                    return screens.paint_used(scene.texts, link, await self._name(scene, link))
                return await self._paint_invited(scene, link, "")
            case Show.LINKS:
                links = await live(scene.tx, scene.person.id, scene.now)
                shown = on_page(links, view.page)
                names = {each.id: await self._name(scene, each) for each in shown}
                at = (view.page, scene.person.zone)
                return screens.paint_links(scene.texts, shown, names, len(links), at)
            case _ if view.about:
                other = await self.house.access.over(scene, view.about, "link.new")
                if other is None:
                    return paint_nobody(scene.texts)
                return screens.paint_phone(scene.texts, await self._title(scene, other.person))
        return screens.paint_phone(scene.texts, "")

    async def _paint_invite(self, scene: Scene, view: View) -> Painting:
        texts, member = scene.texts, scene.member
        if member is None:
            return screens.paint_invite_nobody(texts)
        if view.about:
            case = await self.house.access.case(scene, view.about)
            if case is None:
                said = texts.say("This case file is not (or no longer) within your reach.")
                return screens.paint_worn(texts, said)
            return screens.paint_invite_group(texts, case_name(texts, case))
        spoken = "" if scene.case is None else case_name(texts, scene.case)
        links = bool(await live(scene.tx, scene.person.id, scene.now))
        return screens.paint_invite(texts, spoken, admin=member.role is Role.ADMIN, links=links)

    async def _paint_invited(self, scene: Scene, link: Invitation, token: str) -> Painting:
        name = await self._name(scene, link)
        return screens.paint_invited(scene.texts, link, name, token, scene.person.zone)

    async def _own(self, scene: Scene, link: str) -> Invitation | None:
        """One of the links that the person made, good or not."""
        links = await scene.tx.invitations.of(scene.person.id)
        return next((each for each in links if each.id == link), None)

    async def _name(self, scene: Scene, link: Invitation) -> str:
        """What the link is for is called; "" for one's own telephone."""
        if link.purpose is Purpose.PHONE:
            return "" if link.person == scene.person.id else await self._title(scene, link.person)
        if link.purpose is not Purpose.BENEFICIARY:
            return ""
        followed = await scene.tx.cases.of(scene.person.id) if scene.member else ()
        case = next((each for each in followed if each.id == link.case), None)
        return (
            case_name(scene.texts, case) if case else scene.texts.say("a case file that you no longer follow")
        )

    async def _title(self, scene: Scene, person: str) -> str:
        members = await scene.tx.organisations.members(scene.member.organisation) if scene.member else ()
        said = titles(scene.texts, members, scene.person.zone)
        return said.get(person) or scene.texts.say("somebody who left the team")

    # What is done there.

    async def press(self, scene: Scene, view: View, code: str) -> None:
        if code == "back" and view.page:
            await self.house.menu(scene, replace(view, page=view.page - 1))
        elif code == "more":
            await self.house.menu(scene, replace(view, page=view.page + 1))
        elif code == "links":
            await self.house.menu(scene, View(Show.LINKS))
        elif code == "close":
            await self.house.menu(scene, View(Show.HOME))
        elif view.show is Show.INVITE:
            await self._at_invite(scene, view, code)
        elif view.show is Show.INVITED:
            await self._at_invited(scene, view, code)
        elif view.show is Show.PHONE and code == "confirm":
            person = view.about or scene.person.id
            await self._make(scene, Offer(Purpose.PHONE, by=scene.person.id, person=person))
        elif view.show is Show.PHONE and view.about:
            await self.house.menu(scene, View(Show.MEMBER, about=view.about))
        elif view.show is Show.LINKS and code.startswith(LINK):
            await self._revoke(scene, code.removeprefix(LINK))
            await self.house.menu(scene, View(Show.LINKS))
        else:
            member = scene.member is not None and view.show is Show.LINKS
            await self.house.menu(scene, View(Show.TEAM if member else Show.HOME))

    async def _at_invite(self, scene: Scene, view: View, code: str) -> None:
        by = scene.person.id
        match code:
            case "officer" | "admin":
                await self._make(scene, Offer(Purpose(code), by=by))
            case "confirm":
                await self._make(scene, Offer(Purpose.BENEFICIARY, by=by, case=view.about, most=GROUP_MOST))
            case "group" if scene.case is not None:
                await self.house.menu(scene, View(Show.INVITE, about=scene.case.id))
            case "cases":
                await self.house.menu(scene, View(Show.CASES))
            case _ if view.about:
                await self.house.menu(scene, View(Show.CASE, about=view.about))
            case _:
                await self.house.menu(scene, View(Show.TEAM))

    async def _at_invited(self, scene: Scene, view: View, code: str) -> None:
        link = await self._own(scene, view.about)
        if link is not None and code == "another":
            scene.below = True  # the message with the link stays where it is
            same = Offer(link.purpose, by=scene.person.id, case=link.case, person=link.person, most=link.most)
            await self._make(scene, same)
        elif code == "revoke":
            await self._revoke(scene, view.about)
            await self.house.menu(scene, View(Show.LINKS))
        else:
            scene.below = True
            await self.house.menu(scene, View(Show.TEAM if scene.member else Show.HOME))

    async def _make(self, scene: Scene, offer: Offer) -> None:
        """Make the link, if the person may, and show it this once."""
        organisation = await self._organisation(scene, offer)
        if organisation is None:
            await self.house.say(scene, scene.texts.say("This invitation is not within your reach."))
            return
        offer = replace(offer, organisation=organisation)
        if offer.purpose is Purpose.PHONE:
            for each in await live(scene.tx, scene.person.id, scene.now):
                if each.person == offer.person:  # one key to a person at a time
                    await revoke(scene.tx, each, scene.now)
        link, token = await invite(scene.tx, self.house.access.ids, scene.now, offer)
        await self.house.access.trace(scene, "link.new", offer.case or offer.person or link.id)
        painting = await self._paint_invited(scene, link, token)
        scene.show(MENU, View(Show.INVITED, about=link.id), painting)
        scene.documents.append(
            Code(
                file_name=f"{scene.texts.say('link')}.png",
                token=token,
                caption=scene.texts.say("To scan with the other telephone."),
            )
        )

    async def _organisation(self, scene: Scene, offer: Offer) -> str | None:
        """For which organisation the person may make the link ("" for none); None when they may not. Traces refusals."""
        access, member = self.house.access, scene.member
        match offer.purpose:
            case Purpose.PHONE if offer.person == scene.person.id:
                return ""
            case Purpose.PHONE:
                other = await access.over(scene, offer.person, "link.new")
                return None if other is None else other.organisation
            case Purpose.ADMIN:
                admin = await access.admin(scene, "link.new")
                return None if admin is None else admin.organisation
            case Purpose.BENEFICIARY:
                case = await access.case(scene, offer.case)
                return None if case is None else case.organisation
            case Purpose.OFFICER:
                if member is None:
                    await access.trace(scene, "link.new", granted=False)
                return None if member is None else member.organisation

    async def _revoke(self, scene: Scene, link: str) -> None:
        found = await self._own(scene, link)
        if found is None or worn(found, scene.now) is not None:
            await self.house.access.trace(scene, "link.revoke", granted=False)
            return
        await revoke(scene.tx, found, scene.now)
        await self.house.access.trace(scene, "link.revoke", found.case or found.id)
        scene.notes.append(scene.texts.say("The link is cancelled: nobody can use it any more."))

    async def typed(self, scene: Scene, view: View, text: str) -> bool:  # noqa: ARG002 - nothing is typed here
        return False
