"""Next steps, as people meet them: made in two taps, said how they go, put off, handed on, made smaller."""

from datetime import date

import pytest

from bot.records import (
    Doer,
    Occasion,
)
from tests.conftest import TurnedClock
from tests.service.follow_up.stepping import STATUSES, on_step, pending, steps_of, twice
from tests.service.test_advice import Met, met, office

__all__ = ["met", "office"]


@pytest.mark.parametrize("label", STATUSES)
async def test_where_a_step_stands_is_said_in_one_tap(met: Met, label: str) -> None:
    officer, office = met.officer, met.office
    office.clock.turn(hours=3)
    (before,) = await steps_of(met)
    assert Occasion.DUE in await pending(officer, before)
    await on_step(officer, "remplir")
    assert officer.labels[:5] == [*STATUSES, "Reporter"]
    await officer.touches(label)
    (after,) = await steps_of(met)
    wanted = dict(zip(STATUSES, ("done", "begun", "not_done", "dropped"), strict=True))[label]
    assert (after.status, after.said_at) == (wanted, office.clock.now())
    assert after.not_done == (wanted == "not_done")
    still = wanted in {"begun", "not_done"}
    assert bool(await pending(officer, after)) == still
    async with office.store.transaction() as tx:
        case = await tx.cases.get(met.case)
    assert case is not None
    assert case.next_day == (after.due if still else None)
    assert case.touched_at == office.clock.now()
    assert await officer.traced("step.status") == 1


async def test_a_slip_is_mended_on_the_same_day(met: Met, clock: TurnedClock) -> None:
    officer = met.officer
    await on_step(officer, "remplir")
    await officer.touches("Fait")
    (label,) = [each for each in officer.labels if each.startswith("Petit pas : ")]
    assert label.endswith("(fait)")
    await officer.touches(label, "Pas fait")
    await on_step(officer, "remplir")
    await officer.touches("Commencé")
    (step,) = await steps_of(met)
    assert (step.status, step.not_done) == ("begun", 0)
    await on_step(officer, "remplir")
    await officer.touches("Fait")
    clock.turn(days=1)
    await officer.sends("plan")
    assert not any(each.startswith("Petit pas : ") for each in officer.labels)
    assert "Petits pas déjà faits" in officer.read


async def test_a_step_put_off_has_its_new_day_and_new_reminders(met: Met) -> None:
    officer = met.officer
    (before,) = await steps_of(met)
    first = await pending(officer, before)
    await on_step(officer, "remplir")
    read = await officer.touches("Reporter", "Dans un mois")
    assert "Quand : d’ici le 24 décembre 2026. Je vous le rappellerai le mardi 22 décembre." in read
    (after,) = await steps_of(met)
    now = await pending(officer, after)
    assert now[Occasion.DUE] == date(2026, 12, 24)
    assert not set(now.values()) & set(first.values())
    async with met.office.store.transaction() as tx:
        case = await tx.cases.get(met.case)
    assert case is not None
    assert case.next_day == date(2026, 12, 24)


async def test_a_day_that_has_passed_is_chosen_anew_when_nothing_was_done(
    met: Met, clock: TurnedClock
) -> None:
    officer = met.officer
    clock.turn(days=30)
    await on_step(officer, "remplir")
    read = await officer.touches("Pas fait")
    assert "Ce n’est pas grave." in read
    assert "Pour quand, alors ?" in read
    await officer.touches("Dans 2 semaines")
    (step,) = await steps_of(met)
    assert (step.status, step.not_done, step.due) == ("not_done", 1, date(2027, 1, 7))


async def test_reminders_of_a_step_can_be_stopped_and_come_again(met: Met) -> None:
    officer = met.officer
    (step,) = await steps_of(met)
    first = await pending(officer, step)
    await on_step(officer, "remplir")
    read = await officer.touches("Ne plus me le rappeler")
    assert "Je ne vous le rappelle plus." in read
    assert not await pending(officer, step)
    read = await officer.touches("Me le rappeler")
    assert "Je vous le rappellerai le vendredi 11 décembre." in read
    assert await pending(officer, step) == first


async def test_who_takes_care_and_other_words_are_changed_on_the_step(met: Met) -> None:
    officer = met.officer
    await on_step(officer, "remplir")
    assert "Qui s’en charge : vous." in officer.read
    read = await officer.touches("Qui s’en charge", "Le groupe")
    assert "Qui s’en charge : le groupe." in read
    await officer.touches("Qui s’en charge")
    assert "Qui s’en charge : la trésorière." in await officer.says("la trésorière")
    read = await officer.touches("Autrement dit")
    assert "200 caractères" in await officer.says("long " * 100)
    assert "Un tableau, un nom par tâche" in await officer.says("  Un tableau,\nun nom par tâche ")
    (step,) = await steps_of(met)
    assert (step.words, step.doer_name) == ("Un tableau, un nom par tâche", "la trésorière")
    await officer.touches("Qui s’en charge", "Moi")
    assert "la trésorière" not in officer.read


async def test_leaving_a_screen_that_waits_for_words_changes_nothing(met: Met) -> None:
    officer = met.officer
    for way in ("Qui s’en charge", "Autrement dit", "Reporter"):
        await on_step(officer, "remplir")
        (before,) = await steps_of(met)
        await officer.touches(way)
        await officer.says("annuler")
        assert officer.labels[:4] == STATUSES
        assert await steps_of(met) == [before]


# Not done twice.


async def test_a_step_not_done_twice_is_cut_in_half(met: Met, clock: TurnedClock) -> None:
    officer = met.officer
    assert "Ce pas est peut-être trop grand." in await twice(met, clock)
    read = await officer.touches("Le couper en deux")
    assert "la première moitié" in read
    await officer.says("Inviter deux personnes")
    old, half = await steps_of(met)
    assert (old.status, half.status, half.words) == ("replaced", "planned", "Inviter deux personnes")
    assert (half.not_done, half.due, half.said_at) == (0, date(2026, 12, 10), None)
    assert half.doer is Doer.OFFICER
    assert not await pending(officer, old)
    assert await pending(officer, half)
    await officer.says("lundi")
    assert (await steps_of(met))[-1].due == date(2026, 11, 30)
    labels = [each for each in officer.labels if each.startswith("Petit pas : ")]
    assert [each.partition(",")[0] for each in labels] == ["Petit pas : Inviter deux personnes (vous)"]


async def test_a_step_not_done_twice_makes_way_for_another(met: Met, clock: TurnedClock) -> None:
    officer = met.officer
    await twice(met, clock)
    await officer.touches("Le changer")
    await officer.touches(officer.labels[2])
    assert [each.status for each in await steps_of(met)] == ["not_done"]
    await officer.touches("Conseillé")
    assert [each.status for each in await steps_of(met)] == ["replaced", "planned"]


async def test_a_step_not_done_twice_may_stay_with_another_day(met: Met, clock: TurnedClock) -> None:
    officer = met.officer
    await twice(met, clock)
    assert "Pour quand, alors ?" in await officer.touches("Le garder tel quel")
    await officer.touches("Dans un mois")
    (step,) = await steps_of(met)
    assert (step.status, step.not_done) == ("not_done", 2)
    clock.turn(days=40)
    await on_step(officer, "remplir")
    assert "trop grand" in await officer.touches("Pas fait")


async def test_not_done_counts_once_a_day(met: Met) -> None:
    officer = met.officer
    for _ in range(3):
        await on_step(officer, "remplir")
        assert "trop grand" not in await officer.touches("Pas fait")
    (step,) = await steps_of(met)
    assert step.not_done == 1
