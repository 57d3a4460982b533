"""How long somebody waits for what they look for among all pages of the reference: `make bench`.

Each figure is a whole find in a transaction of its own, in SQLite FULL and in PostgreSQL, for something else each time:
short and long, with slips, and with nothing that is known.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.content import load_content, shelf_of
from bot.storage import open_store
from tests.postgres import Server, postgres

__all__ = ["postgres"]

ROUNDS = 1_000
TYPED = {
    "a word": ("partenaires", "calendrier", "gouvernance", "confiance", "argent", "parte", "coo"),
    "a few words": (
        "qui fait quoi dans le projet",
        "trouver des partenaires près de chez nous",
        "le conseil municipal doit voter",
        "écrire le projet sur une page",
    ),
    "slips": (
        "calandrier previsionel",
        "cofiance perdu entre partenaire",
        "gouvernence",
        "ficheprojet",
        "motivasion",
    ),
    "a whole paragraph": (
        (
            "Nous sommes trois communes et une association, nous avons déjà travaillé ensemble sur un projet de cuisine "
            "partagée, mais depuis les élections personne ne sait plus qui décide ni qui paie, et les bénévoles se fatiguent"
        ),
    ),
    "nothing known": ("xyzzyx abracadabrantesque qwertyuiop zzzzzzzz wwwwwwww vvvvvvvv kkkkkkkk",),
}


class Full:
    """A store with the index of all pages."""

    def __init__(self, url: str, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.finder = shelf_of(*load_content()).finder("fr")
        self.store = self.run(open_store(url, "bench", keys_url=f"sqlite:///{folder / 'keys.db'}"))
        self.run(self.find("projet"))

    def run(self, what: Coroutine[Any, Any, Any]) -> Any:
        """What `what` gives."""
        return self.loop.run_until_complete(what)

    async def find(self, text: str) -> int:
        async with self.store.transaction() as tx:
            return len(await self.finder.find(tx, text))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    folder = tmp_path_factory.mktemp("search")
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'full.sqlite3'}"
    else:
        server: Server = request.getfixturevalue("postgres")
        url = server.new_database()
    found = Full(url, folder)
    yield found
    found.run(found.store.close())
    found.loop.close()


@pytest.mark.parametrize("sort", TYPED)
def test_find(benchmark: BenchmarkFixture, full: Full, sort: str) -> None:
    benchmark.group = f"find pages: {sort}"
    each = cycle(TYPED[sort])
    assert [full.run(full.find(text)) > 0 for text in TYPED[sort]] == [sort != "nothing known"] * len(
        TYPED[sort]
    )
    benchmark.pedantic(lambda: full.run(full.find(next(each))), rounds=ROUNDS, warmup_rounds=20)  # type: ignore[no-untyped-call]
