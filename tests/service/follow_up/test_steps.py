"""Next steps, as people meet them: made in two taps, said how they go, put off, handed on, made smaller."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.records import (
    CaseState,
    Change,
    Doer,
    Doing,
    Occasion,
    PlanEvent,
    Reminder,
    Sending,
    StepRecord,
    StepStatus,
    Subject,
)
from bot.service import plan
from bot.service.follow_up.steps import known_not_done, next_of, said, too_often
from bot.service.views import Show, View
from tests.conftest import TurnedClock
from tests.service.follow_up.planned import change, step, visit
from tests.service.invited import shown
from tests.service.office import Visitor, plain
from tests.service.test_advice import Met, met, office

__all__ = ["met", "office"]

ZONE = "Europe/Paris"
STATUSES = ["Fait", "Commencé", "Pas fait", "Laissé de côté"]


async def steps_of(met: Met, visitor: Visitor | None = None) -> list[StepRecord]:
    """The steps of the case, or those of somebody's own list, the one agreed last at the end."""
    person = "" if visitor is None else (await visitor.person()).id
    async with met.office.store.transaction() as tx:
        kept = await (tx.steps.of(Subject(), person) if person else tx.steps.about(met.case))
    return sorted(kept, key=lambda each: (each.agreed_at, not each.diagnosis))


async def pending(visitor: Visitor, step: StepRecord) -> dict[Occasion, date]:
    """The days on which the visitor is still to be reminded of it."""
    person = (await visitor.person()).id
    async with visitor.office.store.transaction() as tx:
        kept: Sequence[Reminder] = await tx.reminders.about(step.id)
    return {
        each.occasion: each.day for each in kept if each.person == person and each.state is Sending.PENDING
    }


async def on_step(officer: Visitor, words: str) -> str:
    """To the screen of the step that says so."""
    await officer.sends("plan")
    (label,) = [each for each in officer.labels if each.startswith("Petit pas : ") and words in each]
    return await officer.touches(label)


async def an_idea(officer: Visitor) -> str:
    """To the screen of the first idea of the list; what it is called."""
    await officer.sends("plan")
    title = officer.labels[0]
    await officer.touches(title)
    return title


# Making one.


async def test_an_idea_becomes_a_step_in_two_taps(met: Met) -> None:
    officer = met.officer
    (before,) = await steps_of(met)
    title = await an_idea(officer)
    assert officer.labels[0] == "En faire un pas"
    read = await officer.touches("En faire un pas")
    assert "Qui s’en charge, et pour quand ?" in read
    read = await officer.touches("Conseillé : mardi 15 décembre")
    assert "C’est noté : bâtir avec eux un tableau « qui, quoi, quand »." in read
    assert "Qui : vous. Quand : d’ici le 15 décembre 2026." in read
    assert "Je vous le rappellerai le vendredi 11 décembre." in read
    _, made = await steps_of(met)
    assert (made.step, made.due, made.doer) == ("who_does_what", date(2026, 12, 15), Doer.OFFICER)
    assert (made.status, made.occasion, made.diagnosis) == (StepStatus.PLANNED, "", "")
    assert made.agreed_by == before.agreed_by == (await officer.person()).id
    assert await officer.traced("step.agree") == 1
    idea = plan.items(await met.trace())[0]
    assert idea.status is Doing.UNDER_WAY
    assert f"{title} (en cours)" in officer.labels


async def test_from_a_result_three_taps_make_a_step(met: Met) -> None:
    officer = met.officer
    read = await officer.touches("Choisir leurs prochains pas")
    assert "Déjà prévu :" in read
    assert "remplir avec eux et leurs partenaires" in read
    await officer.touches(officer.labels[1])
    await officer.touches("Conseillé")
    assert (await steps_of(met))[-1].due == date(2026, 12, 8)


async def test_ideas_that_are_over_are_not_offered_as_steps(met: Met) -> None:
    officer = met.officer
    title = await an_idea(officer)
    await officer.touches("Faite")
    await officer.sends("result")
    await officer.touches("Choisir leurs prochains pas")
    assert len([code for _, code in officer.offered if code.startswith("n.")]) == 2
    assert title not in officer.labels
    await officer.touches("Toute la liste")
    assert f"{title} (faite)" in officer.labels


@pytest.mark.parametrize(
    ("doer", "kept", "who"),
    [("Le groupe", Doer.GROUP, "le groupe"), ("Moi", Doer.OFFICER, "vous")],
)
async def test_who_does_it_is_chosen_before_the_day(met: Met, doer: str, kept: Doer, who: str) -> None:
    officer = met.officer
    await an_idea(officer)
    await officer.touches("En faire un pas", doer)
    assert officer.screen is not None
    ticked = [plain(each.label) for row in officer.screen.controls for each in row if each.ticked]
    assert ticked == [doer]
    assert f"Qui : {who}." in await officer.touches("Cette semaine")
    assert (await steps_of(met))[-1].doer is kept


async def test_somebody_else_can_be_named_or_left_unnamed(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    read = await officer.touches("En faire un pas", "Quelqu’un d’autre", "Cette semaine")
    assert "Écrivez le nom ou la fonction de cette personne." in read
    assert "deux lettres" in await officer.says("?")
    assert "Qui : Odile, la présidente." in await officer.says("Odile, la présidente")
    assert [(each.doer, each.doer_name) for each in await steps_of(met)][-1] == (
        Doer.OTHER,
        "Odile, la présidente",
    )
    await officer.touches(officer.labels[1], "En faire un pas", "Quelqu’un d’autre", "Cette semaine")
    assert "Qui : quelqu’un d’autre." in await officer.touches("Je passe")
    assert (await steps_of(met))[-1].doer_name == ""


async def test_the_next_meeting_is_the_visit_that_is_planned(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    read = await officer.touches("En faire un pas", "À la prochaine réunion")
    assert "à la prochaine réunion, au plus tard le 22 décembre 2026" in read
    await visit(officer, met.case, date(2026, 12, 3))
    await on_step(officer, "bâtir")
    assert "au plus tard le 3 décembre 2026" in await officer.touches("Reporter", "À la prochaine réunion")
    assert (await steps_of(met))[-1].occasion == "next_meeting"


async def test_a_day_can_be_typed_or_taken_from_the_calendar(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    await officer.touches("En faire un pas")
    assert "Vacances" in await officer.says("après les vacances")
    assert len(await steps_of(met)) == 1
    assert "est passé" in await officer.says("hier")
    assert len(await steps_of(met)) == 1
    await officer.says("dans 10 jours")
    assert (await steps_of(met))[-1].due == date(2026, 12, 4)
    await on_step(officer, "bâtir")
    await officer.touches("Reporter", "Choisir sur un calendrier")
    await officer.presses("m.2")
    await officer.presses("y.20261217")
    assert (await steps_of(met))[-1].due == date(2026, 12, 17)


async def test_a_number_is_a_choice_and_annuler_leads_back(met: Met) -> None:
    officer = met.officer
    title = await an_idea(officer)
    await officer.touches("En faire un pas", "Choisir sur un calendrier")
    await officer.says("retour")
    assert officer.labels[0] == "Conseillé : mardi 15 décembre"
    await officer.says("retour")
    assert title in officer.read
    assert len(await steps_of(met)) == 1
    await officer.says("1")
    await officer.says("1")
    assert (await steps_of(met))[-1].due == date(2026, 12, 15)


async def test_the_same_idea_twice_moves_the_step_and_doubles_nothing(met: Met) -> None:
    officer = met.officer
    for day in ("Cette semaine", "Dans un mois"):
        await an_idea(officer)
        await officer.touches("En faire un pas", day)
    _, made = await steps_of(met)
    assert made.due == date(2026, 12, 24)
    assert Occasion.DUE in await pending(officer, made)


async def test_a_day_touched_twice_makes_one_step(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    await officer.touches("En faire un pas")
    screen = officer.screen
    await officer.touches("Cette semaine")
    officer.screen = screen
    await officer.touches("Dans un mois")
    _, made = await steps_of(met)
    assert made.due == date(2026, 11, 27)


async def test_a_step_in_ones_own_words_is_kept_before_its_day_is_asked(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    await officer.touches("Ajouter un pas")
    assert "deux lettres" in await officer.says("é")
    read = await officer.says("Appeler le maire.")
    assert "Pour l’instant : d’ici le 8 décembre 2026." in read
    assert [each.words for each in await steps_of(met)] == ["", "Appeler le maire."]
    await officer.touches("Moi")
    read = await officer.says("mardi")
    assert "C’est noté : Appeler le maire. Qui : vous. Quand : d’ici le 1er décembre 2026." in read
    made = (await steps_of(met))[-1]
    assert (made.due, made.doer) == (date(2026, 12, 1), Doer.OFFICER)


async def test_a_step_in_ones_own_words_can_stay_as_it_is(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    await officer.touches("Ajouter un pas")
    await officer.says("Appeler le maire")
    assert "Quand : d’ici le 8 décembre 2026." in await officer.touches("C’est bien ainsi")
    assert any("Petit pas : Appeler le maire" in each for each in officer.labels)


async def test_an_officer_is_told_once_where_reminders_are_changed(met: Met) -> None:
    officer = met.officer
    told = []
    for words in ("Appeler le maire", "Réserver la salle"):
        await officer.sends("plan")
        await officer.touches("Ajouter un pas")
        await officer.says(words)
        told.append("/rappels" in await officer.touches("C’est bien ainsi"))
    assert told == [True, False]


async def test_nothing_is_made_in_an_archived_case(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    await officer.touches("En faire un pas")
    async with met.office.store.transaction() as tx:
        case = await tx.cases.get(met.case)
        assert case is not None
        await tx.cases.save(replace(case, state=CaseState.ARCHIVED))
    assert "n’a pas été gardé" in await officer.touches("Cette semaine")
    assert len(await steps_of(met)) == 1


async def test_an_idea_taken_from_the_list_meanwhile_makes_no_step(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    await officer.touches("En faire un pas")
    item, person = plan.items(await met.trace())[0], await officer.person()
    event = PlanEvent(
        "gone",
        (await steps_of(met))[0].subject,
        "",
        met.office.clock.now(),
        person.id,
        Change.REMOVED,
        item.id,
    )
    async with met.office.store.transaction() as tx:
        await tx.plans.add([event])
    assert "n’est plus sur la liste" in await officer.touches("Cette semaine")
    assert len(await steps_of(met)) == 1
    await officer.touches("Retour à la liste")
    assert "Ajouter un pas" in officer.labels


# How it goes.


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


async def twice(met: Met, clock: TurnedClock) -> str:
    """What is to be read once a step was found not done on two days."""
    for _ in range(2):
        await on_step(met.officer, "remplir")
        await met.officer.touches("Pas fait")
        clock.turn(days=1)
    return met.officer.read


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
    assert [each.partition(",")[0] for each in labels] == ["Petit pas : Inviter deux personnes"]


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


# Whose it is.


async def test_steps_of_others_are_out_of_reach_and_stay_as_they_are(met: Met) -> None:
    office, officer = met.office, met.officer
    stranger = await office.officer(await office.organisation("Autre pays"), "Luc")
    mine = await step(officer, "", "Mon pas à moi", date(2026, 12, 1))
    (of_case,) = await steps_of(met)
    for known in (mine, of_case):
        before = await pending(officer, known)
        for show in (Show.STEP, Show.STEP_WHEN, Show.STEP_WHO, Show.STEP_SMALLER, Show.STEP_REWORD):
            view = View(show, about=known.subject.case, ids=(known.subject.cooperation, known.id))
            read = await shown(stranger, view)
            assert "Mon pas" not in read
            assert "emplir" not in read
            for code in ("d.done", "meeting", "w.other", "mute", "halve"):
                await stranger.presses(code)
            await shown(stranger, view)
            await stranger.says("demain")
        assert before == await pending(officer, known)
    async with office.store.transaction() as tx:
        assert [await tx.steps.get(each.id) for each in (mine, of_case)] == [mine, of_case]
    assert await stranger.traced("step.see", granted=False)
    assert not await stranger.traced("step.status")


async def test_a_step_of_a_case_that_was_handed_over_meanwhile_is_left_alone(met: Met) -> None:
    officer = met.officer
    (before,) = await steps_of(met)
    await on_step(officer, "remplir")
    person = await officer.person()
    async with met.office.store.transaction() as tx:
        await tx.cases.unassign(met.case, person.id)
    assert "n’est pas, ou plus, à votre portée" in await officer.touches("Fait")
    assert await steps_of(met) == [before]


async def test_a_step_that_was_replaced_meanwhile_changes_no_more(met: Met) -> None:
    officer = met.officer
    (before,) = await steps_of(met)
    for way, words in (
        ("Qui s’en charge", "Odile"),
        ("Autrement dit", "Autre chose"),
        ("Reporter", "demain"),
    ):
        await change(officer, before, status="planned")
        await on_step(officer, "remplir")
        await officer.touches(way)
        await change(officer, before, status="replaced")
        assert "Un autre pas l’a remplacé." in await officer.says(words)
        assert await steps_of(met) == [replace(before, status="replaced")]


# On one's own list.


@pytest.fixture
async def zoe(met: Met) -> Visitor:
    """Somebody alone, at their result."""
    zoe = met.office.visitor("zoe")
    await zoe.sends("start")
    await zoe.touches("Je réponds")
    await zoe.touches(zoe.labels[0])
    alone = Met(met.office, zoe, "")
    await alone.answers("running", "worked+next_set+acted", "shared", "own", "acting", "roles+tensions")
    await alone.answers("roles_unclear", "conflict", "good", "think")
    return zoe


async def test_somebody_alone_is_asked_once_whether_to_be_reminded(met: Met, zoe: Visitor) -> None:
    await zoe.touches("Choisir mes prochains pas")
    await zoe.touches(zoe.labels[0])
    read = await zoe.touches("Conseillé")
    assert "Qui : vous." in read
    assert "Voulez-vous que je vous rappelle vos pas ?" in read
    assert "rappellerai le" not in read
    given, made = await steps_of(met, zoe)
    assert not await pending(zoe, made)
    await zoe.touches("Oui")
    assert await pending(zoe, made)
    assert await pending(zoe, given)
    await zoe.sends("plan")
    await zoe.touches(zoe.labels[1], "En faire un pas")
    read = await zoe.touches("Cette semaine")
    assert "Voulez-vous" not in read
    assert "Je vous le rappellerai le vendredi 27 novembre." in read


async def test_the_result_of_somebody_alone_leads_to_reminders_until_they_were_asked(zoe: Visitor) -> None:
    assert "Me rappeler ces pas" in zoe.labels
    assert "Voulez-vous que je vous rappelle vos pas ?" in await zoe.touches("Me rappeler ces pas")
    await zoe.touches("Non")
    await zoe.sends("result")
    assert "Me rappeler ces pas" not in zoe.labels
    await zoe.touches("Choisir mes")
    await zoe.touches(zoe.labels[0])
    assert "Voulez-vous" not in await zoe.touches("Conseillé")


async def test_no_officer_is_asked_whether_to_be_reminded(met: Met) -> None:
    assert "Me rappeler ces pas" not in met.officer.labels


async def test_on_ones_own_list_the_person_who_supports_can_do_it(met: Met, zoe: Visitor) -> None:
    await zoe.sends("plan")
    await zoe.touches(zoe.labels[0], "En faire un pas")
    await zoe.touches("La personne qui m’accompagne")
    assert "Qui : la personne qui vous accompagne." in await zoe.touches("Cette semaine")
    assert (await steps_of(met, zoe))[-1].doer is Doer.OFFICER


# Rules.


NOW = datetime(2026, 12, 10, 9, tzinfo=UTC)


def a_step(**fields: object) -> StepRecord:
    made = StepRecord("s", Subject(), "p", "", "d", "", "", "", "w", date(2026, 12, 8), "", "planned", NOW)
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "status", "known", "counted"),
    [
        (a_step(), StepStatus.NOT_DONE, False, 1),
        (a_step(status="not_done", not_done=1, said_at=NOW - timedelta(days=2)), StepStatus.NOT_DONE, False, 2),
        (a_step(status="not_done", not_done=1, said_at=NOW - timedelta(days=2)), StepStatus.NOT_DONE, True, 1),
        (a_step(status="not_done", not_done=1, said_at=NOW - timedelta(hours=2)), StepStatus.NOT_DONE, False, 1),
        (a_step(status="not_done", not_done=1, said_at=NOW - timedelta(hours=2)), StepStatus.NOT_DONE, True, 1),
        (a_step(status="not_done", not_done=1, said_at=NOW - timedelta(hours=2)), StepStatus.DONE, False, 0),
        (a_step(status="not_done", not_done=1, said_at=NOW - timedelta(days=2)), StepStatus.BEGUN, True, 1),
        (a_step(status="begun", not_done=1, said_at=NOW - timedelta(hours=2)), StepStatus.NOT_DONE, True, 2),
    ],
)  # fmt: skip
def test_not_done_counts_findings(before: StepRecord, status: StepStatus, known: bool, counted: int) -> None:
    after = said(before, status, NOW, ZONE, known=known)
    assert (after.status, after.not_done, after.said_at) == (status, counted, NOW)


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({"status": "not_done", "said_at": NOW - timedelta(days=1)}, True),
        ({"status": "not_done", "said_at": NOW - timedelta(days=9)}, False),  # the last interview knew it
        ({"status": "begun", "said_at": NOW - timedelta(days=1)}, False),
        ({"status": "not_done"}, False),
        ({"status": "not_done", "said_at": NOW - timedelta(days=3), "due": date(2026, 12, 9)}, False),
        ({"status": "not_done", "said_at": NOW - timedelta(days=3), "due": date(2026, 12, 10)}, False),
        ({"status": "not_done", "said_at": NOW - timedelta(days=3), "due": date(2026, 12, 11)}, True),
    ],
)
def test_a_visit_only_confirms_what_was_said_since_the_last_unless_another_day_has_passed(
    fields: dict[str, object], known: bool
) -> None:
    heard = NOW - timedelta(days=5)
    assert known_not_done(a_step(**fields), heard, NOW.date(), ZONE) is known


def test_the_next_step_is_the_first_ahead_else_the_one_that_waits_for_longest() -> None:
    today = date(2026, 12, 8)
    late, later, done = (
        a_step(due=date(2026, 12, 1)),
        a_step(due=date(2026, 12, 20), status="not_done"),
        a_step(due=date(2026, 12, 9), status="done"),
    )
    assert next_of([later, done, late], today) is later
    assert next_of([done, late], today) is late
    assert next_of([done], today) is None


def test_only_a_step_that_is_open_is_too_big() -> None:
    assert too_often(a_step(not_done=2, status="not_done"))
    assert not too_often(a_step(not_done=1, status="not_done"))
    assert not too_often(a_step(not_done=2, status="done"))
