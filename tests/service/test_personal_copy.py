"""The copy of what is kept of a person: all of it, and nothing of anybody else."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.loading.library import Library
from bot.reports.printing import print_document
from bot.service.documents import Page
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.full import (
    CONSENT,
    LEFT_OUT,
    NOTE,
    OTHER,
    OWN_IDEA,
    REMARK,
    REMINDED,
    SAID_FOR_CASE,
    SECTIONS,
    Full,
    leaves,
    naming_columns,
    rows_of,
    told,
)
from tests.service.office import Office, opened, read


@pytest.fixture
async def office(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Office]:
    async with opened(database, content, clock) as office:
        yield office


@pytest.fixture
async def full(office: Office) -> Full:
    return await Full(office).set_up()


async def test_the_copy_holds_every_row_reachable_from_the_person(full: Full, database: str) -> None:
    copy, names = await full.copy(), {full.person, full.anne.address.external, "4711"}
    rows = list(rows_of(database, names))
    for table, row in rows:
        there = {*leaves([copy[section] for section in SECTIONS[table]]), full.person}
        missing = [text for text in told(table, row) if text not in there]
        assert not missing, f"of {table}: {missing}"
    assert {table for table, _ in rows} == SECTIONS.keys(), (
        "each kind of row stands in the store of this test"
    )
    named = {each.partition(".")[0] for each in naming_columns() - LEFT_OUT.keys()}
    assert named <= SECTIONS.keys()
    assert LEFT_OUT.keys() <= naming_columns()


async def test_the_copy_tells_what_was_said_in_words(full: Full) -> None:
    copy = await full.copy()
    (interview,) = copy["interviews"]
    answers = {each["question"]: each for each in interview["answers"]}
    assert answers["stage"]["answer"] == "Des actions ont commencé"
    assert answers["stage"]["value"] == {"one": "acting"}
    assert (answers["relations"]["confidential"], answers["stage"]["confidential"]) == (True, False)
    assert [each["remark"] for each in interview["remarks"]] == [REMARK]
    assert len(interview["events"]) == len(answers) + 2  # the mark and the remark
    assert [len(each["report"]["blocks"]) for each in copy["results"]] == [2, 0]
    text = json.dumps(copy, ensure_ascii=False)
    for words in (
        CONSENT,
        REMINDED,
        OWN_IDEA,
        f"{OWN_IDEA} (pas)",
        f"{OWN_IDEA} (par)",
        "Anne Lagarde",
        "Pays de Bray",
        "4711",
    ):
        assert words in text


async def test_the_copy_holds_nothing_of_others_and_no_key_of_a_link(full: Full, database: str) -> None:
    text = json.dumps(await full.copy(), ensure_ascii=False)
    bo = await full.bo.person()
    for words in (OTHER, SAID_FOR_CASE, NOTE, "Cantine des Ormes", '"Bo"', "token"):
        assert words not in text
    held = {
        row["id"]
        for table, row in rows_of(database, {bo.id})
        if table in {"session", "plan_event", "next_step"}
    }
    assert len(held) == 4
    assert not any(id in text for id in held)


async def test_of_interviews_for_case_files_only_that_they_exist(full: Full) -> None:
    (answered,) = (await full.copy())["answered_for_cases"]
    assert set(answered) == {"id", "dialogue", "version", "begun_at", "touched_at", "subject"}
    assert answered["id"] == full.for_case


async def test_the_document_tells_the_same_to_read(full: Full) -> None:
    await full.anne.sends("my_data")
    await full.anne.touches("Recevoir en document")
    (document,) = full.anne.answer.documents
    assert isinstance(document, Page)
    assert document.file_name == "mes-donnees-2026-11-24.pdf"
    words = read(document.blocks)
    for said in (
        REMARK,
        CONSENT,
        OWN_IDEA,
        "Anne Lagarde",
        "4711",
        "Des actions ont commencé",
        "Pays de Bray",
        "confidentiel",
        "commencé, fait par : Appeler la coopérative fruitière (par), convenu le 24 novembre 2026",
        "dernière nouvelle le 24 novembre 2026, sans rappel",
        REMINDED,
        "Vous voulez des rappels",
        "Pas de rappel avant le 4 décembre 2026",
        "Un point sur vos dossiers chaque mardi",
    ):
        assert said in words
    for said in (OTHER, SAID_FOR_CASE, NOTE, "Cantine des Ormes"):
        assert said not in words
    assert print_document(document, str).startswith(b"%PDF")
    assert await full.anne.traced("person.copy") == 1


async def test_interviews_of_a_dialogue_that_is_gone_are_in_the_copy_by_their_codes(full: Full) -> None:
    async with full.office.store.transaction() as tx:
        record = await tx.sessions.get(full.own)
        assert record is not None
        await tx.sessions.save(replace(record, dialogue="long_gone"), ())
    (interview,) = (await full.copy())["interviews"]
    assert "answers" not in interview
    assert {"one": "acting"} in [each.get("value") for each in interview["events"]]
    await full.anne.touches("Recevoir en document")
    (document,) = full.anne.answer.documents
    assert isinstance(document, Page)
    assert "Ces questions ne se posent plus" in read(document.blocks)
