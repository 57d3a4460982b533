"""What another interview about the same has found out is offered again, confidential as it was said, and to nobody else."""

from pathlib import Path

import pytest

from bot.records import SessionRecord, Subject
from tests.conftest import TurnedClock
from tests.service.casework import Team, team
from tests.service.formed import formed, somebody
from tests.service.held import active, begins, holds
from tests.service.invited import office
from tests.service.office import Office, Visitor

__all__ = ["office", "team"]

FIRST = """
minutes: 5
voices: [beneficiary, officer]
questions:
  people: {ask: several, options: [young, old, all, nobody]}
  aim: {ask: one, options: [far, near, odd]}
  words: {ask: text, at_most: 100}
  amount: {ask: number}
  day: {ask: date}
path: [people, aim, words, amount, day]
facts:
  size: [{when: {aim: far}, is: large}, {when: {aim: odd}, is: strange}, {is: small}]
result: {outcome: size}
outcomes:
  large: {need: [step_back]}
  strange: {need: [step_back]}
  small: {need: [step_back]}
"""
SECOND = """
minutes: 5
voices: [beneficiary, officer]
questions:
  whom: {ask: several, options: [young, old, women], earlier: first_form.people}
  size_now: {ask: one, options: [large, small], earlier: first_form.size}
  same_words: {ask: text, at_most: 100, earlier: first_form.words}
  same_amount: {ask: number, at_most: 50, earlier: first_form.amount}
  same_day: {ask: date, earlier: first_form.day}
path: [whom, size_now, same_words, same_amount, same_day]
facts:
  end: [{when: {size_now: large}, is: good}, {is: open}]
result: {outcome: end}
outcomes:
  good: {need: [step_back]}
  open: {need: [step_back]}
"""
KEPT = "kept: 6 months\n"
BEFORE = "Déjà dit"


@pytest.fixture
async def group(office: Office, tmp_path: Path) -> Visitor:
    formed(office, tmp_path, {"first_form": FIRST, "second_form": SECOND}, {})
    return await somebody(office)


async def says_first(
    visitor: Visitor,
    case: str = "",
    *,
    people: tuple[str, ...] = ("young", "all"),
    aim: str = "far",
    amount: str = "12",
) -> SessionRecord:
    """The first interview to its end; "-" passes."""
    await begins(visitor, "first_form", case)
    for each in people:
        await visitor.presses(f"o.{each}")
    await visitor.presses("done" if people else "skip")
    await visitor.presses(f"o.{aim}" if aim != "-" else "skip")
    await visitor.says("Une cantine")
    await visitor.says(amount)
    await visitor.says("15 janvier 2027")
    record = await active(visitor)
    assert record.status == "finished"
    return record


async def answers_kept(visitor: Visitor) -> dict[str, object]:
    """The answers to confirm of the interview that the visitor is at."""
    return {key.question: value for key, value in (await active(visitor)).inputs.offered.items()}


async def test_what_was_found_out_is_offered_and_confirmed_with_one_tap(group: Visitor) -> None:
    await says_first(group)
    await begins(group, "second_form")
    assert f"{BEFORE} : « [whom.young] »" in group.read  # « all » is no option here
    assert f"{BEFORE} : « [size_now.large] »" in await group.touches("Toujours pareil")
    assert f"{BEFORE} : « Une cantine »" in await group.touches("Toujours pareil")
    assert f"{BEFORE} : « 12 »" in await group.touches("Toujours pareil")
    assert f"{BEFORE} : « 15 janvier 2027 »" in await group.touches("Toujours pareil")
    assert "[good.name]" in await group.touches("Toujours pareil")


async def test_another_answer_can_be_given(group: Visitor) -> None:
    await says_first(group)
    await begins(group, "second_form")
    await group.touches("Je passe")
    await group.presses("o.small")
    assert "[open.name]" not in group.read
    assert "« Une cantine »" in group.read
    await group.says("Une huilerie")
    assert "« 12 »" in group.read
    texts = [getattr(each, "value", None) for each in (await active(group)).log]
    assert "Une huilerie" in [getattr(each, "text", "") for each in texts]


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"people": ("all", "nobody")}, "whom"),
        ({"people": ()}, "whom"),
        ({"aim": "odd"}, "size_now"),
    ],
)
async def test_values_that_are_no_option_here_or_unknown_are_passed_over(
    group: Visitor, said: dict[str, object], missing: str
) -> None:
    await says_first(group, **said)  # type: ignore[arg-type]
    await begins(group, "second_form")
    offered = await answers_kept(group)
    assert missing not in offered
    assert "same_words" in offered
    assert (BEFORE in group.read) is (missing != "whom")


async def test_a_value_out_of_bounds_here_is_told_and_nothing_is_lost(group: Visitor) -> None:
    await says_first(group, amount="200")
    await begins(group, "second_form")
    await group.touches("Je passe", "Je passe", "Je passe")
    if "Toujours pareil" in group.labels:
        assert "au plus" in await group.touches("Toujours pareil")
    assert (await active(group)).position == "same_amount"


async def test_an_interview_under_way_or_put_aside_offers_nothing(group: Visitor) -> None:
    await begins(group, "first_form")
    await group.presses("o.young")
    await group.presses("done")
    await begins(group, "second_form")
    assert not await answers_kept(group)
    assert BEFORE not in group.read


async def test_the_last_finished_one_counts(group: Visitor) -> None:
    await says_first(group)
    group.office.clock.turn(days=1)
    await says_first(group, people=("young", "all", "old"), aim="near")  # unticks what was said before
    await begins(group, "second_form")
    assert f"{BEFORE} : « [whom.old] »" in group.read
    assert "[size_now.small]" in await group.touches("Toujours pareil")


async def test_nobody_is_offered_what_somebody_else_said_of_themselves(group: Visitor) -> None:
    await says_first(group)
    other = await somebody(group.office, "other")
    await begins(other, "second_form")
    assert not await answers_kept(other)


async def test_of_a_case_file_only_what_was_said_about_the_same_project(team: Team, tmp_path: Path) -> None:
    formed(team.office, tmp_path, {"first_form": FIRST, "second_form": SECOND}, {})
    mill = await team.case("Le Moulin", team.marie, team.paul)
    home = await team.case("Le Foyer")
    await says_first(team.marie, mill)
    await begins(team.marie, "second_form", home)
    assert not await answers_kept(team.marie)
    await begins(team.marie, "second_form")
    assert not await answers_kept(team.marie)
    await begins(team.paul, "second_form", mill)  # a colleague of the same case file
    assert "« [whom.young] »" in team.paul.read
    await says_first(team.marie)
    await begins(team.marie, "second_form", home)
    assert not await answers_kept(team.marie)


async def test_what_was_confidential_stays_so(group: Visitor) -> None:
    await says_first(group)
    await group.touches("Garder une réponse")
    for topic in ("[people.topic]", "[aim.topic]"):
        await group.touches(next(each for each in group.labels if topic in each))
    await begins(group, "second_form")
    marked = {key.question for key in (await active(group)).inputs.confidential}
    assert marked == {"whom", "size_now"}
    for _ in range(5):
        await group.touches("Toujours pareil")
    await group.touches("Recevoir en page" if "Recevoir en page" in " ".join(group.labels) else "Recevoir")
    assert (
        "Ce qui est marqué confidentiel n’est pas sur la page" in group.read or "autre résultat" in group.read
    )


async def test_what_was_passed_over_here_before_does_not_open_what_is_confidential(group: Visitor) -> None:
    await begins(group, "second_form")
    for _ in range(5):
        await group.touches("Je passe")
    group.office.clock.turn(days=1)
    await says_first(group)
    await group.touches("Garder une réponse")
    await group.touches(next(each for each in group.labels if "[people.topic]" in each))
    await begins(group, "second_form")
    record = await active(group)
    assert "whom" in {key.question for key in record.inputs.offered}
    assert {key.question for key in record.inputs.confidential} == {"whom"}


async def test_what_was_said_in_private_is_offered_nowhere_else(office: Office, tmp_path: Path) -> None:
    formed(office, tmp_path, {"first_form": KEPT + FIRST, "second_form": SECOND}, {})
    group = await somebody(office)
    await says_first(group)
    await begins(group, "second_form")
    assert not await answers_kept(group)


async def test_what_is_gone_with_its_case_file_is_offered_no_more(
    team: Team, tmp_path: Path, clock: TurnedClock
) -> None:
    formed(team.office, tmp_path, {"first_form": FIRST, "second_form": SECOND}, {})
    mill = await team.case("Le Moulin")
    record = await says_first(team.marie, mill)
    clock.turn(days=1)
    async with team.office.store.transaction() as tx:
        await tx.sessions.erase(record.id)
    await begins(team.marie, "second_form", mill)
    assert not await answers_kept(team.marie)


async def test_the_quiz_offers_its_reasons_to_the_sheet_of_the_same_person(office: Office) -> None:
    group = await somebody(office)
    reasons = (
        "reason",
        "partner_seen",
        "success",
        "giving_up",
        "shared_room",
        "brought",
        "first_word",
        "convincing",
    )
    await holds(group, "cooperator_quiz", **dict.fromkeys(reasons, "ease"))
    await begins(group, "project_sheet")
    record = await active(group)
    assert record.subject == Subject()
    assert "motives" in {key.question for key in record.inputs.offered}
    await group.touches("Les autres rubriques", "Enjeux et motivations", "Je passe")
    assert BEFORE in group.read
