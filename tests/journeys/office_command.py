"""`python -m bot invite`, run as a command of its own beside the running program."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE

from tests.botapi import BotApi
from tests.journeys.office_people import LINK
from tests.journeys.program import PATIENCE, Program


async def invites(program: Program, role: str, organisation: str, *, bot: BotApi | None = None) -> str:
    """What the command prints that invites an officer or an admin (`role`) to `organisation`; `bot`: of another bot."""
    api = bot or program.api
    settings = {
        "TELEGRAM_BOT_TOKEN": api.token,
        "TELEGRAM_API_URL": api.url,
        "DATABASE_URL": f"sqlite:///{program.database}",
    }
    command = (sys.executable, "-m", "bot", "invite", f"--{role}", organisation)
    run = await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **settings}, stdout=PIPE, stderr=PIPE
    )
    out, error = await asyncio.wait_for(run.communicate(), PATIENCE)
    assert run.returncode == 0, error.decode()
    return out.decode()


def token_in(printed: str) -> str:
    """The token of the one link that is printed."""
    tokens = LINK.findall(printed)
    assert len(tokens) == 1, printed
    return str(tokens[0])
