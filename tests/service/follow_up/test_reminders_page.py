"""/rappels as people read and use it: the plan tells the truth, and every setting says what it means from now on."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.records import Habits, Occasion, Reminder, Sending, StepStatus
from bot.service.follow_up.ahead import coming
from bot.service.views import Show
from tests.service.follow_up.planned import change, habits, reminders, step, visit
from tests.service.follow_up.reading_plans import days_in, tell
from tests.service.held import begins
from tests.service.interviewed import interviewed
from tests.service.teamed import Team, shown_at, team

__all__ = ["team"]

THURSDAY, FRIDAY = (
    date(2026, 12, 3),
    date(2026, 12, 4),
)  # the tests begin on Tuesday, 24 November, 9:30 in Paris


async def test_the_plan_says_when_who_what_why_and_until_when(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler le maire", date(2026, 12, 10))
    read = await team.bo.sends("reminders")
    assert days_in(read) == ["mardi 8 décembre, 9 h", "jeudi 10 décembre, 9 h", "lundi 14 décembre, 9 h"]
    assert read.count("Cantine : appeler le maire, pour le 10 décembre") == 3
    rule = "Pour un pas : deux jours ouvrés avant, le jour même, puis une fois après ; plus rien dès que c’est fait."
    assert read.count(rule) == 1
    for note in (
        "avant, dernier rappel le 14 décembre",
        "le jour même, dernier rappel le 14 décembre",
        "après, dernier rappel",
    ):
        assert f"pour le 10 décembre ({note})" in read


async def test_a_visit_stands_in_the_plan_with_its_hour(team: Team) -> None:
    await visit(team.bo, team.minibus, date(2026, 12, 7), time(14, 30))
    read = await team.bo.sends("reminders")
    assert days_in(read) == ["vendredi 4 décembre, 9 h", "mardi 8 décembre, 9 h"]
    assert "Minibus : visite du lundi 7 décembre, 14 h 30" in read
    assert "Pour une visite : la veille, puis une fois après ; rien si elle est annulée." in read
    assert "14 h 30 (le dernier jour ouvré avant)" in read
    assert "14 h 30 (pour en parler, dernier rappel)" in read


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
    assert first.count("(après, dernier rappel)") == 2
    team.office.clock.turn(days=5)  # and nothing was told on Monday either
    late = "(après, était prévu le 28 décembre, vient dès que possible, dernier rappel)"
    assert late in await team.bo.sends("reminders")


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
    assert "(était prévu le 3 décembre, vient dès que possible, dernier rappel le 7 décembre)" in team.bo.read


async def test_nothing_planned_says_how_reminders_come_about(team: Team) -> None:
    read = await team.bo.sends("reminders")
    assert "Rien n’est prévu pour les 30 prochains jours." in read
    assert "Un rappel vient avec un pas qui a son jour, ou avec une visite prévue." in read


async def test_what_comes_after_thirty_days_is_only_counted(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", date(2026, 12, 3))
    await step(team.bo, team.canteen, "écrire", date(2027, 3, 3))
    read = await team.bo.sends("reminders")
    assert "écrire" not in read
    assert "Ensuite, 3 autres rappels, à partir du lundi 1er mars." in read


async def test_when_all_comes_later_the_first_one_is_told_and_leads_to_its_step(team: Team) -> None:
    await step(team.bo, team.canteen, "écrire", date(2027, 1, 14))
    await step(team.bo, team.minibus, "appeler", date(2027, 3, 3))
    read = await team.bo.sends("reminders")
    assert "Rien dans les 30 prochains jours. Le premier rappel viendra le mardi 12 janvier : Cantine : écrire, pour le 14 janvier (avant, dernier rappel le 18 janvier)." in read  # fmt: skip
    assert "Ensuite, 5 autres rappels, à partir du jeudi 14 janvier." in read
    assert "Pour un pas : deux jours ouvrés avant" in read
    assert "Vos rappels des 30" not in read
    assert [label for label in team.bo.labels if ":" in label] == ["Cantine : écrire"]
    await team.bo.says("1")
    assert (await shown_at(team.bo)).show is Show.STEP


async def test_when_all_comes_later_several_that_come_together_stand_below_each_other(team: Team) -> None:
    await step(team.bo, team.canteen, "écrire", date(2027, 1, 14))
    await step(team.bo, team.minibus, "appeler", date(2027, 1, 14))
    read = await team.bo.sends("reminders")
    said = "Les 2 premiers rappels viendront ensemble le mardi 12 janvier :\nCantine : écrire"
    assert said in read
    assert "Minibus : appeler, pour le 14 janvier (avant, dernier rappel le 18 janvier)" in read


async def test_when_all_comes_later_than_a_pause_the_days_are_those_after_it(team: Team) -> None:
    await habits(team.bo, paused_until=date(2026, 12, 7))
    await step(team.bo, team.canteen, "écrire", date(2027, 12, 1))
    read = await team.bo.sends("reminders")
    assert (
        "Rien dans les 30 jours après la pause. Le premier rappel viendra le lundi 29 novembre 2027 : "
        in read
    )


async def test_back_in_words_leads_home_from_the_reminders(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    await team.bo.sends("reminders")
    assert "Retour" not in team.bo.labels
    for word in ("Retour", "revenir"):
        await team.bo.sends("reminders")
        assert "pas compris" not in await team.bo.says(word)
        assert (await shown_at(team.bo)).show is Show.HOME
    await team.bo.sends("reminders")
    await team.bo.says("réglages")
    await team.bo.says("retour")  # « Revenir aux rappels »
    assert (await shown_at(team.bo)).show is Show.REMINDERS


async def test_back_in_words_leads_to_the_interview_that_the_reminders_stand_before(team: Team) -> None:
    await begins(team.bo, "cooperator_quiz")
    asked = await team.bo.says("1")
    await team.bo.sends("reminders")
    assert await team.bo.says("retour") == asked


async def test_previous_in_words_turns_the_page(team: Team) -> None:
    for at in range(5):
        await step(team.bo, team.canteen, f"pas {at}", date(2026, 12, 1 + 2 * at))
    first = await team.bo.sends("reminders")
    second = await team.bo.touches("Page suivante")
    assert await team.bo.says("précédent") == first
    assert await team.bo.says("page suivante") == second


async def test_a_long_plan_has_pages(team: Team) -> None:
    for at in range(5):
        await step(team.bo, team.canteen, f"pas {at}", date(2026, 12, 1 + 2 * at))
        await step(team.bo, team.minibus, f"pas {at + 5}", date(2026, 12, 2 + 2 * at))
    pages = [await team.bo.sends("reminders")]
    while "Page suivante" in team.bo.labels:
        pages.append(await team.bo.touches("Page suivante"))
    assert len(pages) > 1
    assert (
        sum(len(re.findall(r": pas \d, pour", page)) for page in pages)
        == len(await reminders(team.bo, Sending.PENDING))
        > 12
    )
    assert await team.bo.touches("Page précédente") == pages[-2]


async def test_a_page_fits_into_one_message(team: Team) -> None:
    case = await team.office.case(
        team.id, "Communauté de communes des Monts et Vallées du Haut-Pays de la Rivière", team.bo
    )
    for at in range(6):
        await step(
            team.bo,
            case,
            "écrire une longue lettre à toutes les personnes concernées " * 3,
            THURSDAY + timedelta(at),
        )
    await team.bo.sends("reminders")
    assert "Page suivante" in team.bo.labels
    assert team.bo.read.count("Communauté") == 12
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
    assert "à votre portée" in read


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
