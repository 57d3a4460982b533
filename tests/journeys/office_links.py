"""Links that let nobody in: used, expired, cancelled, of another bot, guessed."""

import asyncio
import hashlib
import sqlite3
from contextlib import closing

from tests.botapi import BotApi
from tests.journeys.office_command import invites, token_in
from tests.journeys.office_people import Caller, Office, content
from tests.journeys.office_team import FIRST, invites_a_colleague
from tests.journeys.office_told import chapter

OTHER_TOKEN = "987654321:emulated-token-of-another-bot-0000"  # noqa: S105 - of an emulator
FLAWS = {
    "used": "This link has been used already",
    "expired": "This link is too old",
    "cancelled": "This link was cancelled",
    "unknown": "This link is not known here",
}


@chapter(1)
async def links_are_made_that_are_to_fail(office: Office) -> None:
    program = office.program
    await office.given("first admin")  # its organisation is there
    async with BotApi(token=OTHER_TOKEN, username="other_bot") as other:
        printed = await asyncio.gather(
            invites(program, "officer", FIRST),
            invites(program, "officer", FIRST),
            invites(program, "admin", "Canton de Montferrand", bot=other),
        )
    assert "t.me/other_bot?" in printed[2]
    office.told.append("Canton de Montferrand")
    for name, token in zip(("expired", "good", "of the other bot"), map(token_in, printed), strict=True):
        office.left[name] = token
    with closing(sqlite3.connect(program.database, timeout=10)) as connection, connection:
        digest = hashlib.sha256(office.left["expired"].encode()).hexdigest()
        done = connection.execute(
            "UPDATE invitation SET expires_at = made_at WHERE token_hash = ?", (digest,)
        )
        assert done.rowcount == 1


async def cancels_a_link(officer: Caller) -> None:
    """Make one for a colleague, and take it back."""
    officer.office.left["cancelled"] = await invites_a_colleague(officer)
    await officer.taps("Cancel this link")
    officer.reads("The link is cancelled")


@chapter(2)
async def everything_is_noted_as_it_stands_before_the_attacks(office: Office) -> None:
    office.before = content(office)
    assert all(office.before[name] for name in ("case_file", "note", "share", "invitation", "person"))


async def _lets_nobody_in(caller: Caller, token: str, flaw: str) -> None:
    before = caller.refused
    await caller.opens(token)
    caller.reads(FLAWS[flaw])
    caller.sees_no("Join")
    assert caller.refused > before


@chapter(4)
async def a_link_used_twice_lets_nobody_in(office: Office) -> None:
    await _lets_nobody_in(office.callers["chloe"], office.left["first admin"], "used")
    await _lets_nobody_in(office.callers["denis"], office.left["colleague"], "used")


@chapter(4)
async def a_link_that_is_too_old_lets_nobody_in(office: Office) -> None:
    await _lets_nobody_in(office.callers["elsa"], office.left["expired"], "expired")


@chapter(4)
async def a_link_that_was_cancelled_lets_nobody_in(office: Office) -> None:
    await _lets_nobody_in(office.callers["farid"], office.left["cancelled"], "cancelled")


@chapter(4)
async def a_link_of_another_bot_lets_nobody_in(office: Office) -> None:
    await _lets_nobody_in(office.callers["hugo"], office.left["of the other bot"], "unknown")


@chapter(4)
async def whoever_guesses_links_has_to_wait_and_then_a_good_one_does_not_work_either(office: Office) -> None:
    gaelle = office.callers["gaelle"]
    (digest,) = office.program.kept("SELECT token_hash FROM invitation WHERE used < most")[0]
    guesses = ("aaaa", digest, office.left["good"][:-1], office.left["good"].swapcase(), "case_file")
    for guess in guesses:
        await gaelle.phone.types(f"/start {guess}")
    await gaelle.settles()
    gaelle.reads(FLAWS["unknown"])
    before = gaelle.refused
    await gaelle.opens(office.left["good"])
    gaelle.reads("Many links have not worked")
    assert gaelle.refused == before + 1
