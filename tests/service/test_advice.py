"""A list of recommendations, as an officer judges it; and the course of time of a case file."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.loading.library import Library
from bot.records import Change, Cooperation, Doing, PlanEvent, Standing, Subject
from bot.service.dates import say_day
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.office import Office, Visitor, opened, plain


@pytest.fixture
async def office(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Office]:
    async with opened(database, content, clock) as office:
        yield office


class Met:
    """An officer with one case file that has a result."""

    def __init__(self, office: Office, officer: Visitor, case: str) -> None:
        self.office, self.officer, self.case = office, officer, case

    async def trace(self) -> Sequence[PlanEvent]:
        async with self.office.store.transaction() as tx:
            cooperation = (await tx.cases.cooperations(self.case))[0]
            return await tx.plans.of(Subject(self.case, cooperation.id), "")

    async def answers(self, *codes: str) -> str:
        """Touch these options; several for one question are followed by « that is all »."""
        for code in codes:
            for each in code.split("+"):
                await self.officer.presses(f"o.{each}" if "." not in each else each.removeprefix("."))
            if "+" in code:
                await self.officer.presses("done")
        return self.officer.read


@pytest.fixture
async def met(office: Office) -> Met:
    organisation = await office.organisation("Relais")
    officer = await office.officer(organisation, "Claire")
    case = await office.case(organisation, "Ferme des Noyers", officer)
    met = Met(office, officer, case)
    await met.officer.sends("cases")
    await met.officer.touches("Ferme", "Faire le point")
    await met.answers("running", "worked+next_set+acted", "shared", "own", "acting", "roles+tensions")
    await met.answers("roles_unclear", "conflict", "good", "think")
    return met


async def test_each_status_takes_one_tap_and_the_trace_of_it_stays(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    first = next(code for _, code in officer.offered if code.startswith("p."))
    await officer.presses(first)
    for status in Doing:
        await officer.presses(f"d.{status.value}")
        assert officer.screen is not None
        assert [button.code for button in officer.screen.choices if button.ticked] == [f"d.{status.value}"]
    await officer.touches("Retour à la liste", "Ce qui a changé")
    trace = await met.trace()
    assert [event.status for event in trace if event.status] == [status.value for status in Doing]


async def test_what_an_officer_adds_rewords_and_removes_shows_on_the_list(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    before = [label for label, code in officer.offered if code.startswith("p.")]
    await officer.touches("Ajouter une piste")
    await officer.says("Inviter la mairie au repas")
    await officer.touches(before[0], "Reformuler")
    await officer.says("  Un tableau, un nom par tâche  ")
    await officer.touches(before[1], "Retirer")
    await officer.touches(before[2], "Plus haut")
    after = [label for label, code in officer.offered if code.startswith("p.")]
    assert after == [before[2], "Un tableau, un nom par tâche", "Inviter la mairie au repas"]
    changes = [event.change for event in await met.trace()]
    assert changes == [Change.GIVEN] * 3 + [Change.ADDED, Change.REWORDED, Change.REMOVED, Change.MOVED]
    read = await officer.touches("Ce qui a changé")
    assert "Retirée de la liste : " in read
    assert "Reformulée : Un tableau" in read
    assert "24 novembre 2026, vous" in read


async def test_words_too_short_or_too_long_are_sent_back_and_change_nothing(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    await officer.touches("Ajouter une piste")
    before = await met.trace()
    assert "deux lettres" in await officer.says("é")
    assert "200 caractères" in await officer.says("long " * 1000)
    assert "deux lettres" in await officer.says("\u202e \u200b")
    assert await met.trace() == before


async def test_a_recommendation_says_why_and_what_would_remove_it(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    await officer.presses(next(code for _, code in officer.offered if code.startswith("p.")))
    read = await officer.touches("Pourquoi cette piste")
    assert "Le partage des tâches" in read
    assert "Ce serait différent" in read
    assert "Réponses du 24 novembre 2026, données par vous." in read


async def test_a_later_result_passes_over_what_is_in_hand_and_drops_only_what_nobody_judged(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    titles = {label: code for label, code in officer.offered if code.startswith("p.")}
    first, second, third = titles
    await officer.touches(first, "En cours", "Retour à la liste", second, "Retenir cette piste")
    await officer.sends("diagnosis")
    assert "La dernière fois" in officer.read
    for _ in range(20):
        if "same" not in [code for _, code in officer.offered]:
            break
        await officer.presses("same")
    # another subject of stepping back: money instead of roles and tensions
    await officer.sends("edit")
    await officer.touches("Ce qui mérite")
    for each in ("o.roles", "o.tensions", "o.money", "done", "confirm"):
        if each in [code for _, code in officer.offered]:
            await officer.presses(each)
    await officer.sends("plan")
    now = [label for label, code in officer.offered if code.startswith("p.")]
    assert f"{first} (en cours)" in now
    assert second in now
    assert third not in now or Change.DROPPED in [event.change for event in await met.trace()]


async def test_a_step_is_done_with_one_tap_and_no_longer_the_next_one(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    step = next(code for _, code in officer.offered if code.startswith("t."))
    await officer.presses(step)
    await officer.presses("d.done")
    assert any(each.startswith("Petit pas : ") and each.endswith("(fait)") for each in officer.labels)
    assert "Petits pas déjà faits" not in officer.read  # told once
    async with met.office.store.transaction() as tx:
        case = await tx.cases.get(met.case)
    assert case is not None
    assert case.next_day is None


async def test_ideas_that_fit_the_situation_are_offered_first(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    await officer.touches("Ajouter une piste")
    catalogue = met.office.conversation.interviews.library.catalogue
    while "page_on" in [code for _, code in officer.offered]:
        offered = [code.removeprefix("a.") for _, code in officer.offered if code.startswith("a.")]
        fitting = ["already_started" in catalogue[each].situations for each in offered]
        assert fitting == sorted(fitting, reverse=True)
        assert fitting[0]
        if not all(fitting):
            break
        await officer.touches("Suite")
    else:
        pytest.fail("nothing else was ever offered")


async def test_a_step_of_today_or_of_a_past_day_is_told_as_what_it_is(met: Met, clock: TurnedClock) -> None:
    officer, office = met.officer, met.office
    async with office.store.transaction() as tx:
        subject = Subject(met.case, (await tx.cases.cooperations(met.case))[0].id)
        first, *others = await tx.steps.of(subject, "")
        for each in others:
            await tx.steps.save(replace(each, status="done"))
        case = await tx.cases.get(met.case)
        assert case is not None
        await tx.cases.save(replace(case, next_day=first.due))
    day = say_day(office.conversation.texts["fr"], first.due)
    clock.instant = datetime.combine(first.due, time(9), tzinfo=UTC)
    assert "Prochain pas, pour aujourd’hui : " in await officer.sends("cases", "noyers")
    await officer.sends("plan")
    assert any(label.endswith(", pour aujourd’hui") for label in officer.labels)
    clock.turn(days=9)
    said = await officer.sends("cases", "noyers")
    assert f"Le pas prévu pour le {plain(day)} est à revoir : " in said
    assert "Prochain pas" not in said
    await officer.sends("cases")
    assert officer.labels[0].endswith(f" · à revoir depuis le {first.due:%d/%m}")
    await officer.sends("plan")
    assert any(label.endswith(f", prévu pour le {plain(day)}, à revoir") for label in officer.labels)
    await officer.presses(next(code for _, code in officer.offered if code.startswith("t.")))
    assert f"Ce pas était prévu pour le {plain(day)} : à revoir." in officer.read
    states = ["Fait", "Commencé", "Pas fait", "Laissé de côté", "Reporter"]
    assert officer.labels[:5] == states


async def test_each_project_of_two_is_told_apart_over_time_and_in_its_list(met: Met) -> None:
    officer = met.officer
    async with met.office.store.transaction() as tx:
        (first,) = await tx.cases.cooperations(met.case)
        await tx.cases.save_cooperation(replace(first, name="La cantine"))
        await tx.cases.add_cooperation(Cooperation("k2", met.case, met.office.clock.now(), "La fête"))
    await officer.sends("cases", "noyers")
    read = await officer.touches("Au fil du temps")
    assert read.partition("La cantine")[2].partition("La fête")[0].count("Pas encore de point.") == 0
    assert "Pas encore de point." in read.partition("La fête")[2]
    await officer.touches("Retour au dossier", "Pistes et pas", "La cantine")
    assert "Ferme des Noyers · La cantine" in officer.read


async def test_a_result_changed_on_the_same_day_is_one_line_over_time(met: Met) -> None:
    officer = met.officer
    await officer.sends("edit")
    await officer.touches("Ce qui mérite")
    for each in ("o.roles", "o.tensions", "o.money", "done", "confirm"):
        if each in [code for _, code in officer.offered]:
            await officer.presses(each)
    async with met.office.store.transaction() as tx:
        assert len(await tx.diagnoses.about(met.case, viewer=None)) > 1
    await officer.sends("cases", "noyers")
    await officer.touches("Au fil du temps")
    assert [code[:2] for _, code in officer.offered].count("r.") == 1


async def test_a_move_is_proposed_with_its_facts_and_kept_as_the_officer_says(
    met: Met, clock: TurnedClock
) -> None:
    officer = met.officer
    clock.turn(days=90)
    await officer.sends("cases")
    await officer.touches("Ferme", "Refaire le point")
    await met.answers("running", ".same", ".same", ".same", "cycle_done", ".same", ".same", ".same", ".same")
    await officer.presses("o.step_back")
    assert await _standings(met) == [("already_started", "implementation")]
    read = await officer.touches("Confirmer leur situation")
    assert "en route, mise en œuvre" in read
    assert "en route" in read
    assert "Depuis" not in read
    await officer.touches("Autre chose")
    await officer.presses("s.already_started.emergence")
    assert await _standings(met) == [("already_started", "emergence"), ("already_started", "implementation")]
    newest = (await _all_standings(met))[0]
    assert newest.computed == "already_started"
    await officer.touches("Au fil du temps")
    assert "Confirmer leur situation" not in officer.labels
    assert "Depuis le 24 novembre 2026" in officer.read


async def test_what_stays_is_where_that_project_stood_whatever_the_others_did(
    met: Met, clock: TurnedClock
) -> None:
    officer, office = met.officer, met.office
    clock.turn(days=90)
    await officer.sends("cases")
    await officer.touches("Ferme", "Refaire le point")
    await met.answers("running", ".same", ".same", ".same", "cycle_done", ".same", ".same", ".same", ".same")
    await officer.presses("o.step_back")
    async with office.store.transaction() as tx:  # meanwhile the other project of the case has moved last
        case = await tx.cases.get(met.case)
        assert case is not None
        await tx.cases.save(replace(case, situation="no_plans", stage=""))
    await officer.touches("Confirmer leur situation", "Non, toujours : en route, mise en œuvre")
    assert (await _standings(met))[0] == ("already_started", "implementation")


async def test_facts_found_where_nothing_was_going_on_are_gained(met: Met, clock: TurnedClock) -> None:
    officer, office = met.officer, met.office
    member = await officer.member()
    assert member is not None
    await office.case(member.organisation, "Le Moulin", officer)
    await officer.sends("cases", "moulin")
    await officer.touches("Faire le point")
    await met.answers("none", "rather_yes", "own", "missing_partners+missing_network", "contacts")
    clock.turn(days=21)
    await officer.sends("cases", "moulin")
    await officer.touches("Refaire le point")
    await met.answers("running", "worked+next_set+acted", "shared", ".same")
    await met.answers("acting", "roles+tensions", "roles_unclear", "conflict", "good", "think")
    await officer.sends("cases", "moulin")
    read = await officer.touches("Au fil du temps")
    assert "3 acquis" in read
    assert "Au moins une réunion de travail" in read


async def _all_standings(met: Met) -> Sequence[Standing]:
    async with met.office.store.transaction() as tx:
        return await tx.cases.standings(met.case)


async def _standings(met: Met) -> list[tuple[str, str]]:
    return [(each.situation, each.stage) for each in await _all_standings(met)]
