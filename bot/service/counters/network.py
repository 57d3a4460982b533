"""The counter of the network: what case files show of themselves, each field with the group's consent."""

from dataclasses import replace

from bot.records import CaseFile, CaseState, NetworkField, NetworkShare
from bot.service import sharing
from bot.service.counter import Counter
from bot.service.counters import network_screens as screens
from bot.service.counters.network_screens import Grant, Window
from bot.service.counters.shared_screens import paint_gone
from bot.service.dates import local_day
from bot.service.menus import case_name
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.sharing import Sheet
from bot.service.standings import situating
from bot.service.typed import FIELD_LONGEST, cleaned, too_long
from bot.service.views import Show, View

_SHORTEST = 3  # letters and digits that say who agreed
_WORDS = 2  # « oui » says neither who nor how


class Networking(Counter):
    """What officers open of their cases to others, and what all of them see."""

    shows = frozenset({Show.NETWORK, Show.NETWORK_CASE, Show.NETWORK_CONSENT})
    commands = frozenset({"network"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - one command, no words
        await self.house.menu(scene, View(Show.NETWORK))

    async def paint(self, scene: Scene, view: View) -> Painting:
        if view.show is Show.NETWORK:
            return await self._paint_network(scene, view)
        texts = scene.texts
        case = await self.house.access.case(scene, view.about)
        if case is None:
            return paint_gone(texts, texts.say("This case file is not (or no longer) within your reach."))
        window = await self._window(scene, case)
        field = _field(view.mode)
        if view.show is Show.NETWORK_CASE or field is None or window.archived or not window.words[field]:
            return screens.paint_case(texts, window)
        last = local_day(sharing.until(scene.now), scene.person.zone)
        return screens.paint_consent(texts, window, field, last)

    async def press(self, scene: Scene, view: View, code: str) -> None:
        house = self.house
        match code:
            case "home":
                await house.menu(scene, View(Show.HOME))
            case "more":
                await house.menu(scene, replace(view, page=view.page + 1))
            case "close" if view.show is Show.NETWORK_CASE:
                await house.open_case(scene, view.about)
            case _ if code.startswith(screens.OPEN):
                asked = View(Show.NETWORK_CONSENT, about=view.about, mode=code.removeprefix(screens.OPEN))
                await house.menu(scene, asked)
            case _ if code.startswith(screens.CLOSE):
                await self._close(scene, view, _field(code.removeprefix(screens.CLOSE)))
            case _:
                await house.menu(scene, View(Show.NETWORK_CASE, about=view.about))

    async def typed(self, scene: Scene, view: View, text: str) -> bool:
        """On the screen of consent: who agreed, and how."""
        field = _field(view.mode)
        if view.show is not Show.NETWORK_CONSENT or field is None:
            return False
        texts, consent = scene.texts, cleaned(text)
        if len(consent.split()) < _WORDS or sum(each.isalnum() for each in consent) < _SHORTEST:
            problem = texts.say("Write in a few words who agreed, and how.")
        else:
            problem = too_long(texts, consent, FIELD_LONGEST)
        if problem:
            scene.notes.append(problem)
            await self.house.menu(scene, view)
        else:
            await self._open(scene, view, field, consent)
        return True

    # A case.

    async def _window(self, scene: Scene, case: CaseFile) -> Window:
        shares = await scene.tx.network.of(case.id)
        needs = await self._needs(scene, case.id)
        organisation = await scene.tx.organisations.get(case.organisation)
        zone = scene.person.zone
        grants = {
            field: Grant(each.consent, local_day(each.given_at, zone), local_day(each.expires_at, zone))
            for field, each in sharing.opened(shares, scene.now).items()
        }
        name = "" if organisation is None else organisation.name
        sheet = sharing.sheet(name, case, needs, shares, scene.now)
        archived = case.state is CaseState.ARCHIVED
        return Window(case_name(scene.texts, case), sharing.words(case, needs), grants, sheet, archived)

    async def _open(self, scene: Scene, view: View, field: NetworkField, consent: str) -> None:
        case = await self.house.access.case(scene, view.about, "network.open")
        if case is not None and case.state is CaseState.OPEN:
            await self._withdraw(scene, case.id, field)
            share = NetworkShare(
                id=self.house.access.ids.new(),
                case=case.id,
                field=field,
                by=scene.person.id,
                consent=consent,
                given_at=scene.now,
                expires_at=sharing.until(scene.now),
            )
            await scene.tx.network.add(share)
            scene.notes.append(scene.texts.say("It is open, and the agreement is noted with its date."))
        await self.house.menu(scene, View(Show.NETWORK_CASE, about=view.about))

    async def _close(self, scene: Scene, view: View, field: NetworkField | None) -> None:
        case = await self.house.access.case(scene, view.about, "network.close")
        if case is not None and field is not None:
            await self._withdraw(scene, case.id, field)
            scene.notes.append(scene.texts.say("It is closed: the network no longer sees it."))
        await self.house.menu(scene, View(Show.NETWORK_CASE, about=view.about))

    async def _withdraw(self, scene: Scene, case: str, field: NetworkField) -> None:
        for share in await scene.tx.network.of(case):
            if share.field is field and share.holds(scene.now):
                await scene.tx.network.save(replace(share, withdrawn_at=scene.now))

    # Everybody.

    async def _paint_network(self, scene: Scene, view: View) -> Painting:
        if scene.member is None:
            await self.house.access.trace(scene, "network.see", granted=False)
            sentence = scene.texts.say(
                "The network is for the people who support groups, in their organisations."
            )
            return paint_gone(scene.texts, sentence)
        by_case: dict[str, list[NetworkShare]] = {}
        for share in await scene.tx.network.all(scene.now):
            by_case.setdefault(share.case, []).append(share)
        first = view.page * screens.PAGE
        cases = list(by_case)[first : first + screens.PAGE]
        sheets = [await self._sheet(scene, case, by_case[case]) for case in cases]
        shown = [sheet for sheet in sheets if sheet is not None]
        return screens.paint_network(scene.texts, shown, more=len(by_case) > first + screens.PAGE)

    async def _sheet(self, scene: Scene, case: str, shares: list[NetworkShare]) -> Sheet | None:
        """The open fields of a case and nothing else: what is read to make the sheet goes no further."""
        found = await scene.tx.cases.get(case)
        organisation = None if found is None else await scene.tx.organisations.get(found.organisation)
        if found is None or organisation is None:
            return None
        needed = NetworkField.NEEDS in sharing.opened(shares, scene.now)
        needs = await self._needs(scene, case) if needed else ""
        await self.house.access.trace(scene, "network.see", case)
        return sharing.sheet(organisation.name, found, needs, shares, scene.now)

    async def _needs(self, scene: Scene, case: str) -> str:
        """The causes of the last result about where a case stands, worked out without what is confidential; "" for none."""
        interviews = self.house.interviews
        for diagnosis in situating(await scene.tx.diagnoses.about(case, viewer="")):
            record = await scene.tx.sessions.get(diagnosis.session)
            if record is None or record.dialogue not in interviews.library.engines:
                continue
            interview = await interviews.take_up(scene, record)
            told = sharing.as_told(interview.engine, interview.session)
            result = interview.engine.result(told)
            names = [interview.wording.cause(result.outcome, cause, "name") for cause in result.causes]
            return interview.wording.listed(names) if names else ""
        return ""


def _field(name: str) -> NetworkField | None:
    return NetworkField(name) if name in set(NetworkField) else None
