"""What is put together from the answers, as a screen and as a page."""

from collections.abc import Sequence
from datetime import date

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.engine import Engine
from bot.engine.handout import Entry, FilledLine, FilledPart, handout
from bot.engine.outcomes import Delay, Unit
from bot.engine.session import Session
from bot.service.dates import due, local_day, say_day
from bot.service.documents import Page, PageForm
from bot.service.interviews import Interview
from bot.service.painting import Painting, rows
from bot.service.pictures import way_to_picture
from bot.service.private import way_to_erase, who_sees
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.wording import Wording, lowered
from bot.texts.numbers import say_month


def handout_of(interview: Interview, zone: str) -> tuple[Block, ...]:
    """What is put together from the answers of `interview`, without its title; months are counted from the last of them."""
    since = local_day(interview.record.touched_at, zone)
    return tuple(block for part in _parts(interview) for block in _part(interview, part, since))


def handout_title(interview: Interview) -> str:
    """What the handout is called; "" where there is none, or nothing to put on it yet."""
    return interview.wording.text("handout.title") if _parts(interview) else ""


def _parts(interview: Interview) -> Sequence[FilledPart]:
    return filled_parts(interview.engine, interview.wording, interview.session)


def filled_parts(engine: Engine, wording: Wording, session: Session) -> Sequence[FilledPart]:
    """The parts of the handout on which something stands, as the answers are now."""
    return handout(
        engine.dialogue, engine.whole(session), lambda part, line: wording.quoted(f"handout.{part}.{line}")
    )


def _part(interview: Interview, part: FilledPart, since: date) -> Sequence[Block]:
    heading = Heading(interview.wording.text(f"handout.{part.id}"))
    entries = [
        (_called(interview, entry, since), [_said(interview, part, entry.item, each) for each in entry.lines])
        for entry in part.entries
    ]
    if not part.entries[0].item:
        return (heading, *_lines(entries[0][1]))
    if all(len(said) == 1 for _, said in entries):
        return (heading, Bullets(tuple((name, said[0]) for name, said in entries)))
    blocks: list[Block] = [heading]
    for name, said in entries:
        blocks += [Paragraph(name, Tone.STRONG), *_lines(said)]
    return blocks


def _lines(said: Sequence[str]) -> Sequence[Block]:
    return [Paragraph(said[0])] if len(said) == 1 else [Bullets(tuple((line, "") for line in said))]


def _called(interview: Interview, entry: Entry, since: date) -> str:
    """What the item is called, and in which month from `since` on it is due, if it is due in one."""
    wording = interview.wording
    name = wording.named(entry.item)
    if entry.month is None:
        return name
    month = due(Delay(entry.month, Unit.MONTH), since)
    said = say_month(month, wording.texts.language, year=month.year != since.year)
    return wording.texts.say("In {month}: {name}", month=said, name=name)


def _said(interview: Interview, part: FilledPart, item: str, line: FilledLine) -> str:
    """A line: an answer under its topic, or a text with the answers that it quotes, behind its day if it has one."""
    wording, session = interview.wording, interview.session
    texts = wording.texts
    if line.answer is not None:
        answer = wording.value(session, line.answer, session.answers[line.answer])
        return texts.say("{topic}: {answer}", topic=wording.topic(line.answer), answer=answer)
    key = f"handout.{part.id}.{line.id}"
    said = wording.quoting(session, key, line.names, item)
    if line.day is None:
        return said
    begins = 0 if wording.text(key).startswith("{") else 1  # what somebody wrote keeps its first letter
    return texts.say("{day}: {what}", day=say_day(texts, line.day), what=lowered(said, begins))


def paint_handout(scene: Scene, interview: Interview) -> Painting:
    """The handout, and how to take it along."""
    texts, dialogue = scene.texts, interview.engine.dialogue
    title = Heading(interview.wording.text("handout.title"), level=1)
    kept = dialogue.calling.kept is not None
    controls = rows(
        None if kept else Button(texts.say("As a page (PDF)"), "page"),
        None if kept else Button(texts.say("To be edited (Word)"), "word"),
        way_to_picture(interview),
        way_to_erase(scene, interview),
        Button(texts.say("Back"), "close"),
    )
    blocks = handout_of(interview, scene.person.zone)
    return Painting((title, *blocks, *who_sees(scene, interview)), (), controls)


def hand_over(scene: Scene, interview: Interview, code: str) -> None:
    """The handout as a page to print, or (`code` is "word") to be edited."""
    texts, wording, today = scene.texts, interview.wording, local_day(scene.now, scene.person.zone)
    title = wording.text("handout.title")
    name = f"{texts.say('sheet')}-{today.isoformat()}.{'docx' if code == 'word' else 'pdf'}"
    footer = texts.say("Trait d’union, {day}", day=say_day(texts, today))
    form: PageForm = "docx" if code == "word" else "pdf"
    scene.documents.append(Page(title, name, handout_of(interview.told, scene.person.zone), footer, form))
    if interview.session.confidential:
        scene.notes.append(texts.say("What is marked as confidential is not on the page."))
    scene.toast = texts.say("The page is on its way.")
