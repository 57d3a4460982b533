"""What /rappels announces is what comes: on the days, at the hours and about the things that it names, and nothing else."""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.service.follow_up.places import PLACES
from bot.service.views import decode_view
from tests.service.follow_up.planned import habits, step, visit
from tests.service.office import CHANNEL, Visitor
from tests.service.teamed import Team, team

__all__ = ["team"]

TODAY = date(2026, 11, 24)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = {11: "novembre", 12: "décembre"}


async def announced(visitor: Visitor) -> dict[str, set[str]]:
    """What each message of the plan is about, by its heading."""
    pages = [await visitor.sends("reminders")]
    while "Page suivante" in visitor.labels:
        pages.append(await visitor.touches("Page suivante"))
    plan: dict[str, set[str]] = {}
    when = ""
    for line in "\n".join(pages).splitlines():
        if line.startswith(("Vos rappels", *WEEKDAYS)):
            when = "" if line.startswith("Vos rappels") else line
        elif " : " in line and when:
            plan.setdefault(when, set()).add(line.split(" : ")[1].split(",")[0].split(" du ")[0])
    return plan


def heading(now: datetime, zone: str) -> str:
    local = now.astimezone(ZoneInfo(zone))
    day = "1er" if local.day == 1 else str(local.day)
    minutes = f" {local.minute:02}" if local.minute else ""
    return f"{WEEKDAYS[local.weekday()]} {day} {MONTHS[local.month]}, {local.hour} h{minutes}"


async def come(visitor: Visitor, words: dict[str, str], days: int) -> dict[str, set[str]]:
    """What is sent in so many days, looked for every quarter of an hour. `words` says what each thing is called."""
    office, person = visitor.office, await visitor.person()
    sent: dict[str, set[str]] = {}
    for _ in range(days * 96):
        async with office.store.transaction() as tx:
            if person.id in await tx.reminders.due(office.clock.now(), 10):
                told = await office.conversation.remind(tx, person.id, CHANNEL)
                if told is not None:
                    await tx.reminders.told(told[1].reminder)
                    (drawn,) = told[1].screens
                    (card,) = [
                        each for each in await tx.chats.cards(visitor.address) if each.name == drawn.card
                    ]
                    lines = " ".join(decode_view(card.view).ids)
                    about = {said for id, said in words.items() if id in lines}
                    sent[heading(office.clock.now(), person.zone)] = about
        office.clock.turn(minutes=15)
    return sent


@pytest.mark.parametrize("seed", range(6))
async def test_what_is_announced_comes_and_nothing_else(team: Team, seed: int) -> None:
    chance = random.Random(seed)
    words: dict[str, str] = {}
    for name in ("le maire", "la banque", "les voisins", "le notaire"):
        day = TODAY + timedelta(days=chance.randrange(1, 25))
        made = await step(team.bo, chance.choice((team.canteen, team.minibus)), f"appeler {name}", day)
        words[made.id] = made.words
    planned = await visit(team.bo, team.canteen, TODAY + timedelta(days=chance.randrange(1, 25)), time(14))
    words[planned.id] = "visite"
    await team.bo.sends("reminders")
    await team.bo.touches("Réglages", "Mon lieu")
    await team.bo.presses("l." + chance.choice(list(PLACES)))
    await habits(
        team.bo,
        at=time(chance.randrange(8, 21)),
        every_day=chance.random() < 0.5,
        paused_until=chance.choice((None, TODAY + timedelta(days=chance.randrange(1, 12)))),
    )
    stopped = chance.choice((0, 0, 3, 9))  # days on which nothing ran
    team.office.clock.turn(days=stopped, minutes=chance.randrange(96) * 15)
    plan = await announced(team.bo)
    assert set().union(*plan.values()) <= set(words.values())
    sent = await come(team.bo, words, 31)
    assert list(sent)[: len(plan)] == list(plan)
    assert {when: sent[when] for when in plan} == plan
    assert len(sent) - len(plan) <= 1  # the day after the thirtieth is looked at, but not announced
