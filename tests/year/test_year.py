"""A year of follow-up: nobody is told twice in a day, nor out of hours, nor without a reason, and nothing is forgotten.

`YEAR_SEED` plays a seed again, `YEAR_DAYS` fewer days; `SOAK=1` (`make soak`) plays the whole size.
"""

import logging
import os
import random
import time

import pytest

from bot.loading.library import Library
from bot.storage import sqlite
from bot.texts.catalogues import Texts
from tests.year.world import SIZES
from tests.year.year import Year

pytestmark = pytest.mark.untraced

_IN_CI = 37  # what lands is tried with the same year; chance is for those who look on


@pytest.mark.parametrize("name", SIZES)
async def test_a_year_of_follow_up(
    name: str,
    database: str,
    content: tuple[Library, dict[str, Texts]],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # the disk is not what is tried here: kills are those of a transaction
    pragmas = tuple(each.replace("synchronous = FULL", "synchronous = OFF") for each in sqlite._PRAGMAS)
    monkeypatch.setattr(sqlite, "_PRAGMAS", pragmas)
    always = _IN_CI if os.environ.get("CI") else random.randrange(10**6)
    seed = int(os.environ.get("YEAR_SEED") or always)
    print(f"\nYEAR_SEED={seed} ({name})", flush=True)
    random.seed(seed)
    caplog.set_level(logging.ERROR)
    begun, year = time.monotonic(), Year(database, content, SIZES[name], random.Random(seed))
    await year.begin()
    print(f"begun after {time.monotonic() - begun:.0f} s", flush=True)
    try:
        await year.passes()
    finally:
        await year.store.close()
    print(f"{name}: {time.monotonic() - begun:.0f} s, {year.figures()}", flush=True)
    logged = [f"{record.name}: {record.getMessage()}" for record in caplog.records]
    faults = [*year.checks.faults, *logged]
    assert not faults, f"YEAR_SEED={seed}: {len(faults)} faults\n" + "\n".join(faults[:20])
