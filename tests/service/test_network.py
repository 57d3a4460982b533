"""The network as it is met: nothing is shown but what was opened, field by field, with the group's consent."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.engine.values import One, Several
from bot.loading.library import Library
from bot.records import CaseState, NetworkField, NetworkShare
from bot.service.views import Show, View
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.interviewed import interviewed
from tests.service.invited import shown
from tests.service.office import Office, Visitor, opened

AGREED = "La présidente, à la réunion du 12 mars"


@pytest.fixture
async def office(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Office]:
    async with opened(database, content, clock) as office:
        yield office


class Two:
    """Two organisations: Alice follows « Les Tilleuls » in one, Zoé is in the other."""

    def __init__(self, office: Office, alice: Visitor, zoe: Visitor, case: str) -> None:
        self.office, self.alice, self.zoe, self.case = office, alice, zoe, case

    async def opens(self, field: str, consent: str = AGREED) -> str:
        await shown(self.alice, View(Show.NETWORK_CASE, about=self.case))
        await self.alice.touches(f"Ouvrir : {field}")
        return await self.alice.says(consent)

    async def seen(self) -> str:
        """What Zoé reads of the network."""
        return (await self.zoe.sends("network")).replace("\u00a0", " ")

    async def grants(self) -> list[NetworkShare]:
        async with self.office.store.transaction() as tx:
            return list(await tx.network.of(self.case))

    async def archive(self) -> None:
        async with self.office.store.transaction() as tx:
            case = await tx.cases.get(self.case)
            assert case is not None
            await tx.cases.save(replace(case, state=CaseState.ARCHIVED))


@pytest.fixture
async def two(office: Office) -> Two:
    organisation = await office.organisation("Appui rural")
    alice = await office.officer(organisation, "Alice")
    zoe = await office.officer(await office.organisation("Ailleurs"), "Zoé")
    case = await office.case(organisation, "Les Tilleuls", alice)
    async with office.store.transaction() as tx:
        kept = await tx.cases.get(case)
        assert kept is not None
        filled = replace(kept, territory="Haut-Jura", themes="cantine", contact="06 00 00 00 00")
        await tx.cases.save(filled)
    return Two(office, alice, zoe, case)


async def test_nothing_is_seen_before_it_is_opened(two: Two) -> None:
    said = await two.seen()
    assert "Aucun groupe ne montre rien" in said
    assert "ouvrez son dossier, puis « Réseau »" in said
    assert "Tilleuls" not in said


async def test_only_the_open_field_is_seen_with_the_organisation(two: Two) -> None:
    asked = await two.opens("le territoire")
    assert "C’est ouvert" in asked
    said = await two.seen()
    assert "Accompagné par Appui rural" in said
    assert "Haut-Jura" in said
    for hidden in ("Tilleuls", "cantine", "06 00", "présidente", "Alice"):
        assert hidden not in said
    assert await two.zoe.traced("network.see") >= 1
    assert await two.alice.traced("network.open") == 1


async def test_the_consent_is_kept_with_its_dates_and_shown_to_the_officer_alone(two: Two) -> None:
    await two.opens("le territoire")
    (grant,) = await two.grants()
    assert (grant.field, grant.consent) == (NetworkField.TERRITORY, AGREED)
    assert (grant.expires_at.year, grant.by) == (2027, (await two.alice.person()).id)
    said = await shown(two.alice, View(Show.NETWORK_CASE, about=two.case))
    assert AGREED in said
    assert "24 novembre 2027" in said.replace("\u00a0", " ")


async def test_what_others_would_see_is_shown_before_it_is_opened(two: Two) -> None:
    await shown(two.alice, View(Show.NETWORK_CASE, about=two.case))
    asked = (await two.alice.touches("Ouvrir : le contact")).replace("\u00a0", " ")
    assert "Le contact : 06 00 00 00 00" in asked
    assert "jusqu’au 24 novembre 2027" in asked
    await two.alice.touches("Ne rien ouvrir")
    assert not await two.grants()


@pytest.mark.parametrize("words", ["", "…", "  ", "ok", "\u202e", "x" * 201])
async def test_a_consent_that_says_nothing_or_too_much_opens_nothing(two: Two, words: str) -> None:
    said = await two.opens("le nom du groupe", words)
    assert "Qui, dans le groupe" in said
    assert not await two.grants()
    assert "C’est ouvert" in await two.alice.says(AGREED)


async def test_closing_is_one_tap_and_takes_it_away_at_once(two: Two) -> None:
    await two.opens("le nom du groupe")
    assert "Tilleuls" in await two.seen()
    await shown(two.alice, View(Show.NETWORK_CASE, about=two.case))
    assert "C’est fermé" in await two.alice.touches("Fermer : le nom du groupe")
    assert "Tilleuls" not in await two.seen()
    assert await two.alice.traced("network.close") == 1


async def test_after_twelve_months_it_is_no_longer_seen_and_can_be_renewed(two: Two) -> None:
    await two.opens("le nom du groupe")
    two.office.clock.turn(days=365)
    assert "Tilleuls" not in await two.seen()
    assert "C’est ouvert" in await two.opens("le nom du groupe")
    assert "Tilleuls" in await two.seen()


async def test_renewing_replaces_the_consent(two: Two) -> None:
    await two.opens("le nom du groupe")
    two.office.clock.turn(days=300)
    await shown(two.alice, View(Show.NETWORK_CASE, about=two.case))
    await two.alice.touches("Renouveler : le nom du groupe")
    await two.alice.says("Le bureau, par courrier")
    holding = [grant for grant in await two.grants() if grant.holds(two.office.clock.now())]
    assert [grant.consent for grant in holding] == ["Le bureau, par courrier"]


async def test_an_archived_case_does_not_appear(two: Two) -> None:
    await two.opens("le nom du groupe")
    await two.archive()
    assert "Tilleuls" not in await two.seen()
    assert "archivé" in await shown(two.alice, View(Show.NETWORK_CASE, about=two.case))


async def test_the_needs_are_the_causes_of_the_last_result(two: Two) -> None:
    await interviewed(
        two.office, two.alice, two.case, activity=One("none"), appetite=One("yes"), gaps=Several(("missing_funding",))
    )  # fmt: skip
    assert "dites-le au groupe" in await asked_for_needs(two)
    await two.alice.says(AGREED)
    said = await two.seen()
    assert "Les besoins : " in said
    assert "Tilleuls" not in said


async def asked_for_needs(two: Two) -> str:
    await shown(two.alice, View(Show.NETWORK_CASE, about=two.case))
    return await two.alice.touches("Ouvrir : les besoins")


async def test_the_needs_tell_nothing_of_what_is_confidential(two: Two) -> None:
    said = {}
    for marked in ((), ("gaps",)):
        two.office.clock.turn(days=1)
        await interviewed(
            two.office, two.alice, two.case, marked=marked,
            activity=One("none"), appetite=One("yes"), gaps=Several(("missing_funding", "hostile_actor")),
        )  # fmt: skip
        said[marked] = await shown(two.alice, View(Show.NETWORK_CASE, about=two.case))
    open_needs = next(line for line in said[()].splitlines() if line.startswith("Les besoins"))
    assert open_needs not in said["gaps",]
    assert "rien à montrer" in said["gaps",]


async def test_a_field_without_words_cannot_be_opened(two: Two) -> None:
    await shown(two.alice, View(Show.NETWORK_CASE, about=two.case))
    assert not any("besoins" in label for label in two.alice.labels)
    await two.alice.presses("o.needs")
    assert not await two.grants()


async def test_who_belongs_to_no_organisation_does_not_see_the_network(two: Two) -> None:
    await two.opens("le nom du groupe")
    stranger = two.office.visitor("stranger")
    await stranger.sends("start")
    await stranger.touches(stranger.labels[0])
    said = await shown(stranger, View(Show.NETWORK))
    assert "réservé" in said
    assert "Tilleuls" not in said


async def test_an_officer_who_does_not_follow_the_case_can_open_nothing_of_it(two: Two) -> None:
    said = await shown(two.zoe, View(Show.NETWORK_CASE, about=two.case))
    assert "à votre portée" in said
    await shown(two.zoe, View(Show.NETWORK_CONSENT, about=two.case, mode="contact"))
    await two.zoe.says(AGREED)
    assert not await two.grants()


async def test_many_sheets_come_in_pages(two: Two) -> None:
    member = await two.alice.member()
    assert member is not None
    for number in range(7):
        name = f"Groupe {number}"
        case = await two.office.case(member.organisation, name, two.alice)
        await Two(two.office, two.alice, two.zoe, case).opens("le nom du groupe")
    first = await two.seen()
    second = await two.zoe.touches("Suite")
    names = [f"Groupe {number}" for number in range(7)]
    assert sum(name in first for name in names) == 5
    assert sum(name in second for name in names) == 2
    assert all((name in first) != (name in second) for name in names)
