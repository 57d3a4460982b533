"""What is put together from the answers, on the screen and on paper, and the picture of a result with its words."""

import re
from html import unescape
from pathlib import Path

import pytest

from bot.channels.telegram.render import render, units
from bot.service.documents import CAPTION_LIMIT, Bars, Grid, Page, Picture
from bot.service.pictures import _caption
from tests.service.formed import formed, somebody
from tests.service.held import active, begins
from tests.service.invited import office
from tests.service.office import Office, Visitor, plain, read

__all__ = ["office"]

CALLS = """
minutes: 5
questions:
  guest: {ask: text, at_most: 2000}
  topic: {ask: text, at_most: 2000}
  next_day: {ask: date}
  pace: {ask: one, options: [{id: one, points: 1}, {id: three, points: 3}]}
  name: {ask: text, at_most: 2000}
  urgency: {ask: one, options: [now, later]}
  more: {ask: one, options: [yes, no]}
path:
  - guest
  - topic
  - next_day
  - pace
  - {loop: each_call, again: more, at_most: 9, named: name, ask: [name, urgency]}
scores:
  a_month: {sum: [pace]}
  none_of_it: {count_true: [{all: [{pace: three}, {pace: one}]}]}
facts:
  size: [{when: {pace: three}, is: many}, {is: few}]
result: {outcome: size}
outcomes:
  many: {need: [step_back]}
  few: {need: [step_back]}
handout:
  - part: meeting
    lines:
      - answer: guest
      - {line: nobody_yet, when: {guest: unknown, topic: known}}
      - {line: quoted, when: {topic: known}}
      - {line: invite, when: {topic: known}, day: {before: next_day, by: 30 days}}
  - part: calls
    each: each_call
    order: urgency
    a_month: a_month
    lines:
      - {line: call, when: {urgency: now}}
      - {line: wait, when: {name: known, urgency: [later, unknown]}}
picture:
  - {bars: [none_of_it, a_month]}
"""

ONLY_NOUGHT = CALLS.replace("[none_of_it, a_month]", "[none_of_it]")
WORDS = {
    "handout.title": "Votre plan",
    "handout.meeting": "La réunion",
    "handout.meeting.nobody_yet": "Il reste à inviter quelqu’un.",
    "handout.meeting.quoted": "Parler de {topic} avec {guest}.",
    "handout.meeting.invite": "Envoyer l’invitation",
    "handout.calls": "Les appels",
    "handout.calls.call": "Appeler {item} tout de suite, à propos de {topic}",
    "handout.calls.wait": "Attendre avant {item}",
    "each_call.unnamed": "quelqu’un",
}


@pytest.fixture
async def group(office: Office, tmp_path: Path) -> Visitor:
    formed(office, tmp_path, {"calls": CALLS}, WORDS)
    return await somebody(office)


async def answers(group: Visitor, guest: str, topic: str, day: str, *calls: tuple[str, str]) -> None:
    """The whole interview: « - » passes; three calls a month."""
    await begins(group, "calls")
    for typed in (guest, topic, day):
        await (group.touches("Je passe") if typed == "-" else group.says(typed))
    await group.presses("o.three")
    for at, (name, urgency) in enumerate(calls, 1):
        await (group.touches("Je passe") if name == "-" else group.says(name))
        await (group.touches("Je passe") if urgency == "-" else group.presses(f"o.{urgency}"))
        if at < 9:
            await group.presses("o.yes" if at < len(calls) else "o.no")


def page(group: Visitor) -> str:
    (found,) = group.answer.documents
    assert isinstance(found, Page)
    return read(found.blocks)


async def test_lines_days_and_items_stand_in_their_order(group: Visitor) -> None:
    await answers(
        group, "Jeanne", "la cantine", "15 janvier 2027", ("Paul", "later"), ("Ana", "-"), ("Luc", "now"), ("Zoé", "now")
    )  # fmt: skip
    shown = await group.touches("Votre plan")
    assert shown.splitlines() == [
        "Votre plan",
        "La réunion",
        "[guest.topic] : Jeanne",
        "Parler de la cantine avec Jeanne.",
        "16 décembre 2026 : envoyer l’invitation",
        "Les appels",
        "En novembre : Luc",
        "Appeler Luc tout de suite, à propos de la cantine",
        "En novembre : Zoé",
        "Appeler Zoé tout de suite, à propos de la cantine",
        "En novembre : Paul",
        "Attendre avant Paul",
        "En décembre : Ana",
        "Attendre avant Ana",
    ]


async def test_months_are_counted_from_the_day_of_the_answers_whenever_one_looks(group: Visitor) -> None:
    calls = [(f"N{at}", "now") for at in range(8)]
    await answers(group, "Jeanne", "la cantine", "-", *calls)
    shown = await group.touches("Votre plan")
    assert "En janvier 2027 : N7" in shown
    group.office.clock.turn(days=200)
    await group.sends("result")
    assert await group.touches("Votre plan") == shown
    for code in ("page", "word"):
        await group.presses(code)
        assert page(group).strip() == shown.removeprefix("Votre plan\n").strip()


async def test_unknown_answers_leave_out_lines_days_and_parts(group: Visitor) -> None:
    await answers(group, "-", "la cantine", "-", ("-", "-"))
    shown = await group.touches("Votre plan")
    assert shown.splitlines() == [
        "Votre plan", "La réunion", "Il reste à inviter quelqu’un.", "Envoyer l’invitation",
    ]  # fmt: skip


async def test_without_a_line_there_is_no_handout_to_see(group: Visitor) -> None:
    await answers(group, "-", "-", "-", ("-", "-"))
    assert "Votre plan" not in group.labels
    assert "Plus de précisions" not in group.read
    await group.presses("handout")
    assert not group.answer.documents
    assert await group.traced("button.press", granted=False)


async def test_what_somebody_typed_is_never_taken_for_a_name_in_braces(group: Visitor) -> None:
    await answers(group, "{topic}", "{item} et {guest}", "-", ("{topic} {0} %s <b>", "now"))
    shown = await group.touches("Votre plan")
    assert "[guest.topic] : {topic}" in shown
    assert "Parler de {item} et {guest} avec {topic}." in shown
    assert "Appeler {topic} {0} %s <b> tout de suite, à propos de {item} et {guest}" in shown
    await group.presses("page")
    assert "Parler de {item} et {guest} avec {topic}." in page(group)


async def test_very_long_texts_take_several_messages_and_are_all_there(group: Visitor) -> None:
    long = [" ".join(f"{letter}{at}" for at in range(500))[:1990].strip() for letter in "abcd"]
    await answers(group, long[0], long[1], "-", (long[2], "now"), (long[3], "later"))
    await group.touches("Votre plan")
    assert group.screen is not None
    drawing = render(group.screen, lambda token: token)
    texts = [unescape(re.sub("<[^>]*>", "", each)) for each in (*drawing.before, drawing.text)]
    assert len(texts) > 1
    assert all(units(each) <= 4096 for each in texts)
    whole = " ".join(texts)
    for each in long:
        assert all(word in whole for word in each.split()[:-1])
    for code in ("page", "word"):
        await group.presses(code)
        assert all(each in page(group) for each in long)


async def test_what_is_confidential_is_not_on_paper_and_that_is_said(group: Visitor) -> None:
    await answers(group, "Jeanne", "la cantine", "-", ("Luc", "now"))
    await group.touches("Garder une réponse")
    await group.touches(next(each for each in group.labels if "[guest.topic]" in each))
    await group.sends("result")
    shown = await group.touches("Votre plan")
    assert "Jeanne" in shown
    for code in ("page", "word"):
        said = await group.presses(code)
        assert "Ce qui est marqué confidentiel n’est pas sur la page." in said
        assert "Jeanne" not in page(group)
        assert "cantine" in page(group)


async def test_nothing_is_said_of_confidence_where_nothing_is_confidential(group: Visitor) -> None:
    await answers(group, "Jeanne", "la cantine", "-", ("Luc", "now"))
    await group.touches("Votre plan")
    assert "confidentiel" not in await group.presses("page")
    assert not group.answer.screens


async def test_a_picture_says_the_same_in_words(group: Visitor) -> None:
    await answers(group, "Jeanne", "la cantine", "-", ("Luc", "now"))
    await group.touches("Voir l’image")
    (picture,) = group.answer.documents
    assert isinstance(picture, Picture)
    assert isinstance(picture.panels[0], Bars)
    assert [each.share for each in picture.panels[0].bars] == [0.0, 1.0]
    assert plain(picture.caption).splitlines() == [
        "[picture.title]", "[none_of_it.name] : 0 réponse sur 1", "[a_month.name] : 3 réponses sur 3",
    ]  # fmt: skip


async def test_no_picture_is_offered_where_all_bars_would_be_empty(office: Office, tmp_path: Path) -> None:
    formed(office, tmp_path, {"calls": ONLY_NOUGHT}, WORDS)
    group = await somebody(office)
    await answers(group, "Jeanne", "la cantine", "-", ("Luc", "now"))
    assert "Voir l’image" not in group.labels
    await group.touches("Votre plan")
    assert "Voir l’image" not in group.labels
    await group.presses("picture")
    assert not group.answer.documents


async def test_what_is_confidential_is_not_on_the_picture_either(group: Visitor) -> None:
    await answers(group, "Jeanne", "la cantine", "-", ("Luc", "now"))
    await group.touches("Garder une réponse")
    await group.touches(next(each for each in group.labels if "[pace.topic]" in each))
    await group.sends("result")
    said = await group.touches("Voir l’image")
    assert "Ce qui est marqué confidentiel n’est pas sur l’image." in said
    assert "trop peu de réponses" in said
    assert not group.answer.documents


async def test_the_map_is_for_who_made_it_with_all_actors_and_no_page(office: Office) -> None:
    group = await somebody(office)
    await begins(group, "actor_map")
    names = [f"{at} {'Maison des associations du pays ' * 2}"[:60].strip() for at in range(12)]
    waiting = list(names)
    while position := (await active(group)).position:
        codes = [code for _, code in group.offered]
        if position == "who":
            await group.says(waiting.pop(0))
        elif position == "one_more":
            await group.presses("o.yes" if waiting else "o.no")
        else:
            chosen = next((each for each in codes if each.startswith("o.")), "skip")
            await group.presses(chosen)
            if "done" in codes:
                await group.presses("done")
    await group.touches("Voir l’image")
    (picture,) = group.answer.documents
    assert isinstance(picture, Picture)
    assert isinstance(picture.panels[0], Grid)
    assert len(picture.panels[0].items) == len(names)
    assert len(picture.caption) <= CAPTION_LIMIT
    assert not any("PDF" in each or "Word" in each for each in group.labels)


def test_a_caption_holds_as_many_lines_as_may_stand_there() -> None:
    lines = [f"{at}: " + "x" * 97 for at in range(30)]
    told = _caption(lines)
    assert len(told) <= CAPTION_LIMIT
    assert told.split("\n") == lines[: told.count("\n") + 1]
    assert len(told) > CAPTION_LIMIT - 102
