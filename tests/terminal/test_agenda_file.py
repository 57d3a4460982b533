"""/agenda at the terminal: a file in the folder that the program was started in, which a calendar can read."""

import io
from datetime import date, time
from pathlib import Path

import pytest
import vobject

from bot.channels.terminal.channel import Terminal
from bot.loading.library import Library
from bot.records import Address
from bot.reports.printing import print_document
from bot.service.screens import Command
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.follow_up.planned import visit
from tests.service.office import Visitor, opened


def files_in(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.iterdir()}


async def test_the_file_is_there_and_replaced_by_the_next(
    content: tuple[Library, dict[str, Texts]],
    clock: TurnedClock,
    database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    async with opened(database, content, clock) as office:
        team = await office.organisation("Pays de Bray")
        bo = await office.officer(team, "Bo")
        case = await office.case(team, "Cantine", bo)
        person = await bo.person()
        terminal, output = Address("terminal", "bo"), io.StringIO()
        async with office.store.transaction() as tx:
            await tx.people.add(person, terminal)
        await visit(Visitor(office, terminal), case, date(2026, 12, 4), time(14, 30))
        talk = Terminal(
            office.store, office.conversation, print_document, content[1]["fr"], name="bo", output=output
        )
        await talk.talk(Command("agenda"), io.StringIO("/agenda\n"))
    files = files_in(tmp_path / "here")
    assert list(files) == ["trait-d-union.ics"]
    assert output.getvalue().count("Le fichier est ici\N{NO-BREAK SPACE}: trait-d-union.ics") == 2
    (event,) = vobject.readOne(files["trait-d-union.ics"].decode()).vevent_list
    assert event.dtstart.value.isoformat() == "2026-12-04T14:30:00+01:00"
    assert event.summary.value == "Cantine\N{NO-BREAK SPACE}: visite"
