"""The counter of one's rights over what is kept: seeing it, receiving a copy, and erasing it."""

import json

from bot.engine.dialogue import Voice
from bot.service.counter import Counter
from bot.service.counters import personal_page
from bot.service.counters.personal_page import Teller
from bot.service.counters.rights_screens import Leaving, paint_erase, paint_erased, paint_my_data
from bot.service.dates import local_day
from bot.service.documents import Document, Raw
from bot.service.follow_up.schedule import replan_case
from bot.service.follow_up.steps import pass_to
from bot.service.painting import Painting
from bot.service.personal_copy import gather, plain, said, with_logs
from bot.service.scene import Scene
from bot.service.screens import MENU, Screen
from bot.service.views import Show, View


class Rights(Counter):
    """What everybody may ask of the program about themselves."""

    shows = frozenset({Show.MY_DATA, Show.ERASE, Show.ERASE_SURE})
    commands = frozenset({"my_data", "erase"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - it takes no words
        await self.house.menu(scene, View(Show(name)))

    async def paint(self, scene: Scene, view: View) -> Painting:
        if view.show is Show.MY_DATA:
            return paint_my_data(scene.texts, await gather(scene.tx, scene.person))
        return paint_erase(scene.texts, await self._leaving(scene), sure=view.show is Show.ERASE_SURE)

    async def press(self, scene: Scene, view: View, code: str) -> None:
        match code:
            case "json" | "pdf":
                await self._copy(scene, view, code)
            case "my_data" | "team":
                await self.house.command(scene, code)
            case "erase":
                show = Show.ERASE if view.show is Show.MY_DATA else Show.ERASE_SURE
                await self.house.menu(scene, View(show))
            case "erase_sure" if view.show is Show.ERASE_SURE:
                await self._erase(scene)
            case _:
                scene.below = True
                await self.house.reshow(scene, menu=False)

    # A copy.

    async def _copy(self, scene: Scene, view: View, form: str) -> None:
        """All that is kept, handed over at once."""
        await self.house.access.trace(scene, "person.copy")
        scene.documents.append(await self._document(scene, form))
        scene.toast = scene.texts.say("The file is on its way.")
        await self.house.menu(scene, view)

    async def _document(self, scene: Scene, form: str) -> Document:
        texts, person, library = scene.texts, scene.person, self.house.interviews.library
        kept = await with_logs(scene.tx, await gather(scene.tx, person))
        interviews = [said(library, texts, each) for each in (*kept.own, *kept.private)]
        if form == "pdf":
            teller = Teller(texts, library, person.zone, person.voice or Voice.BENEFICIARY)
            return personal_page.page(teller, kept, interviews, scene.now)
        day = local_day(scene.now, person.zone).isoformat()
        text = json.dumps(plain(kept, interviews, texts), ensure_ascii=False, indent=2)
        return Raw(f"{texts.say('my-data')}-{day}.json", text)

    # Erasing.

    async def _leaving(self, scene: Scene) -> Leaving:
        """What an erasure would do to others."""
        tx, member = scene.tx, scene.member
        shares = sum(each.holds(scene.now) for each in await tx.shares.of(scene.person.id))
        sessions = await tx.sessions.of(scene.person.id)
        answered = sum(not each.subject.oneself and not each.private for each in sessions)
        exported = bool(await tx.reminders.exported(scene.person.id))
        if member is None:
            return Leaving(shares, answered, exported=exported)
        held = await tx.cases.held_by(scene.person.id)
        alone = [case for case in held if len(await tx.cases.officers(case)) == 1]
        return Leaving(
            shares,
            answered,
            member=True,
            alone=len(alone),
            last_admin=await self.house.access.last_admin(scene, member),
            last_member=len(await tx.organisations.members(member.organisation)) == 1,
            exported=exported,
        )

    async def _erase(self, scene: Scene) -> None:
        """At once and completely. The line in the audit trail names an id that leads nowhere from then on."""
        await self.house.access.trace(scene, "person.erase")
        for case in await scene.tx.cases.held_by(
            scene.person.id
        ):  # its reminders are somebody else's from now on
            await scene.tx.cases.unassign(case, scene.person.id)
            for taker in (await scene.tx.cases.officers(case))[:1]:
                await pass_to(scene.tx, case, scene.person.id, taker)
            await replan_case(scene.tx, scene.now, case, scene.person.id)
        await scene.tx.people.erase(scene.person.id)
        number = scene.chat.screen + 1
        scene.erased = True
        scene.screens = {MENU: Screen(MENU, number, paint_erased(scene.texts).blocks, below=True)}
