"""Making a step says who does it, which day is meant, and what is planned already."""

from datetime import date

import pytest

from bot.loading.library import Library
from bot.records import Doer
from bot.service.counters.steps_ways import nearly_same
from bot.texts.catalogues import Texts
from tests.service.follow_up.planned import step
from tests.service.follow_up.stepping import an_idea, on_step, steps_of
from tests.service.test_advice import Met, met, office

__all__ = ["met", "office"]


@pytest.mark.parametrize(("doer", "who"), [("Le groupe", "le groupe"), ("Moi", "vous")])
async def test_who_was_chosen_is_said_at_once(met: Met, doer: str, who: str) -> None:
    await an_idea(met.officer)
    await met.officer.touches("En faire un pas")
    assert f"Qui : {who}. Pour quand ?" in await met.officer.touches(doer)


@pytest.mark.parametrize("name", ["Mme Dupuis", "Odile, la présidente", "Paul et Marie"])
async def test_a_name_that_is_typed_for_somebody_else_is_who_does_it(met: Met, name: str) -> None:
    officer = met.officer
    await an_idea(officer)
    read = await officer.touches("En faire un pas", "Quelqu’un d’autre")
    assert "Qui : quelqu’un d’autre, dont vous pouvez écrire le nom ou la fonction. Pour quand ?" in read
    assert "deux lettres" in await officer.says("?")
    assert f"Qui : {name}. Pour quand ?" in await officer.says(name)
    assert "Quel jour de cette semaine-là" in await officer.says("la semaine prochaine")
    assert f"Qui : {name}." in await officer.says("mardi 8 décembre")
    made = (await steps_of(met))[-1]
    assert (made.doer, made.doer_name, made.due) == (Doer.OTHER, name, date(2026, 12, 8))


async def test_a_name_is_taken_for_a_step_in_own_words_too(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    await officer.touches("Ajouter un pas")
    assert "Qui : le groupe. Pour quand ?" in await officer.says("Appeler la mairie")
    await officer.touches("Quelqu’un d’autre")
    assert "Qui : le maire. Pour quand ?" in await officer.says("le maire")
    assert "Quel jour, environ" in await officer.touches("Moi") + await officer.says("le maire")


async def test_of_two_days_asked_back_the_buttons_come_first(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    await officer.touches("En faire un pas", "Le groupe")
    assert "Est-ce jeudi 26 novembre, ou jeudi 3 décembre ?" in await officer.says("jeudi prochain")
    assert officer.labels[:2] == ["Jeudi 26 novembre", "Jeudi 3 décembre"]
    assert "Qui : le groupe." in await officer.touches("Jeudi 3 décembre")
    assert (await steps_of(met))[-1].due == date(2026, 12, 3)


async def test_of_two_days_asked_back_the_buttons_come_first_where_a_step_is_put_off(met: Met) -> None:
    officer = met.officer
    await on_step(officer, "remplir")
    await officer.touches("Reporter")
    await officer.says("jeudi prochain")
    await officer.touches(officer.labels[0])
    assert (await steps_of(met))[0].due == date(2026, 11, 26)


async def test_a_day_in_ones_own_words_is_offered(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    await officer.touches("Ajouter un pas")
    await officer.says("rappeler Paul demain")
    assert officer.labels[0] == "Mercredi 25 novembre"
    await officer.touches("Mercredi 25 novembre")
    assert (await steps_of(met))[-1].due == date(2026, 11, 25)


async def test_a_step_without_a_word_is_not_called_a_name(met: Met) -> None:
    await met.officer.sends("plan")
    await met.officer.touches("Ajouter un pas")
    read = await met.officer.says("🎉🎉🎉")
    assert "Écrivez-le en quelques mots" in read
    assert "Ce nom" not in read


async def test_making_a_step_again_asks_to_put_it_off(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    await officer.touches("En faire un pas", "Le groupe")
    await officer.says("mardi 8 décembre")
    before = (await steps_of(met))[-1]
    await an_idea(officer)
    read = await officer.touches("En faire un pas")
    assert "C’est déjà un pas : d’ici le 8 décembre 2026. Qui s’en charge : le groupe." in read
    assert "Le reporter à un autre jour ?" in read
    await officer.touches("Garder ce jour")
    assert (await steps_of(met))[-1] == before
    await officer.touches("En faire un pas", "Dans un mois")
    after = (await steps_of(met))[-1]
    assert (after.id, after.due, after.doer) == (before.id, date(2026, 12, 24), Doer.GROUP)


def test_what_nearly_repeats_a_step_is_known_by_its_words(
    content: tuple[Library, dict[str, Texts]],
) -> None:
    texts = content[1]["fr"]
    page = "écrire avec eux une page qui présente le groupe et ce qu’il cherche"
    assert nearly_same(texts, page, "écrire avec eux un premier jet de la page qui les présente")
    assert not nearly_same(texts, page, "choisir avec eux trois structures qu’ils appelleront")
    assert not nearly_same(texts, page, "écrire avec eux ce qui existe déjà et le besoin commun")


async def test_an_idea_that_nearly_repeats_a_step_says_so(met: Met) -> None:
    await step(met.officer, met.case, "Bâtir un tableau « qui, quoi, quand »", date(2026, 12, 8))
    await an_idea(met.officer)
    read = await met.officer.touches("En faire un pas")
    assert "C’est peut-être la même chose que ce qui est déjà prévu : Bâtir un tableau" in read
