"""How large the simulated world is, and how it begins."""

import os
import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.engine.dialogue import Voice
from bot.ports import Ids, Store, Transaction
from bot.records import CaseFile, Cooperation, Habits, Member, Organisation, Person, Role
from tests.year.model import PLACES, File, Somebody, Truth

TEAM = 10  # officers


@dataclass(frozen=True)
class Size:
    """`haste`: how much more happens than in an office."""

    officers: int
    cases: int
    alone: int
    days: float
    begin: datetime
    haste: float = 1.0


WINTER, LEAP = datetime(2026, 12, 1, 5, tzinfo=UTC), datetime(2028, 2, 1, 5, tzinfo=UTC)
SOAK = bool(os.environ.get("SOAK"))
_DAYS = float(os.environ.get("YEAR_DAYS", "inf"))
SIZES = (
    {
        "year": Size(1000, 10_000, 500, min(365, _DAYS), WINTER),
        "leap": Size(100, 1000, 50, min(60, _DAYS), LEAP, haste=2.0),
    }
    if SOAK
    else {
        "year": Size(30, 200, 20, min(120, _DAYS), WINTER, haste=4.0),
        "leap": Size(12, 80, 10, min(32, _DAYS), LEAP, haste=6.0),
    }
)


async def build(store: Store, ids: Ids, rng: random.Random, size: Size) -> Truth:
    """Officers in teams with their case files, and people alone."""
    truth, teams = Truth(), []
    async with store.transaction() as tx:
        for number in range(max(1, size.officers // TEAM)):
            teams.append(ids.new())
            await tx.organisations.add(Organisation(teams[-1], f"Équipe {number}", size.begin))
    for number in range(size.officers + size.alone):
        team = teams[number % len(teams)] if number < size.officers else ""
        async with store.transaction() as tx:
            person = _somebody(ids.new(), f"{number + 1}", team, rng, size.begin)
            truth.people[person.id] = person
            await _known(tx, person, size.begin)
    colleagues = {team: [each for each in truth.people.values() if each.team == team] for team in teams}
    for number in range(size.cases):
        async with store.transaction() as tx:
            team = teams[number % len(teams)]
            officers = rng.sample(colleagues[team], 2 if rng.random() < 1 / 3 else 1)
            file = File(ids.new(), team, ids.new(), [each.id for each in officers])
            truth.files[file.id] = file
            await _opened(tx, file, f"Groupe {number}", size.begin)
            for each in officers:
                each.cases.add(file.id)
    return truth


def _somebody(id: str, chat: str, team: str, rng: random.Random, since: datetime) -> Somebody:
    place = "metropole" if rng.random() < 0.8 else rng.choice(sorted(PLACES))
    wanted, asked = None, 0.0 if team else rng.random()
    if asked > 0.2:
        wanted = asked > 0.4
    habits = Habits(
        id,
        wanted=wanted,
        consent="" if wanted is None else "oui",
        since=None if wanted is None else since,
        at=time(rng.randrange(8, 21)),
        every_day=rng.random() < 0.15,
        digest=rng.randrange(5) if team and rng.random() < 0.2 else None,
        discreet=rng.random() < 0.15,
        place=place,
    )
    return Somebody(id, chat, PLACES[place][0], habits, team)


async def _known(tx: Transaction, each: Somebody, since: datetime) -> None:
    voice = Voice.OFFICER if each.team else Voice.BENEFICIARY
    await tx.people.add(Person(each.id, since, voice, zone=each.zone), each.address)
    if each.team:
        await tx.organisations.join(Member(each.id, each.team, Role.OFFICER, since))
    await tx.reminders.save_habits(each.habits)


async def _opened(tx: Transaction, file: File, name: str, since: datetime) -> None:
    await tx.cases.add(CaseFile(file.id, file.team, since, since, name))
    await tx.cases.add_cooperation(Cooperation(file.cooperation, file.id, since))
    for place, officer in enumerate(file.officers):
        await tx.cases.assign(file.id, officer, since + timedelta(seconds=place))
