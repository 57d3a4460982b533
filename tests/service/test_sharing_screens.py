"""Sharing as it is met: by who shares, by who is shared with, and by who should see nothing of it."""

from collections.abc import AsyncIterator

import pytest

from bot.engine.session import Confide, Edit
from bot.engine.values import Key, One
from bot.loading.library import Library
from bot.records import Purpose, Share
from bot.service.invitations import Offer
from bot.service.views import Show, View, encode_view
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.interviewed import interviewed
from tests.service.office import Office, Visitor, opened


@pytest.fixture
async def office(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Office]:
    async with opened(database, content, clock) as office:
        yield office


class Invited:
    """A group's member who came by the link of Alice, an officer of the case « Les Tilleuls »."""

    def __init__(self, office: Office, alice: Visitor, group: Visitor, case: str, session: str) -> None:
        self.office, self.alice, self.group, self.case, self.session = office, alice, group, case, session

    async def shares(self) -> list[Share]:
        async with self.office.store.transaction() as tx:
            return list(await tx.shares.with_case(self.case))

    async def shared_with(self) -> str:
        """What Alice reads of the first share."""
        await shown(self.alice, View(Show.VIEWS_COMPARED, about=self.case))
        return await self.alice.touches("Partagé par")


async def shown(visitor: Visitor, view: View) -> str:
    """What `visitor` reads on a menu screen, whichever way led to it."""
    office, address = visitor.office, visitor.address
    async with office.store.transaction() as tx:
        conversation = office.conversation
        scene = await conversation._enter(tx, address, below=True)
        await conversation.reception.menu(scene, view)
        visitor.answer = await scene.leave()
    visitor.screen = visitor.answer.screens[-1]
    return visitor.read


@pytest.fixture
async def invited(office: Office) -> Invited:
    organisation = await office.organisation("Appui rural")
    alice = await office.officer(organisation, "Alice")
    case = await office.case(organisation, "Les Tilleuls", alice)
    group = office.visitor("group")
    by = (await alice.person()).id
    token = await office.link(Offer(Purpose.BENEFICIARY, organisation, by, case, most=10))
    await group.sends("start", token)
    await group.touches(group.labels[0])
    return Invited(office, alice, group, case, await interviewed(office, group))


async def agree(group: Visitor) -> str:
    await group.sends("shares")
    await group.touches("Partager «", "Continuer")
    return await group.touches("Je suis d’accord")


async def test_what_is_shared_is_seen_by_the_officer_with_its_result(invited: Invited) -> None:
    assert "C’est partagé" in await agree(invited.group)
    said = await invited.shared_with()
    assert "la personne invitée le 24 novembre 2026" in said
    assert "Les relations" in said
    assert "Les Tilleuls" in said
    assert "Pour commencer" in await invited.alice.touches("Le résultat en entier")
    assert await invited.alice.traced("share.see") > 0
    assert await invited.group.traced("share.give") == 1


async def test_the_consent_is_kept_as_it_was_read(invited: Invited) -> None:
    await invited.group.sends("shares")
    await invited.group.touches("Partager «", "Continuer")
    read = invited.group.read
    await invited.group.touches("Je suis d’accord")
    (share,) = await invited.shares()
    assert share.consent in read
    for part in ("Alice (Appui rural)", "8 de mes réponses", "24 novembre 2027", "/partages"):
        assert part in share.consent.replace("\u00a0", " ")


async def test_an_answer_kept_back_is_not_seen_nor_what_gives_it_away(invited: Invited) -> None:
    await invited.group.sends("shares")
    await invited.group.touches("Partager «")
    chosen = await invited.group.touches("Ce qui se fait")
    assert "Le résultat partagé sera revu sans ces réponses" in chosen
    assert "laisseraient deviner" in chosen
    preview = await invited.group.touches("Voir ce qui sera vu")
    await invited.group.touches("Retour", "Continuer", "Je suis d’accord")
    seen = await invited.shared_with()
    for read in (preview, seen):
        assert "Ce qui se fait" not in read
        assert "Les relations" not in read
    assert preview.split("Les réponses")[1].strip() == seen.split("Les réponses")[1].strip()


async def test_all_and_none_tick_and_untick(invited: Invited) -> None:
    await invited.group.sends("shares")
    await invited.group.touches("Partager «")
    assert "Aucune réponse n’est cochée" in await invited.group.touches("Rien")
    assert "Continuer" not in invited.group.labels
    assert "8 réponses sont cochées" in await invited.group.touches("Tout")
    assert invited.group.screen is not None
    number = invited.group.screen.number
    assert "7 réponses sont cochées" in await invited.group.touches("Les relations")
    assert invited.group.screen.number == number  # a tap that follows fast still counts


async def test_a_confidential_answer_stands_apart_and_drops_out_when_marked_later(invited: Invited) -> None:
    await agree(invited.group)
    assert "Les relations" in await invited.shared_with()
    await play(invited, Confide(Key("relations"), on=True))
    assert "Les relations" not in await invited.shared_with()
    await invited.group.sends("shares")
    said = await invited.group.touches("Partager «")
    assert "Reste entre nous" in said
    assert not any(label.startswith("Les relations") for label in invited.group.labels)


async def play(invited: Invited, event: Edit | Confide) -> None:
    office = invited.office
    async with office.store.transaction() as tx:
        record = await tx.sessions.get(invited.session)
        assert record is not None
        await tx.sessions.save(record, [event])


async def test_an_answer_changed_later_is_seen_as_it_is_now(invited: Invited) -> None:
    await agree(invited.group)
    before = await invited.shared_with()
    await play(invited, Edit(Key("relations"), One("broken")))
    after = await invited.shared_with()
    assert before != after
    assert "Les relations" in after


async def test_taking_it_back_is_one_tap_and_the_officer_sees_nothing_at_once(invited: Invited) -> None:
    await agree(invited.group)
    await invited.shared_with()
    await invited.group.sends("shares")
    said = await invited.group.touches("Ne plus partager")
    assert "C’est fait" in said
    assert "Vous ne partagez rien" in said
    assert "n’est partagé ici, ou ne l’est plus" in await invited.alice.touches("Le résultat en entier")
    assert "Partagé par" not in "".join(
        await shown(invited.alice, View(Show.VIEWS_COMPARED, about=invited.case))
    )
    assert await invited.group.traced("share.withdraw") == 1


async def test_after_twelve_months_nothing_is_shared_any_more(invited: Invited) -> None:
    await agree(invited.group)
    await invited.shared_with()
    invited.office.clock.turn(days=365)
    (share,) = await invited.shares()
    assert "n’est partagé ici" in await shown(
        invited.alice, View(Show.SHARED, about=invited.case, ids=(share.id,))
    )
    assert "Vous ne partagez rien" in await invited.group.sends("shares")


async def test_sharing_again_replaces_what_was_shared_before(invited: Invited) -> None:
    await agree(invited.group)
    await invited.group.sends("shares")
    await invited.group.touches("Partager «", "Les relations", "Continuer", "Je suis d’accord")
    holding = [share for share in await invited.shares() if share.holds(invited.office.clock.now())]
    assert len(await invited.shares()) == 2
    assert [len(share.keys) for share in holding] == [7]


async def test_a_sentence_that_has_changed_meanwhile_is_not_agreed_to(invited: Invited) -> None:
    await invited.group.sends("shares")
    await invited.group.touches("Partager «", "Continuer")
    invited.office.clock.turn(days=2)
    said = await invited.group.touches("Je suis d’accord")
    assert not await invited.shares()
    assert "26 novembre 2027" in said
    await invited.group.touches("Je suis d’accord")
    assert len(await invited.shares()) == 1


async def test_who_does_not_follow_the_case_sees_nothing(invited: Invited) -> None:
    office = invited.office
    await agree(invited.group)
    (share,) = await invited.shares()
    colleague = await office.officer((await office_of(invited)), "Bruno")
    stranger = await office.officer(await office.organisation("Ailleurs"), "Chloé")
    for view in (
        View(Show.SHARED, about=invited.case, ids=(share.id,)),
        View(Show.VIEWS_COMPARED, about=invited.case),
    ):
        for visitor in (colleague, stranger, invited.group):
            said = await shown(visitor, view)
            assert "à votre portée" in said
            assert "Tilleuls" not in said
    assert "Il n’y a rien à partager ici" in await shown(stranger, View(Show.SHARE, about=invited.session))


async def test_who_was_invited_too_can_neither_share_nor_stop_what_is_not_theirs(invited: Invited) -> None:
    office, by = invited.office, (await invited.alice.person()).id
    await agree(invited.group)
    other = office.visitor("other")
    organisation = await office_of(invited)
    token = await office.link(Offer(Purpose.BENEFICIARY, organisation, by, invited.case, most=10))
    await other.sends("start", token)
    await other.touches(other.labels[0])
    assert "Il n’y a rien à partager ici" in await shown(other, View(Show.SHARE, about=invited.session))
    (share,) = await invited.shares()
    await other.sends("shares")
    await other.presses(f"x.{share.id}")
    assert [each.withdrawn_at for each in await invited.shares()] == [None]


async def office_of(invited: Invited) -> str:
    member = await invited.alice.member()
    assert member is not None
    return member.organisation


async def test_who_was_not_invited_is_told_whom_to_ask(office: Office) -> None:
    alone = office.visitor("alone")
    await alone.sends("start")
    await alone.touches(alone.labels[0])
    assert "demandez son lien" in await alone.sends("shares")


async def test_the_views_of_officer_and_group_stand_beside_each_other(invited: Invited) -> None:
    await agree(invited.group)
    await interviewed(invited.office, invited.alice, invited.case, relations=One("broken"))
    said = await shown(invited.alice, View(Show.VIEWS_COMPARED, about=invited.case))
    assert "1 réponse diffère" in said.replace("\u00a0", " ")
    assert "7 réponses sont les mêmes" in said.replace("\u00a0", " ")
    assert "Vous" in said
    assert "la personne invitée" in said
    assert "Personne n’a tort" in said
    assert await invited.alice.traced("views.see") == 1


async def test_of_two_interviews_of_one_person_the_newer_counts(invited: Invited) -> None:
    await agree(invited.group)
    await interviewed(invited.office, invited.alice, invited.case, relations=One("broken"))
    invited.office.clock.turn(days=1)
    await interviewed(invited.office, invited.alice, invited.case)
    said = await shown(invited.alice, View(Show.VIEWS_COMPARED, about=invited.case))
    assert "Aucune réponse ne diffère" in said


async def test_what_is_not_shared_or_confidential_is_not_compared(invited: Invited) -> None:
    await invited.group.sends("shares")
    await invited.group.touches("Partager «", "Les relations", "Continuer", "Je suis d’accord")
    await interviewed(invited.office, invited.alice, invited.case, relations=One("broken"))
    said = await shown(invited.alice, View(Show.VIEWS_COMPARED, about=invited.case))
    assert "Aucune réponse ne diffère" in said
    assert "Sans réponse, ou pas partagé" in said


async def test_one_view_alone_is_not_compared(invited: Invited) -> None:
    await agree(invited.group)
    said = await shown(invited.alice, View(Show.VIEWS_COMPARED, about=invited.case))
    assert "il faut deux entretiens" in said


def test_all_that_a_screen_of_sharing_keeps_is_ids() -> None:
    view = View(Show.SHARE, about="s", ids=("c",), ticks=("relations", "again/2"), mode="seen")
    assert encode_view(view) == {
        "show": "share",
        "ticks": ["relations", "again/2"],
        "about": "s",
        "ids": ["c"],
        "mode": "seen",
    }
