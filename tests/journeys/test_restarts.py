"""The program stopped or killed in the middle of interviews, and started again."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.botapi import BotApi, Limits
from tests.journeys.checks import check_log, check_manners, check_person
from tests.journeys.french import eased, said
from tests.journeys.people import Person, Town
from tests.journeys.program import Program


class LaterClock:
    """The time of day, and as much later as a test wants."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture
def clock() -> LaterClock:
    return LaterClock()


@pytest.fixture
async def town(tmp_path: Path, clock: LaterClock) -> AsyncIterator[Town]:
    async with BotApi(limits=Limits(strict=True), clock=clock) as api:
        town = Town(api, Program(api, tmp_path))
        await town.program.starts()
        yield town
        for person in town.people:
            check_person(town, person)
        await town.program.ends_somehow()
        check_manners(api, restarted=True)
        check_log(town)


async def _finishes(mayor: Person) -> None:
    mayor.reads("appetite.ask")
    await mayor.taps("appetite.yes", "origin.own")
    await mayor.ticks("gaps.missing_time")
    await mayor.writes("2")
    mayor.reads("willing_unsure.name", "willing_unsure.missing_time.name")


@pytest.mark.parametrize("by", ["order", "a kill"])
async def test_an_interview_goes_on_after_a_stop_by(by: str, town: Town) -> None:
    mayor, other = await town.beneficiary(), await town.beneficiary()
    await other.taps("activity.none")
    await (town.program.stops() if by == "order" else town.program.dies())
    mayor.press("activity.none")
    await other.phone.types("/modifier")
    await town.program.starts()
    await mayor.settles()
    await other.settles()
    other.reads("Your answers")
    await other.taps("Go on")
    await _finishes(mayor)
    await _finishes(other)


async def test_what_was_typed_while_it_was_stopped_is_taken_in_order(town: Town) -> None:
    mayor = await town.beneficiary()
    question = mayor.holding("activity.none")
    await town.program.dies()
    for line in ("6", "1", "1"):
        await mayor.phone.types(line)
    mayor.press("activity.contacts", question)  # may overtake what was typed, or come too late
    await town.program.starts()
    await mayor.settles()
    mayor.reads("gaps.ask")


async def test_buttons_of_an_earlier_run_are_kept_or_explained(town: Town) -> None:
    mayor = await town.beneficiary()
    question = mayor.holding("activity.none")
    old = question.keyboard[5][0]["callback_data"]
    await mayor.taps("activity.none")
    await town.program.stops()
    await town.program.starts()
    await mayor.strays(question, old)
    mayor.is_told("This button is from earlier. Use")
    await _finishes(mayor)


async def test_after_a_long_outage_who_was_waiting_is_asked_again_once(town: Town, clock: LaterClock) -> None:
    mayor, done, new = await town.beneficiary(), await town.beneficiary(), town.person()
    await new.writes("/start")
    await mayor.taps("activity.none")
    await done.taps("activity.none")
    await done.writes("/annuler")
    shown = [len(person.phone.messages) for person in (done, new)]
    await town.program.stops()
    mayor.press("appetite.yes")  # nobody will ever receive it
    before = datetime.now(UTC) - timedelta(minutes=10)
    town.program.change("UPDATE sign SET noted_at = ?", int(before.timestamp() * 1_000_000))
    clock.ahead = 600
    await town.program.starts()
    await mayor.phone.waits_for(said("I am back after"), timeout=30)
    await mayor.settles()
    mayor.reads("I am back after", "appetite.ask")
    assert len(mayor.phone.alive) == 1
    assert shown == [len(person.phone.messages) for person in (done, new)]
    await _finishes(mayor)
    assert (
        sum(said("I am back after") in eased(message.versions[0].text) for message in mayor.phone.messages)
        == 1
    )


async def test_after_an_erasure_and_a_stop_not_even_the_account_number_is_left(town: Town) -> None:
    mayor, other = await town.beneficiary(), await town.beneficiary()
    await mayor.taps("activity.none")
    await mayor.writes("/supprimer")
    await mayor.taps("Yes, erase", "Erase for good")
    await town.program.stops()
    assert str(mayor.phone.user.id).encode() not in town.program.bytes_kept
    assert str(other.phone.user.id).encode() in town.program.bytes_kept
    await town.program.starts()
