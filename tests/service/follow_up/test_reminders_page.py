"""/rappels as people read and use it: the plan tells the truth, and every setting says what it means from now on."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.records import Habits, Occasion, Reminder, Sending, StepStatus
from bot.service.follow_up.ahead import coming
from bot.service.views import Show
from tests.service.follow_up.planned import change, habits, reminders, step, visit
from tests.service.interviewed import interviewed
from tests.service.office import Visitor
from tests.service.teamed import Team, shown_at, team

__all__ = ["team"]

THURSDAY, FRIDAY = (
    date(2026, 12, 3),
    date(2026, 12, 4),
)  # the tests begin on Tuesday, 24 November, 9:30 in Paris


async def newcomer(team: Team, name: str = "Cléo") -> Visitor:
    """Somebody who speaks for their own group."""
    visitor = team.office.visitor(name)
    await visitor.sends("start")
    await visitor.touches("Je réponds pour mon groupe")
    return visitor


def days_in(read: str) -> list[str]:
    """The headings of the plan."""
    return re.findall(
        r"^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) .*, .* h.*$", read, re.MULTILINE
    )


async def tell(visitor: Visitor, message: str = "m1") -> None:
    """What is due goes out in `message`, as the worker does it."""
    now = visitor.office.clock.now()
    due = [each for each in await reminders(visitor, Sending.PENDING) if each.due_at <= now]
    assert due
    async with visitor.office.store.transaction() as tx:
        await tx.reminders.sending(due, message, now)
        await tx.reminders.told(message)


# The plan.


async def test_the_plan_says_when_who_what_why_and_until_when(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler le maire", date(2026, 12, 10))
    read = await team.bo.sends("reminders")
    assert days_in(read) == ["mardi 8 décembre, 9 h", "jeudi 10 décembre, 9 h", "lundi 14 décembre, 9 h"]
    assert read.count("Cantine : appeler le maire, pour le 10 décembre") == 3
    assert (
        "Deux jours ouvrés avant l’échéance. S’arrête dès que c’est dit fait, au plus tard le 14 décembre."
        in read
    )
    assert "C’est le jour prévu." in read
    assert "Quelques jours après, pour savoir ce que cela a donné. C’est le dernier rappel de ce pas" in read


async def test_a_visit_stands_in_the_plan_with_its_hour(team: Team) -> None:
    await visit(team.bo, team.minibus, date(2026, 12, 7), time(14, 30))
    read = await team.bo.sends("reminders")
    assert days_in(read) == ["vendredi 4 décembre, 9 h", "mardi 8 décembre, 9 h"]
    assert "Minibus : visite du lundi 7 décembre, 14 h 30" in read
    assert "Le dernier jour ouvré avant la visite. N’arrive pas si la visite est annulée." in read
    assert "Après la visite, pour en faire le bilan. Une seule fois." in read


async def test_what_has_no_reason_any_more_is_not_in_the_plan(team: Team) -> None:
    """Whatever is still pending in the store: done, muted, put off, cancelled, out of reach."""
    done = await step(team.bo, team.canteen, "un pas fait", THURSDAY)
    muted = await step(team.bo, team.canteen, "un pas muet", THURSDAY)
    moved = await step(team.bo, team.canteen, "un pas reporté", THURSDAY)
    cancelled = await visit(team.bo, team.canteen, THURSDAY)
    await step(team.bo, team.minibus, "un pas d’ailleurs", THURSDAY)
    await change(team.bo, done, status=StepStatus.DONE.value)
    await change(team.bo, muted, muted=True)
    await change(team.bo, moved, due=FRIDAY)
    await change(team.bo, cancelled, day=FRIDAY)
    person = await team.bo.person()
    async with team.office.store.transaction() as tx:
        await tx.cases.unassign(team.minibus, person.id)
    assert await reminders(team.bo, Sending.PENDING)
    read = await team.bo.sends("reminders")
    assert "Rien n’est prévu pour les 30 prochains jours." in read
    assert not [word for word in ("fait,", "muet", "reporté", "visite du", "ailleurs") if word in read]


async def test_what_was_told_is_not_told_again_in_the_plan(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    team.office.clock.turn(days=9)  # Thursday, the day itself
    await tell(team.bo)
    assert days_in(await team.bo.sends("reminders")) == ["lundi 7 décembre, 9 h"]


async def test_late_ones_come_together_on_the_next_day_that_is_open(team: Team) -> None:
    """After a stop over a holiday: what was missed is told on the first working day, in one message."""
    await step(team.bo, team.canteen, "appeler", date(2026, 12, 24))
    await step(team.bo, team.minibus, "écrire", date(2026, 12, 23))
    team.office.clock.turn(days=31, hours=3)  # 25 December: nothing was told for a month
    read = await team.bo.sends("reminders")
    assert days_in(read)[0] == "lundi 28 décembre, 9 h"
    first = read.split("lundi 28 décembre, 9 h")[1]
    assert "appeler" in first
    assert "écrire" in first
    assert "pour savoir ce que cela a donné" in first
    team.office.clock.turn(days=5)  # and nothing was told on Monday either
    assert (
        "pour savoir ce que cela a donné. Prévu le 28 décembre, dit dès que possible."
        in await team.bo.sends("reminders")
    )


async def test_only_one_message_a_day_even_when_something_was_told_today(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    team.office.clock.turn(days=9)
    await tell(team.bo)
    late = await step(
        team.bo, team.minibus, "écrire", THURSDAY, agreed_at=team.office.clock.now() - timedelta(days=9)
    )
    due = replace((await reminders(team.bo, Sending.PENDING))[0], about=late.id, occasion=Occasion.DUE)
    async with team.office.store.transaction() as tx:
        await tx.reminders.add([replace(due, anchor=THURSDAY, day=THURSDAY, due_at=team.office.clock.now())])
    assert days_in(await team.bo.sends("reminders"))[0] == "vendredi 4 décembre, 9 h"
    assert "Prévu le 3 décembre, dit dès que possible." in team.bo.read


async def test_nothing_planned_says_how_reminders_come_about(team: Team) -> None:
    read = await team.bo.sends("reminders")
    assert "Rien n’est prévu pour les 30 prochains jours." in read
    assert "Un rappel vient avec un pas qui a son jour, ou avec une visite prévue." in read


async def test_what_comes_after_thirty_days_is_only_counted(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", date(2026, 12, 3))
    await step(team.bo, team.canteen, "écrire", date(2027, 3, 3))
    read = await team.bo.sends("reminders")
    assert "écrire" not in read
    assert "Et 3 autres après ces 30 jours." in read


async def test_a_long_plan_has_pages(team: Team) -> None:
    for at in range(5):
        await step(team.bo, team.canteen, f"pas {at}", date(2026, 12, 1 + 2 * at))
    pages = [await team.bo.sends("reminders")]
    while "Suite" in team.bo.labels:
        pages.append(await team.bo.touches("Suite"))
    assert len(pages) == 2
    assert (
        sum(page.count("Cantine : pas ") for page in pages)
        == len(await reminders(team.bo, Sending.PENDING))
        > 8
    )
    assert await team.bo.touches("Retour") == pages[0]


async def test_a_page_fits_into_one_message(team: Team) -> None:
    case = await team.office.case(
        team.id, "Communauté de communes des Monts et Vallées du Haut-Pays de la Rivière", team.bo
    )
    for at in range(4):
        await step(
            team.bo,
            case,
            "écrire une longue lettre à toutes les personnes concernées " * 3,
            THURSDAY + timedelta(at),
        )
    assert "Suite" in (await team.bo.sends("reminders"), *team.bo.labels)
    assert team.bo.read.count("Communauté") == 8
    assert len(team.bo.read) < 3500


async def test_nobody_asks_after_a_visit_that_an_interview_has_told_of(team: Team) -> None:
    await visit(team.bo, team.canteen, date(2026, 11, 27))
    team.office.clock.turn(days=4)  # Saturday: what comes after the visit comes on Monday
    assert "Cantine : visite du vendredi 27 novembre" in await team.bo.sends("reminders")
    await interviewed(team.office, team.bo, team.canteen)
    assert "Cantine : visite du vendredi 27 novembre" not in await team.bo.sends("reminders")


def test_what_cannot_be_told_today_any_more_comes_on_the_next_day() -> None:
    """Two hours on one day, as after a change of zone: the second one waits, since there is one message a day."""
    monday = date(2026, 11, 30)
    first, second = (
        Reminder("p", id, Occasion.DIGEST, monday, monday, datetime(2026, 11, 30, hour, tzinfo=UTC))
        for id, hour in (("a", 8), ("b", 15))
    )
    messages = coming(
        (second, first), {}, Habits("p", digest=0), "Europe/Paris", datetime(2026, 11, 24, tzinfo=UTC)
    )
    assert [(each.day, [told.about for told in each.reminders]) for each in messages] == [
        (monday, ["a"]),
        (date(2026, 12, 1), ["b"]),
    ]


async def test_a_line_leads_to_its_step_and_to_its_visit(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler le maire", THURSDAY)
    await visit(team.bo, team.minibus, FRIDAY)
    await team.bo.sends("reminders")
    await team.bo.touches("Cantine : appeler le maire")
    assert (await shown_at(team.bo)).show is Show.STEP
    assert "Appeler le maire" in team.bo.read
    await team.bo.sends("reminders")
    await team.bo.touches("Minibus : visite")
    assert (await shown_at(team.bo)).show is Show.VISIT


async def test_a_line_of_a_case_handed_over_meanwhile_leads_nowhere(team: Team) -> None:
    made = await step(team.bo, team.canteen, "appeler le maire", THURSDAY)
    await team.bo.sends("reminders")
    person = await team.bo.person()
    async with team.office.store.transaction() as tx:
        await tx.cases.unassign(team.canteen, person.id)
    read = await team.bo.presses(f"s.{made.id}")
    assert "appeler" not in read
    assert (await shown_at(team.bo)).show is Show.REMINDERS


async def test_what_was_cut_stands_first(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler le maire", THURSDAY)
    await step(team.bo, team.canteen, "écrire", date(2026, 12, 20))
    team.office.clock.turn(days=9)
    due = [
        each for each in await reminders(team.bo, Sending.PENDING) if each.due_at <= team.office.clock.now()
    ]
    async with team.office.store.transaction() as tx:
        await tx.reminders.sending(due, "m1", team.office.clock.now())
        await tx.reminders.cut("m1")
    team.office.clock.turn(hours=1)
    read = await team.bo.sends("reminders")
    said = "Un message du 3 décembre ne vous est peut-être pas parvenu :\nCantine : appeler le maire, pour le 3 décembre"
    assert said in read
    assert read.index(said) < read.index("Un message par jour au plus")
    assert "Cantine : appeler le maire" in team.bo.labels


async def test_what_was_cut_and_is_done_by_now_is_not_mentioned(team: Team) -> None:
    done = await step(team.bo, team.canteen, "appeler le maire", THURSDAY)
    await habits(team.bo, digest=3)
    team.office.clock.turn(days=9)
    due = [
        each for each in await reminders(team.bo, Sending.PENDING) if each.due_at <= team.office.clock.now()
    ]
    async with team.office.store.transaction() as tx:
        await tx.reminders.sending(due, "m1", team.office.clock.now())
        await tx.reminders.cut("m1")
    await change(team.bo, done, status=StepStatus.DONE.value)
    said = "Un message du 3 décembre ne vous est peut-être pas parvenu :\nLe point de la semaine\n"
    assert said in await team.bo.sends("reminders")
    assert "appeler" not in team.bo.read
    person = await team.bo.person()
    async with team.office.store.transaction() as tx:
        await tx.organisations.leave(person.id)
        await tx.reminders.save_habits(replace(await tx.reminders.habits(person.id), wanted=True))
    assert "pas parvenu" not in await team.bo.sends("reminders")


# Settings.


async def test_the_hour_is_two_taps(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    await team.bo.sends("reminders")
    await team.bo.touches("Heure : 9 h")
    assert team.bo.labels[:13] == [f"{hour} h" for hour in range(8, 21)]
    read = await team.bo.touches("14 h")
    assert "C’est noté : à partir de maintenant, vos messages arrivent à 14 h." in read
    assert {day.rsplit(", ")[1] for day in days_in(read)} == {"14 h"}
    assert (await habits(team.bo)).at == time(14)


async def test_working_days_or_every_day(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", date(2026, 12, 6))  # a Sunday
    await team.bo.sends("reminders")
    assert "vendredi 4 décembre, 9 h" in days_in(team.bo.read)
    assert "Le dernier jour ouvré avant l’échéance." in team.bo.read
    read = await team.bo.touches("Tous les jours")
    assert "vos messages arrivent aussi le week-end et les jours fériés" in read
    assert "dimanche 6 décembre, 9 h" in days_in(read)
    assert "Deux jours avant l’échéance." in read
    assert "rien n’arrive le week-end" in await team.bo.touches("Jours ouvrés seulement")


async def test_the_place_sets_the_zone_and_the_holidays(team: Team) -> None:
    await step(
        team.bo, team.canteen, "appeler", date(2026, 12, 20)
    )  # a holiday in La Réunion, a Sunday that year
    await team.bo.sends("reminders")
    await team.bo.touches("Mon lieu")
    read = await team.bo.touches("La Réunion")
    assert "vos messages suivent l’heure et les jours fériés de ce lieu" in read
    assert (await team.bo.person()).zone == "Indian/Reunion"
    assert (await habits(team.bo)).place == "reunion"
    pending = await reminders(team.bo, Sending.PENDING)
    assert {each.due_at.hour for each in pending} == {5}  # nine o'clock there


async def test_a_pause_and_back(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    await team.bo.sends("reminders")
    await team.bo.touches("Faire une pause")
    read = await team.bo.touches("Deux semaines")
    assert (
        "C’est noté : rien d’ici là. Les messages reprennent le mardi 8 décembre, avec ce qui compte encore."
        in read
    )
    assert "En pause : rien avant le mardi 8 décembre." in read
    assert days_in(read) == ["mardi 8 décembre, 9 h"]
    read = await team.bo.touches("Reprendre maintenant")
    assert "La pause est finie" in read
    assert days_in(read) == ["mardi 1er décembre, 9 h", "jeudi 3 décembre, 9 h", "lundi 7 décembre, 9 h"]


@pytest.mark.parametrize(
    ("typed", "until"),
    [("le 5 janvier", date(2027, 1, 5)), ("dans trois semaines", date(2026, 12, 15))],
)
async def test_a_pause_until_a_day_that_is_typed(team: Team, typed: str, until: date) -> None:
    await team.bo.sends("reminders")
    await team.bo.touches("Faire une pause")
    await team.bo.says(typed)
    assert (await habits(team.bo)).paused_until == until


@pytest.mark.parametrize(
    "typed", ["après les vacances", "hier", "aujourd’hui", "dans deux ans", "n’importe quoi"]
)
async def test_a_pause_that_is_not_clear_is_asked_back(team: Team, typed: str) -> None:
    await team.bo.sends("reminders")
    await team.bo.touches("Faire une pause")
    assert "Une pause jusqu’à quand ?" in await team.bo.says(typed)
    assert (await habits(team.bo)).paused_until is None
    await team.bo.says("laisse tomber")
    await team.bo.sends("reminders")
    assert "En pause" not in team.bo.read


async def test_a_pause_chosen_on_the_calendar(team: Team) -> None:
    await team.bo.sends("reminders")
    await team.bo.touches("Faire une pause", "Choisir sur un calendrier")
    await team.bo.presses("m.2")
    await team.bo.presses("y.20261215")
    assert (await habits(team.bo)).paused_until == date(2026, 12, 15)


async def test_a_pause_can_be_left_as_it_was(team: Team) -> None:
    await team.bo.sends("reminders")
    await team.bo.touches("Faire une pause", "Pas de pause")
    assert (await shown_at(team.bo)).show is Show.REMINDERS
    assert (await habits(team.bo)).paused_until is None


async def test_a_discreet_message_and_back(team: Team) -> None:
    await team.bo.sends("reminders")
    assert "le message dit seulement qu’il y a quelque chose à lire" in await team.bo.touches(
        "Message discret"
    )
    assert (await habits(team.bo)).discreet
    assert "le message dit de quoi il s’agit" in await team.bo.touches("Message habituel")
    assert not (await habits(team.bo)).discreet


async def test_the_overview_of_the_week_has_its_day(team: Team) -> None:
    await team.bo.sends("reminders")
    await team.bo.touches("Point de la semaine")
    read = await team.bo.touches("lundi")
    assert "le point de la semaine arrive chaque lundi, dans le message du jour" in read
    assert days_in(read) == ["lundi 30 novembre, 9 h"]
    assert "Il revient chaque semaine, jusqu’à ce que vous l’arrêtiez ici." in read
    await team.bo.touches("Point de la semaine")
    read = await team.bo.touches("Pas de point")
    assert "le point de la semaine n’arrive plus" in read
    assert days_in(read) == []
    assert not await reminders(team.bo, Sending.PENDING)


async def test_everything_stopped_and_begun_again(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    await team.bo.sends("reminders")
    read = await team.bo.touches("Tout arrêter")
    assert "C’est arrêté : à partir de maintenant, vous ne recevez plus de rappel." in read
    assert not await reminders(team.bo, Sending.PENDING)
    assert (await habits(team.bo)).wanted is False
    assert not {"Faire une pause", "Heure : 9 h", "Tout arrêter"} & set(team.bo.labels)
    read = await team.bo.touches("Reprendre les rappels")
    assert "Les rappels reprennent" in read
    assert len(days_in(read)) == 3
    kept = await habits(team.bo)
    assert kept.wanted is True
    assert kept.since == team.office.clock.now()


# Who is asked first.


async def test_who_speaks_for_their_own_group_is_asked_first(team: Team) -> None:
    cleo = await newcomer(team)
    await step(cleo, "", "appeler le voisin", THURSDAY)
    assert not await reminders(cleo)
    read = await cleo.sends("reminders")
    assert "Voulez-vous que je vous rappelle vos pas ?" in read
    sentence = read.replace("\n", " ")
    read = await cleo.touches("Oui, me les rappeler")
    assert "Appeler le voisin, pour le 3 décembre" in read
    assert len(days_in(read)) == 3
    kept = await habits(cleo)
    assert (kept.wanted, kept.since) == (True, team.office.clock.now())
    assert (
        kept.consent.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
        == sentence.strip()
    )
    assert await cleo.traced("reminders.agree") == 1
    assert "Point de la semaine" not in cleo.labels


async def test_the_way_back_from_the_calendar_leads_to_the_question(team: Team) -> None:
    cleo = await newcomer(team)
    await step(cleo, "", "appeler le voisin", THURSDAY)
    await cleo.sends("agenda")
    read = await cleo.touches("Revenir aux rappels")
    assert "Voulez-vous que je vous rappelle vos pas ?" in read
    assert "arrêtés" not in read
    await cleo.touches("Oui, me les rappeler")
    assert (await habits(cleo)).wanted is True


async def test_a_refusal_is_kept_and_nobody_asks_again(team: Team) -> None:
    cleo = await newcomer(team)
    await cleo.sends("reminders")
    assert "je ne vous le redemanderai pas" in await cleo.touches("Non merci")
    kept = await habits(cleo)
    assert kept.wanted is False
    assert kept.consent.startswith("Voulez-vous")
    await step(cleo, "", "appeler le voisin", THURSDAY)
    assert not await reminders(cleo)
    read = await cleo.sends("reminders")
    assert "Les rappels sont arrêtés" in read
    assert "Voulez-vous" not in read
    assert "Voulez-vous que je vous rappelle vos pas ?" in await cleo.touches("Reprendre les rappels")
    await cleo.touches("Oui")
    assert len(await reminders(cleo, Sending.PENDING)) == 3


async def test_consent_withdrawn_stops_at_once(team: Team) -> None:
    cleo = await newcomer(team)
    await step(cleo, "", "appeler le voisin", THURSDAY)
    await cleo.sends("reminders")
    await cleo.touches("Oui", "Tout arrêter")
    assert not await reminders(cleo, Sending.PENDING)
    assert (await habits(cleo)).wanted is False
    assert "Les rappels sont arrêtés" in await cleo.sends("reminders")


async def test_nobody_else_s_reminders_are_seen(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler le maire", THURSDAY)
    cleo = await newcomer(team)
    await cleo.sends("reminders")
    assert "appeler" not in await cleo.touches("Oui")
    assert "appeler" not in await team.ana.sends("reminders")


async def test_who_left_the_team_is_asked_like_anybody(team: Team) -> None:
    await team.bo.sends("reminders")
    await team.bo.touches("Point de la semaine")
    person = await team.bo.person()
    async with team.office.store.transaction() as tx:
        await tx.organisations.leave(person.id)
    assert "lundi" not in await team.bo.presses("w.0")
    assert (await habits(team.bo)).digest is None
    assert "Voulez-vous que je vous rappelle vos pas ?" in await team.bo.sends("reminders")
