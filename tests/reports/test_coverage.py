"""The page on what covers the source documents: up to date, and nothing empty without a reason."""

from pathlib import Path

import pytest

from bot import cli
from bot import content as loaded
from bot.content import reference_of
from bot.loading.library import Library
from bot.reports.coverage import coverage
from bot.resources import COVERAGE
from bot.texts.catalogues import Texts

Content = tuple[Library, dict[str, Texts]]


def test_the_page_is_what_the_files_say(content: Content) -> None:
    library, texts = content
    page = coverage(library, reference_of(library), texts["fr"])
    assert COVERAGE.read_text(encoding="utf-8") == page, "run python -m bot coverage"


def test_nothing_is_empty_unless_it_says_why(content: Content) -> None:
    library, texts = content
    reference = reference_of(library)
    tables = coverage(library, reference, texts["fr"]).split("\n## ")[1:-1]
    rows = [line.split(" | ") for table in tables for line in table.split("\n")[4:] if line]
    assert len(rows) == len(reference.items)
    assert all("".join(row[2:]).strip(" |") for row in rows)
    assert {row[0].strip("| ") for row in rows if row[2].startswith("none: ")} == {"m", "Z4"}


def test_the_command_writes_the_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "coverage.md"
    monkeypatch.setattr(loaded, "COVERAGE", place)
    assert cli.main(["coverage"]) == 0
    assert capsys.readouterr().out.strip() == str(place)
    assert place.read_text(encoding="utf-8").startswith("# What covers the source documents")


def test_where_there_is_no_source_the_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(loaded, "in_checkout", lambda: False)
    assert cli.main(["coverage"]) == 2
    assert "belongs to the source of the program" in capsys.readouterr().err
