"""What was shared, as officers read it; and several views of the same beside each other."""

from bot.engine.values import One
from bot.service.views import Show, View
from tests.service.interviewed import interviewed
from tests.service.invited import Invited, agree, invited, office, shown

__all__ = ["invited", "office"]


async def test_the_views_of_officer_and_group_stand_beside_each_other(invited: Invited) -> None:
    await agree(invited.group)
    await interviewed(invited.office, invited.alice, invited.case, relations=One("broken"))
    said = await shown(invited.alice, View(Show.VIEWS_COMPARED, about=invited.case))
    assert "1 réponse diffère" in said.replace("\u00a0", " ")
    assert "7 réponses sont les mêmes" in said.replace("\u00a0", " ")
    assert "Vous" in said
    assert "Personne A : " in said
    assert "Personne n’a tort" in said
    assert await invited.alice.traced("views.see") == 1


async def test_everybody_has_one_label_and_one_order_everywhere(invited: Invited) -> None:
    await agree(invited.group)
    await invited.comes("second", relations=One("broken"))
    await invited.comes("third", relations=One("cold"))
    said = await shown(invited.alice, View(Show.VIEWS_COMPARED, about=invited.case))
    order = [said.index(f"Personne {letter} : ") for letter in "ABC"]
    assert order == sorted(order)
    choices = [label for label in invited.alice.labels if label.startswith("Partagé par")]
    assert choices == [f"Partagé par Personne {letter}" for letter in "ABC"]
    relations = next(
        line for line in said.splitlines() if "Personne B : " in line and "Personne C : " in line
    )
    for letter, other in (("B", "C"), ("C", "B")):
        opened = await invited.alice.touches(f"Partagé par Personne {letter}")
        assert f"partagées par Personne {letter}" in opened
        answer = next(line for line in opened.splitlines() if line.startswith("Les relations"))
        value = answer.partition(" : ")[2]
        assert f"Personne {letter} : {value}".casefold() in relations.casefold()
        assert f"Personne {other} : {value}".casefold() not in relations.casefold()
        await invited.alice.touches("Retour")


async def test_a_label_stays_when_somebody_before_takes_their_answers_back(invited: Invited) -> None:
    await agree(invited.group)
    await invited.comes("second", relations=One("broken"))
    await invited.group.sends("shares")
    await invited.group.touches("Ne plus partager")
    await shown(invited.alice, View(Show.VIEWS_COMPARED, about=invited.case))
    assert "Partagé par Personne B" in invited.alice.labels
    assert "Partagé par Personne A" not in invited.alice.labels


async def test_what_is_shared_is_said_of_the_group_and_the_result_as_it_was_said_to_them(
    invited: Invited,
) -> None:
    await agree(invited.group)
    said = await invited.shared_with()
    assert "a répondu sans vous" in said
    assert "Où en est le groupe ?" in said
    answers = said.partition("Les réponses\n")[2]
    assert "Vous" not in answers
    assert "Du groupe" in answers
    assert "« vous », c’est cette personne" in await invited.alice.touches("Le résultat en entier")


async def test_of_two_interviews_of_one_person_the_newer_counts(invited: Invited) -> None:
    await agree(invited.group)
    await interviewed(invited.office, invited.alice, invited.case, relations=One("broken"))
    invited.office.clock.turn(days=1)
    await interviewed(invited.office, invited.alice, invited.case)
    said = await shown(invited.alice, View(Show.VIEWS_COMPARED, about=invited.case))
    assert "Aucune réponse ne diffère" in said


async def test_what_is_not_shared_or_confidential_is_not_compared(invited: Invited) -> None:
    await invited.group.sends("shares")
    await invited.group.touches("Partager «", "Tout", "Les relations", "Continuer", "Je suis d’accord")
    await interviewed(invited.office, invited.alice, invited.case, relations=One("broken"))
    said = await shown(invited.alice, View(Show.VIEWS_COMPARED, about=invited.case))
    assert "Aucune réponse ne diffère" in said
    assert "Sans réponse, ou pas partagé" in said


async def test_one_view_alone_is_not_compared(invited: Invited) -> None:
    await agree(invited.group)
    said = await shown(invited.alice, View(Show.VIEWS_COMPARED, about=invited.case))
    assert "il faut deux entretiens" in said
    assert "Les Tilleuls" in await invited.alice.touches("Faire le point")
    assert "Je passe" in " ".join(invited.alice.labels)
