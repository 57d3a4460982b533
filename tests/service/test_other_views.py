"""Other interviews than the diagnosis shared with a case file, and several views of them beside each other."""

from bot.service.views import Show, View
from tests.service.held import holds
from tests.service.invited import Invited, agree, invited, office, shown
from tests.service.office import Visitor

__all__ = ["invited", "office"]

LEVEL, REVIEW, QUIZ = "cooperation_level", "implementation_review", "cooperator_quiz"
EIGHT = (
    "shared",
    "purpose_of_it",
    "how_long",
    "who_decides",
    "money",
    "if_one_leaves",
    "who_speaks",
    "writing",
)
AIM = "Le niveau visé n’est pas, ou pas encore, le même pour tout le monde"


def aiming(level: str, **answers: str) -> dict[str, str]:
    return dict.fromkeys(EIGHT, level) | answers


async def views(invited: Invited) -> str:
    return await shown(invited.alice, View(Show.VIEWS_COMPARED, about=invited.case))


async def comes(invited: Invited, name: str) -> Visitor:
    """Another partner, by the same link."""
    other = invited.office.visitor(name)
    await other.sends("start", invited.token)
    await other.touches(other.labels[0])
    return other


async def shares(partner: Visitor, title: str) -> str:
    await partner.sends("shares")
    return await partner.touches(f"Partager « {title}", "Tout", "Continuer", "Je suis d’accord")


async def test_any_interview_can_be_shared_item_by_item(invited: Invited) -> None:
    group = invited.group
    invited.office.clock.turn(minutes=1)
    await holds(group, LEVEL, **aiming("economic"))
    await group.sends("shares")
    assert group.labels[0] == "Partager « Jusqu’où coopérer ? (24 novembre 2026) »"
    said = await group.touches("Partager « Jusqu", "L’argent", "Qui déciderait")
    assert "2 réponses seront vues" in said
    said = await group.touches("Continuer")
    assert "2 de mes réponses à « Jusqu’où coopérer ? »" in said
    await group.touches("Je suis d’accord")
    await views(invited)
    said = await invited.alice.touches("Partagé par")
    assert "« Jusqu’où coopérer ? »" in said
    assert "L’argent : " in said
    assert "Un choix à mûrir ensemble" in said  # two answers are too few
    assert "La durée" not in said
    assert "Un choix à mûrir ensemble" in await invited.alice.touches("Le résultat en entier")


async def test_a_short_interview_done_often_hides_no_other_from_sharing(invited: Invited) -> None:
    for _ in range(4):
        invited.office.clock.turn(minutes=1)
        await holds(invited.group, LEVEL)
    await invited.group.sends("shares")
    offered = [each for each in invited.group.labels if each.startswith("Partager «")]
    assert [each.partition(" (")[0] for each in offered] == [
        *["Partager « Jusqu’où coopérer ?"] * 3,
        "Partager « Où en êtes-vous ?",
    ]


async def test_partners_who_aim_at_other_levels_are_told_what_to_talk_about_first(invited: Invited) -> None:
    second = await comes(invited, "second")
    await holds(invited.group, LEVEL, **aiming("means"))
    await holds(second, LEVEL, **aiming("strategic", money="means", costs="money"))
    for partner in (invited.group, second):
        await shares(partner, "Jusqu")
    said = await views(invited)
    assert "« Jusqu’où coopérer ? »" in said
    assert "Le résultat de chacun\nPersonne A : Faire avec : partager des moyens" in said
    assert "Personne B : Faire corps : une vision commune" in said
    assert "Comment chacun voit la situation" not in said
    first = said.partition(f"À aborder en premier\n{AIM}")[2].partition("autres réponses diffèrent")[0]
    places = [first.find(each) for each in ("Qui déciderait", "L’argent", "Si l’un s’en va")]
    assert -1 not in places
    assert places == sorted(places)
    assert "La durée" not in first
    assert said.count("Qui déciderait") == 1
    assert "6 autres réponses diffèrent" in said  # five of the level, and what it would cost
    assert "avancer ensemble" not in said


async def test_partners_who_aim_at_the_same_level_can_go_on(invited: Invited) -> None:
    await holds(invited.group, LEVEL, **aiming("economic", how_long="means"))
    await shares(invited.group, "Jusqu")
    await holds(invited.alice, LEVEL, invited.case, **aiming("economic"))
    said = await views(invited)
    assert "Tout le monde vise le même niveau : vous pouvez avancer ensemble." in said
    assert "1 réponse diffère\nLa durée" in said
    assert "À aborder en premier" not in said


async def test_answers_far_apart_are_subjects_for_the_next_meeting(invited: Invited) -> None:
    await holds(invited.group, REVIEW, trust="fragile", tensions="spoken", aims="no")
    await shares(invited.group, "Le point sur vos actions")
    await holds(invited.alice, REVIEW, invited.case)
    said = await views(invited)
    parts = said.partition("2 réponses très éloignées : des sujets pour la prochaine réunion")[2]
    wide, _, others = parts.partition("1 autre réponse diffère")
    assert "confiance" in wide.lower()
    assert "objectifs" in wide.lower()
    assert "tensions" not in wide.lower()
    assert "tensions" in others.partition("réponses sont les mêmes")[0].lower()
    assert "le même niveau" not in said


async def test_of_several_interviews_with_several_views_each_can_be_chosen(invited: Invited) -> None:
    await agree(invited.group)
    await holds(invited.group, LEVEL)
    await shares(invited.group, "Jusqu")
    for dialogue in ("situation_diagnosis", LEVEL):
        invited.office.clock.turn(minutes=1)
        await holds(invited.alice, dialogue, invited.case)
    await invited.alice.sends("cases", "tilleuls")
    said = await invited.alice.touches("Partages")
    assert "« Jusqu’où coopérer ? »" in said
    assert "Le résultat de chacun" in said
    said = await invited.alice.touches("Où en est le groupe ?")
    assert "Comment chacun voit la situation" in said
    assert "Jusqu’où coopérer ?" in invited.alice.labels


async def test_what_was_kept_is_told_as_if_it_were_not_there(invited: Invited) -> None:
    second = await comes(invited, "second")
    for partner, level in ((invited.group, "economic"), (second, "strategic")):
        await holds(partner, LEVEL, **aiming(level))
    await shares(invited.group, "Jusqu")
    await second.sends("shares")
    await second.touches("Partager « Jusqu", "Tout", "Qui déciderait", "Continuer", "Je suis d’accord")
    said = await views(invited)
    assert "passée" not in said
    first, _, others = said.partition("À aborder en premier")[2].partition("autres réponses diffèrent")
    differ, _, open_ones = others.partition("Sans réponse, ou pas partagé")
    assert "L’argent" in first
    assert "Qui déciderait" not in first + differ
    assert "Qui déciderait" in open_ones
    assert said.count("Qui déciderait") == 1
    for touched in ("Partagé par Personne B", "Le résultat en entier"):
        said = await invited.alice.touches(touched)
        assert "passée" not in said
        assert "Qui déciderait" not in said


async def test_what_comes_first_is_said_once(invited: Invited) -> None:
    second = await comes(invited, "second")
    for partner, level in ((invited.group, "economic"), (second, "strategic")):
        await holds(partner, LEVEL, **aiming(level))
        await shares(partner, "Jusqu")
    said = await views(invited)
    assert "Parlez d’abord de ces points, avant tout le reste." in said
    assert "Personne n’a tort" in said
    assert "Commencez par" not in said


async def test_where_nothing_differs_nobody_is_told_how_to_talk_about_it(invited: Invited) -> None:
    await holds(invited.group, REVIEW)
    await shares(invited.group, "Le point sur vos actions")
    await holds(invited.alice, REVIEW, invited.case)
    said = await views(invited)
    assert "Aucune réponse ne diffère" in said
    assert "Personne n’a tort" not in said


async def test_what_a_partner_answered_with_the_officer_is_not_the_officers_view(invited: Invited) -> None:
    await holds(invited.group, LEVEL, **aiming("economic"))
    await shares(invited.group, "Jusqu")
    await holds(invited.alice, LEVEL, invited.case, **aiming("means"))
    said = await views(invited)
    assert "Répondu avec vous : Faire avec" in said
    assert "Vous : " not in said


async def test_what_people_say_of_themselves_is_not_compared(invited: Invited) -> None:
    second = await comes(invited, "second")
    for partner in (invited.group, second):
        await holds(partner, QUIZ)
        await shares(partner, "Quel coopérateur")
    said = await views(invited)
    assert "il n’y a rien à comparer" in said
    assert "diff" not in said
    said = await invited.alice.touches("Partagé par Personne B")
    assert "parle de soi" in said
    assert "à propos du groupe" not in said
    assert "d’après ces seules réponses" not in said


async def test_under_a_title_are_only_the_shares_of_that_interview(invited: Invited) -> None:
    second, third = await comes(invited, "second"), await comes(invited, "third")
    for partner in (invited.group, second):
        await holds(partner, LEVEL)
        await shares(partner, "Jusqu")
    await holds(third, REVIEW)
    await shares(third, "Le point sur vos actions")
    assert "« Jusqu’où coopérer ? »" in await views(invited)
    there = [each for each in invited.alice.labels if each.startswith("Partagé")]
    assert there == ["Partagé par Personne A", "Partagé par Personne B"]
    said = await invited.alice.touches("Le point sur la mise en œuvre")
    assert "« Le point sur la mise en œuvre »" in said
    assert "il faut deux entretiens" in said
    assert [each for each in invited.alice.labels if each.startswith("Partagé")] == ["Partagé par Personne C"]
    assert "Jusqu’où coopérer ?" in invited.alice.labels
    await invited.alice.touches("Partagé par Personne C")
    assert "« Le point sur la mise en œuvre »" in await invited.alice.touches("Retour")
