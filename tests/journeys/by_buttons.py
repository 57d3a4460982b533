"""From `/start` to the result by buttons only."""

from tests.journeys.french import said
from tests.journeys.people import Person, Town
from tests.journeys.told import journey

WORKED = ("joint.worked", "joint.next_set", "joint.acted")


async def goes_to_the_end(officer: Person) -> None:
    """From the first question to a result that is sure: something is under way."""
    await officer.taps("activity.running")
    await officer.ticks(*WORKED)
    await officer.taps("decides.shared", "origin.own", "stage.acting")
    await officer.ticks("practice.tensions")
    await officer.taps("tensions_detail.conflict", "relations.cold", "expects.step_back")


@journey
async def an_officer_gets_a_result_by_buttons_only(town: Town) -> None:
    officer = await town.officer()
    await goes_to_the_end(officer)
    officer.reads("already_started.name", "already_started.conflict.name", "What makes us say so", "by {day}")
    await officer.taps("How to go about it")
    officer.reads("First step:", "Source:")
    await officer.taps("Back to the result", "Why this result?")
    officer.reads("It would be otherwise")
    await officer.taps("Back to the result", "The other ideas", "Back to the result")
    officer.reads("already_started.name", "To begin with")
    assert len(officer.phone.alive) == 1


@journey
async def a_beneficiary_gets_a_result_by_buttons_only(town: Town) -> None:
    mayor = await town.beneficiary()
    await mayor.taps("activity.none", "appetite.rather_no", "origin.none")
    mayor.reads("brakes.ask")
    await mayor.ticks("brakes.bad_experience", "brakes.lack_time_means")
    await mayor.taps("memory.bad", "expects.think")
    mayor.reads("no_plans.name", "no_plans.bad_experience.name", "To ask yourselves next time")
    mayor.sees_no("already_started.name")


@journey
async def ticks_stay_until_they_are_taken_back(town: Town) -> None:
    mayor = await town.beneficiary()
    await mayor.taps("activity.preparing", "joint.worked", "joint.aim_set", "joint.worked")
    assert mayor.ticked == [said("joint.aim_set")]
    await mayor.taps("joint.nothing")
    assert mayor.ticked == [said("joint.nothing")]
    await mayor.taps("joint.nothing", "That is all")
    mayor.reads("Tick at least one line")
    await mayor.ticks("joint.next_set", "joint.shared")
    mayor.reads("decides.ask")


@journey
async def more_than_three_choices_are_too_many(town: Town) -> None:
    mayor = await town.beneficiary()
    await mayor.taps("activity.none", "appetite.yes", "origin.own")
    await mayor.taps(
        "gaps.missing_partners", "gaps.missing_method", "gaps.missing_funding", "gaps.missing_time"
    )
    mayor.is_told("{limit} choices at most")
    assert len(mayor.ticked) == 3
    await mayor.taps("gaps.missing_funding", "gaps.missing_time", "That is all")
    await mayor.taps("expects.tools")
    mayor.reads("willing_unsure.name", "What counts at the moment")


@journey
async def low_confidence_brings_a_second_look(town: Town) -> None:
    mayor = await town.beneficiary()
    await mayor.taps("activity.running")
    await mayor.ticks("joint.nothing")
    mayor.reads("joint_again.ask")
    await mayor.ticks("joint_again.nothing")
    await mayor.taps("decides.contract", "appetite.depends", "first_step.gladly", "origin.own")
    await mayor.ticks("gaps.missing_partners")
    await mayor.taps("expects.step_back")
    mayor.reads("Several answers are missing or point elsewhere", "It could also be", "second_look.ask")
    await mayor.taps("already_started.name")
    mayor.reads("stage.ask")
    await mayor.taps("stage.running_well")
    await mayor.ticks("practice.aim", "practice.tensions")
    await mayor.taps("relations.fair")
    mayor.reads("already_started.name", "What counts at the moment")
    assert mayor.ticked == [said("already_started.name")]
