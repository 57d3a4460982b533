"""Sharing as it is met: by who shares, by who is shared with, and by who should see nothing of it."""

from bot.engine.session import Confide, Edit
from bot.engine.values import Key, One, Several
from bot.records import Purpose
from bot.service.invitations import Offer
from bot.service.screens import Notice
from bot.service.views import Show, View, encode_view
from tests.service.interviewed import interviewed
from tests.service.invited import Invited, agree, invited, office, office_of, play, shown
from tests.service.office import Office, plain

__all__ = ["invited", "office"]


async def test_what_is_shared_is_seen_by_the_officer_with_its_result(invited: Invited) -> None:
    assert "C’est partagé" in await agree(invited.group)
    said = await invited.shared_with()
    assert "partagées par Personne A" in said
    assert "Les relations" in said
    assert "Les Tilleuls" in said
    assert "Pour commencer" in await invited.alice.touches("Le résultat en entier")
    assert await invited.alice.traced("share.see") > 0
    assert await invited.group.traced("share.give") == 1


async def test_the_consent_is_kept_as_it_was_read(invited: Invited) -> None:
    await invited.group.sends("shares")
    await invited.group.touches("Partager «", "Tout", "Continuer")
    read = invited.group.read
    await invited.group.touches("Je suis d’accord")
    (share,) = await invited.shares()
    assert plain(share.consent) in read
    for part in ("qui m’accompagne (Appui rural)", "8 de mes réponses", "24 novembre 2027", "/partages"):
        assert part in plain(share.consent)
    assert "Alice" not in share.consent, "her name is hers, and goes when she is erased"


async def test_an_answer_kept_back_is_not_seen_nor_what_gives_it_away(invited: Invited) -> None:
    await invited.group.sends("shares")
    await invited.group.touches("Partager «", "Tout")
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


async def test_only_what_will_really_be_seen_is_ticked_and_counted(invited: Invited) -> None:
    await invited.group.sends("shares")
    chosen = await invited.group.touches("Partager «", "Tout", "Ce qui se fait")
    ticked = invited.ticked
    assert f"{len(ticked)} réponses seront vues" in chosen
    assert 0 < len(ticked) < 7
    held = next(label for label in invited.group.labels if label.startswith("Les relations"))
    assert held not in ticked
    await invited.group.touches("Les relations")
    assert "laisserait deviner" in invited.group.answer.toast
    await invited.group.touches("Continuer", "Je suis d’accord")
    (share,) = await invited.shares()
    assert len(share.keys) == len(ticked)
    assert f"{len(ticked)} réponses, depuis" in plain(invited.group.read)


async def test_what_tells_of_a_kept_answer_is_said_and_can_be_unticked(invited: Invited) -> None:
    session = await interviewed(
        invited.office,
        invited.group,
        marked=("tensions_detail",),
        practice=Several(("money", "tensions")),
        tensions_detail=One("conflict"),
    )
    await shown(invited.group, View(Show.SHARE, about=session))
    said = await invited.group.touches("Tout")
    kept, _, tells = said.partition("dit de quoi parle")
    assert "Les tensions, plus précisément" in kept
    assert "Ce qui mérite un peu de recul" in tells
    untold = await invited.group.touches("Ce qui mérite un peu de recul")
    assert "dit de quoi parle" not in untold


async def test_what_was_unticked_stays_so_when_one_comes_back(invited: Invited) -> None:
    await invited.group.sends("shares")
    await invited.group.touches("Partager «", "Tout", "Les relations", "Continuer", "Je suis d’accord")
    await invited.group.touches("Ne plus partager")
    assert "7 réponses seront vues" in await invited.group.touches("Partager «")
    assert not any(label.startswith("Les relations") for label in invited.ticked)


async def test_the_officers_are_told_on_their_telephones_and_nothing_is_named(invited: Invited) -> None:
    told: list[Notice] = []
    await agree(invited.group)
    told += invited.group.answer.notices
    await invited.group.touches("Changer ce que je partage", "Les relations", "Continuer", "Je suis d’accord")
    told += invited.group.answer.notices
    await invited.group.touches("Ne plus partager")
    told += invited.group.answer.notices
    assert [each.address for each in told] == [invited.alice.address] * 3
    for each, words in zip(told, ("partagées avec vous", "a changé", "ne sont plus partagées"), strict=True):
        assert words in each.text
        assert not any(name in each.text for name in ("Tilleuls", "Alice", "Appui rural"))


async def test_while_answers_are_being_changed_the_last_finished_state_is_seen(invited: Invited) -> None:
    await agree(invited.group)
    before = await invited.shared_with()
    await invited.group.sends("result")
    await invited.group.touches("Changer une réponse", "Ce qui se fait", "Non", "Confirmer")
    assert await invited.shared_with() == before
    while "Je passe" in invited.group.labels:
        await invited.group.touches("Je passe")
    after = await invited.shared_with()
    assert "Ce qui se fait" in after
    assert after != before


async def test_an_officer_is_told_where_shared_answers_stand(invited: Invited) -> None:
    said = await invited.alice.sends("shares")
    assert "sous « Partages »" in said
    assert "demandez son lien" not in said


async def test_all_and_none_tick_and_untick(invited: Invited) -> None:
    await invited.group.sends("shares")
    await invited.group.touches("Partager «", "Tout")
    assert "Rien ne serait vu" in await invited.group.touches("Rien")
    assert not {"Continuer", "Voir ce qui sera vu"} & {*invited.group.labels}
    assert "8 réponses seront vues" in await invited.group.touches("Tout")
    assert invited.group.screen is not None
    number = invited.group.screen.number
    assert "7 réponses seront vues" in await invited.group.touches("Les relations")
    assert invited.group.screen.number == number  # a tap that follows fast still counts


async def test_a_confidential_answer_stands_apart_and_drops_out_when_marked_later(invited: Invited) -> None:
    await agree(invited.group)
    assert "Les relations" in await invited.shared_with()
    await play(invited, Confide(Key("relations"), on=True))
    assert "Les relations" not in await invited.shared_with()
    await invited.group.sends("shares")
    said = await invited.group.touches("Changer ce que je partage")
    assert "Vous gardez pour vous" in said
    assert not any(label.startswith("Les relations") for label in invited.group.labels)


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
    assert "Alice (Appui rural) et ses collègues ne voient plus ces réponses" in said
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
    await invited.group.touches("Changer ce que je partage", "Les relations", "Continuer", "Je suis d’accord")
    holding = [share for share in await invited.shares() if share.holds(invited.office.clock.now())]
    assert len(await invited.shares()) == 2
    assert [len(share.keys) for share in holding] == [7]


async def test_a_sentence_that_has_changed_meanwhile_is_not_agreed_to(invited: Invited) -> None:
    await invited.group.sends("shares")
    await invited.group.touches("Partager «", "Tout", "Continuer")
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


async def test_who_was_not_invited_is_told_whom_to_ask(office: Office) -> None:
    alone = office.visitor("alone")
    await alone.sends("start")
    await alone.touches(alone.labels[0])
    assert "demandez son lien" in await alone.sends("shares")


def test_all_that_a_screen_of_sharing_keeps_is_ids() -> None:
    view = View(Show.SHARE, about="s", ids=("c",), ticks=("relations", "again/2"), mode="seen")
    assert encode_view(view) == {
        "show": "share",
        "ticks": ["relations", "again/2"],
        "about": "s",
        "ids": ["c"],
        "mode": "seen",
    }
