"""What somebody said they would do comes to the list: in their words, by the day they said, with its reminders."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.records import Occasion, Sending, StepRecord, StepStatus, Subject
from tests.service.casework import Team, team
from tests.service.follow_up.reminded import accustom
from tests.service.formed import formed, somebody
from tests.service.held import active, begins
from tests.service.invited import office
from tests.service.office import Office, Visitor

__all__ = ["office", "team"]  # fixtures

TWO_WEEKS = date(2026, 12, 8)  # from the day on which the clock begins, 24 November 2026
PROMISES = """
questions:
  step: {ask: text, at_most: 120}
  whom: {ask: text, at_most: 120}
  day: {ask: date}
  tidy: {ask: one, options: [yes, no]}
path: [step, whom, day, tidy]
facts: {end: [{is: fine}]}
result:
  outcome: end
  own_steps:
    - {answer: step, day: {after: day, by: 0 days}}
    - {line: call, day: {before: day, by: 1 week}}
    - {line: sweep, when: {tidy: yes}}
    - {line: fetch, when: {tidy: yes}}
outcomes: {fine: {need: [step_back]}}
"""
WORDS = {
    "own_steps.call": "Appeler {whom}",
    "own_steps.sweep": "Balayer la salle",
    "own_steps.fetch": "Rendre la clé",
}
Given = Sequence[tuple[str, date]]


async def answers(visitor: Visitor, dialogue: str, case: str = "", **said: str) -> None:
    """The whole interview; what `said` does not have is passed."""
    await begins(visitor, dialogue, case)
    for _ in range(40):
        position = (await active(visitor)).position
        if not position:
            return
        codes = [code for _, code in visitor.offered]
        given = said.get(position)
        if given is None:
            await visitor.presses("skip")
        elif f"o.{given}" in codes:
            await visitor.presses(f"o.{given}")
            if "done" in codes:
                await visitor.presses("done")
        else:
            await visitor.says(given)
    raise AssertionError("it has no end")


async def listed(visitor: Visitor, case: str = "") -> Sequence[StepRecord]:
    """The open steps of the list, first due first."""
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        steps = await (tx.steps.about(case) if case else tx.steps.of(Subject(), person.id))
    return [each for each in steps if each.status == StepStatus.PLANNED]


async def own(visitor: Visitor, case: str = "") -> Given:
    """The open steps that have words of their own, and by when they are to be done."""
    return [(each.words, each.due) for each in await listed(visitor, case) if each.words]


async def told_on(visitor: Visitor) -> set[tuple[str, date]]:
    """The steps that the visitor is to be reminded of on their last day, with that day."""
    found = set[tuple[str, date]]()
    for step in await listed(visitor):
        async with visitor.office.store.transaction() as tx:
            kept = await tx.reminders.about(step.id)
        on_its_day = (
            each for each in kept if each.state is Sending.PENDING and each.occasion is Occasion.DUE
        )
        found |= {(step.words, each.day) for each in on_its_day}
    return found


@pytest.fixture
async def group(office: Office, tmp_path: Path) -> Visitor:
    formed(office, tmp_path, {"promises": PROMISES}, WORDS)
    return await somebody(office)


async def keeps_back(visitor: Visitor, topic: str) -> None:
    """Marks an answer as confidential under the result."""
    await visitor.touches("Garder une réponse")
    await visitor.touches(next(each for each in visitor.labels if each.startswith(topic)))
    await visitor.sends("result")


async def changes(visitor: Visitor, topic: str, to: str) -> str:
    """Another answer, an option or typed, in place of one under the result; what it is said to bring with it."""
    await visitor.touches("Changer une réponse", topic)
    code = f"o.{to}"
    await (visitor.presses(code) if code in [each for _, each in visitor.offered] else visitor.says(to))
    said = visitor.read
    await visitor.presses("confirm")
    return said


async def test_the_end_of_the_workshop_leads_to_two_dated_steps_and_their_reminders(office: Office) -> None:
    group = await somebody(office)
    await accustom(group, wanted=True)
    await answers(
        group, "workshop_closing", tools="with_help", again_with="les deux élus", again_day="4 décembre 2026",
        next_step="Écrire une page sur le local", next_day="15 décembre 2026",
    )  # fmt: skip
    steps = {("Écrire une page sur le local", date(2026, 12, 15)), ("Recontacter les deux élus", date(2026, 12, 4))}  # fmt: skip
    assert "Les 2 prochains pas" in group.read
    assert "Recontacter les deux élus\nd’ici le 4 décembre 2026" in group.read
    assert set(await own(group)) == steps == await told_on(group)
    assert len(await listed(group)) == 2


async def test_without_a_day_a_promise_is_for_two_weeks_and_without_one_steps_are_proposed(
    office: Office,
) -> None:
    group = await somebody(office)
    await answers(group, "workshop_closing", tools="with_help", again_with="Jeanne de la mairie")
    assert await own(group) == [("Recontacter Jeanne de la mairie", TWO_WEEKS)]
    other = await somebody(office, "other")
    await answers(other, "workshop_closing", tools="with_help")
    assert [(each.cause, each.step) for each in await listed(other)] == [
        ("tools_again", "one_tool"), ("tools_again", "follow_up"),
    ]  # fmt: skip


async def test_preparing_the_workshop_gives_steps_dated_from_its_first_day(team: Team) -> None:
    await accustom(team.marie, wanted=True)
    await answers(
        team.marie, "workshop_setup", first_day="15 janvier 2027", questionnaire="not_sent", example="coursive"
    )  # fmt: skip
    days = [due for _, due in await own(team.marie)]
    assert days == [date(2026, 12, 16), date(2027, 1, 8), date(2027, 1, 13)]
    assert set(await own(team.marie)) == await told_on(team.marie)
    assert "à répondre au questionnaire\nd’ici le 16 décembre 2026" in team.marie.read
    assert "Relire le cas de La Coursive Boutaric" in team.marie.read


async def test_another_first_day_moves_what_was_dated_from_it(team: Team) -> None:
    await answers(
        team.marie, "workshop_setup", first_day="15 janvier 2027", questionnaire="not_sent", example="coursive"
    )  # fmt: skip
    before = [words for words, _ in await own(team.marie)]
    said = await changes(team.marie, "Le premier jour", "15 février 2027")
    assert "Pas qui changeraient de jour :" in said
    assert "à répondre au questionnaire\nd’ici le 16 janvier 2027" in said
    assert "Pas qui disparaîtraient" not in said
    days = [date(2027, 1, 16), date(2027, 2, 8), date(2027, 2, 13)]
    assert await own(team.marie) == list(zip(before, days, strict=True))


async def test_a_day_moved_on_the_list_stays_when_something_else_is_changed(team: Team) -> None:
    await answers(
        team.marie, "workshop_setup", first_day="15 janvier 2027", questionnaire="not_sent", example="coursive"
    )  # fmt: skip
    await team.marie.touches("Choisir mes prochains pas", "Toute la liste", "Petit pas : Préparer la salle")
    await team.marie.touches("Reporter")
    await team.marie.says("14 janvier 2027")
    await team.marie.sends("result")
    said = await changes(team.marie, "L’exemple", "participant")
    assert "Pas qui s’ajouteraient :" in said
    assert "Pas qui disparaîtraient :" in said
    assert "changeraient de jour" not in said
    assert [due for _, due in await own(team.marie)] == [
        date(2026, 12, 16),
        date(2027, 1, 8),
        date(2027, 1, 14),
    ]


async def test_what_should_be_done_already_is_for_today(team: Team) -> None:
    await answers(team.marie, "workshop_setup", first_day="1er décembre 2026", questionnaire="waiting")
    today = team.office.clock.now().date()
    assert [due for _, due in await own(team.marie)] == [today, today, date(2026, 11, 29)]
    assert "lire les réponses\ndès aujourd’hui\n" in team.marie.read


async def test_without_a_first_day_the_steps_of_the_workshop_are_proposed(team: Team) -> None:
    await answers(team.marie, "workshop_setup", questionnaire="not_sent")
    assert [(each.cause, each.step) for each in await listed(team.marie)] == [("days_to_choose", "two_dates")]


@pytest.mark.parametrize(("typed", "due"), [("4 décembre 2026", date(2026, 12, 4)), (None, TWO_WEEKS)])
async def test_a_follow_up_visit_keeps_the_next_step_in_their_words(
    team: Team, typed: str | None, due: date
) -> None:
    mill = await team.case("Le Moulin", team.marie)
    said = {} if typed is None else {"next_day": typed}
    await answers(team.marie, "follow_up_visit", mill, next_step="Appeler Ada, au club", **said)
    assert await own(team.marie, mill) == [("Appeler Ada, au club", due)]
    assert len(await listed(team.marie, mill)) == 1
    assert "Appeler Ada, au club\nd’ici le " in team.marie.read


async def test_a_step_on_a_case_rests_on_no_answer_that_is_kept_back(team: Team) -> None:
    mill = await team.case("Le Moulin", team.marie, team.paul)
    await answers(team.marie, "follow_up_visit", mill, next_step="Appeler Ada", next_day="4 décembre 2026")
    await keeps_back(team.marie, "Le prochain petit pas")
    assert (
        "Appeler Ada\nd’ici le 4 décembre 2026" in team.marie.read
    )  # to who said it, the result says it all
    assert await own(team.marie, mill) == []
    for officer in (team.marie, team.paul):
        await officer.sends("plan")
        assert not any("Ada" in each for each in officer.labels)
        assert "Ada" not in officer.read


async def test_where_only_its_day_is_kept_back_a_step_stays_on_the_list(team: Team) -> None:
    mill = await team.case("Le Moulin", team.marie, team.paul)
    await answers(team.marie, "follow_up_visit", mill, next_step="Appeler Ada", next_day="24 décembre 2026")
    await keeps_back(team.marie, "La date de ce pas")
    assert "d’ici le 24 décembre 2026" in team.marie.read
    assert [words for words, _ in await own(team.marie, mill)] == ["Appeler Ada"]


async def test_on_ones_own_list_what_is_kept_back_stays(group: Visitor) -> None:
    await answers(group, "promises", step="Ouvrir")
    await keeps_back(group, "[step.topic]")
    assert await own(group) == [("Ouvrir", TWO_WEEKS)]


async def test_a_private_interview_leaves_no_words_on_a_list(office: Office, tmp_path: Path) -> None:
    formed(office, tmp_path, {"promises": f"kept: 6 months\n{PROMISES}"}, WORDS)
    group = await somebody(office)
    await answers(group, "promises", step="Ouvrir", whom="Ada", tidy="yes")
    assert "Appeler Ada" in group.read
    assert await own(group) == []
    assert [each.step for each in await listed(group)] == ["step_back"]


async def test_a_step_that_quotes_what_is_not_known_is_left_out(group: Visitor) -> None:
    await answers(group, "promises", step="Ouvrir", day="15 janvier 2027")
    assert await own(group) == [("Ouvrir", date(2027, 1, 15))]
    assert "Appeler" not in group.read


async def test_three_steps_are_given_of_those_that_can_be_said(group: Visitor) -> None:
    await answers(group, "promises", step="Ouvrir", whom="Ada", tidy="yes")
    assert [words for words, _ in await own(group)] == ["Ouvrir", "Appeler Ada", "Balayer la salle"]
    await begins(group, "promises")
    other = await somebody(group.office, "other")
    await answers(other, "promises", step="Ouvrir", tidy="yes")
    assert [words for words, _ in await own(other)] == ["Ouvrir", "Balayer la salle", "Rendre la clé"]


async def test_what_was_said_twice_is_one_step_and_the_first_day_counts(group: Visitor) -> None:
    await answers(group, "promises", step="appeler Ada", whom="Ada", day="15 janvier 2027")
    assert await own(group) == [("appeler Ada", date(2027, 1, 15))]


async def test_a_day_that_is_past_is_today(group: Visitor) -> None:
    await answers(group, "promises", step="Ouvrir", whom="Ada", day="27 novembre 2026")
    assert set(await own(group)) == {("Appeler Ada", date(2026, 11, 24)), ("Ouvrir", date(2026, 11, 27))}


async def test_what_somebody_typed_is_never_taken_for_a_name_in_braces(group: Visitor) -> None:
    await answers(group, "promises", step="{whom} et {item}", whom="{step} {0}")
    assert {words for words, _ in await own(group)} == {"{whom} et {item}", "Appeler {step} {0}"}
