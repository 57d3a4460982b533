"""What is put together from the answers, as a screen and as a page; and the picture of a result, with its words."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine import picture as drawn
from bot.engine.engine import Engine
from bot.engine.handout import ITEM, Entry, FilledLine, FilledPart, handout
from bot.engine.outcomes import Delay, Unit
from bot.engine.picture import picture
from bot.engine.session import Session
from bot.engine.values import Key
from bot.service import documents
from bot.service.dates import due, local_day, say_day
from bot.service.documents import CAPTION_LIMIT, Page, PageForm, Picture
from bot.service.interviews import Interview
from bot.service.painting import Painting, rows
from bot.service.private import way_to_erase, who_sees
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.wording import Wording, lowered
from bot.texts.catalogues import msg
from bot.texts.numbers import say_month, say_number

_NAME = re.compile(r"\{(\w+)\}")
_LEVELS = (msg("rarely"), msg("sometimes"), msg("often"), msg("nearly always"))


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

    def quoted(part: str, line: str) -> Iterable[str]:
        return _NAME.findall(wording.text(f"handout.{part}.{line}"))

    return handout(engine.dialogue, engine.whole(session), quoted)


def way_to_picture(interview: Interview) -> Button | None:
    """The way to the picture of a result; None where there is nothing to draw."""
    return Button(interview.wording.texts.say("See the picture"), "picture") if _drawn(interview) else None


def _part(interview: Interview, part: FilledPart, since: date) -> Sequence[Block]:
    heading = Heading(interview.wording.text(f"handout.{part.id}"))
    said = {
        id(entry): [_said(interview, part, entry.item, each) for each in entry.lines]
        for entry in part.entries
    }
    if not part.entries[0].item:
        return (heading, *_lines(said[id(part.entries[0])]))
    if all(len(entry.lines) == 1 for entry in part.entries):
        items = tuple((_called(interview, entry, since), said[id(entry)][0]) for entry in part.entries)
        return (heading, Bullets(items))
    blocks: list[Block] = [heading]
    for entry in part.entries:
        blocks.append(Paragraph(_called(interview, entry, since), Tone.STRONG))
        blocks += _lines(said[id(entry)])
    return blocks


def _lines(said: Sequence[str]) -> Sequence[Block]:
    return [Paragraph(said[0])] if len(said) == 1 else [Bullets(tuple((line, "") for line in said))]


def _called(interview: Interview, entry: Entry, since: date) -> str:
    """What the item is called, and in which month from `since` on it is due, if it is due in one."""
    wording = interview.wording
    name = _item(wording, entry.item)
    if entry.month is None:
        return name
    month = due(Delay(entry.month, Unit.MONTH), since)
    said = say_month(month, wording.texts.language, year=month.year != since.year)
    return wording.texts.say("In {month}: {name}", month=said, name=name)


def _item(wording: Wording, item: str) -> str:
    """What an item of the loop that has names is called."""
    named = next((state.question for state in wording.dialogue.states if state.loop and state.loop.named), "")
    return wording.item(Key(named, item)) if named else wording.labels.get(item, item)


def _said(interview: Interview, part: FilledPart, item: str, line: FilledLine) -> str:
    """A line: an answer under its topic, or a text with the answers that it quotes, behind its day if it has one."""
    wording, session = interview.wording, interview.session
    texts = wording.texts

    def answer(key: Key) -> str:
        return wording.value(session, key, session.answers[key])

    if line.answer is not None:
        return texts.say("{topic}: {answer}", topic=wording.topic(line.answer), answer=answer(line.answer))

    def filled(name: re.Match[str]) -> str:
        return _item(wording, item) if name[1] == ITEM else answer(line.names[name[1]])

    # in one pass: what somebody wrote is never taken for a name in braces
    template = wording.text(f"handout.{part.id}.{line.id}")
    said = _NAME.sub(filled, template)
    if line.day is None:
        return said
    begins = 0 if template.startswith("{") else 1  # what somebody wrote keeps its first letter
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
    """The handout as a page, or the picture."""
    texts, wording, today = scene.texts, interview.wording, local_day(scene.now, scene.person.zone)
    if code == "picture":
        _hand_over_picture(scene, interview)
        return
    title = wording.text("handout.title")
    name = f"{texts.say('sheet')}-{today.isoformat()}.{'docx' if code == 'word' else 'pdf'}"
    footer = texts.say("Trait d’union, {day}", day=say_day(texts, today))
    form: PageForm = "docx" if code == "word" else "pdf"
    scene.documents.append(Page(title, name, handout_of(interview.told, scene.person.zone), footer, form))
    if interview.session.confidential:
        scene.notes.append(texts.say("What is marked as confidential is not on the page."))
    scene.toast = texts.say("The page is on its way.")


def _hand_over_picture(scene: Scene, interview: Interview) -> None:
    """Of a private interview, which only the person can see, the whole; else without what is confidential."""
    if not interview.record.private and interview.session.confidential:
        interview = interview.told
        scene.notes.append(scene.texts.say("What is marked as confidential is not on the picture."))
    panels = tuple(_panel(interview, each) for each in _drawn(interview))
    if not panels:
        scene.toast = scene.texts.say("There are too few answers for a picture.")
        return
    title = _title(interview.wording)
    name = f"{scene.texts.say('picture')}-{local_day(scene.now, scene.person.zone).isoformat()}.png"
    scene.documents.append(Picture(name, title, panels, _caption((title, *_told(interview)))))
    scene.toast = scene.texts.say("The picture is on its way.")


def _caption(lines: Sequence[str]) -> str:
    """As many of `lines` as may stand under a picture."""
    told = lines[0]
    for line in lines[1:]:
        if len(told) + len(line) + 1 > CAPTION_LIMIT:
            break
        told = f"{told}\n{line}"
    return told


def _title(wording: Wording) -> str:
    return wording.maybe("picture.title") or wording.text("title")


def _drawn(interview: Interview) -> tuple[drawn.Drawn, ...]:
    """The panels on which there is something to see."""
    panels = picture(interview.engine.dialogue, interview.engine.whole(interview.session))
    return tuple(each for each in panels if _visible(each))


def _visible(panel: drawn.Drawn) -> bool:
    match panel:
        case drawn.Bars(bars):
            return any(each.value > 0 for each in bars)
        case drawn.Axes(axes):
            return any(each.share > 0 for each in axes)
        case drawn.Grid(_, _, items):
            return bool(items)


def _panel(interview: Interview, panel: drawn.Drawn) -> documents.Panel:
    """A panel of the picture with its words."""
    wording = interview.wording
    match panel:
        case drawn.Bars(bars):
            return documents.Bars(
                "",
                tuple(
                    documents.Bar(
                        _name(wording, each.score), float(each.value / each.maximum), _of(wording, each)
                    )
                    for each in bars
                ),
            )
        case drawn.Axes(axes):
            return documents.Axes(
                "", tuple(documents.Axis(_name(wording, each.score), float(each.share)) for each in axes)
            )
        case drawn.Grid(across, up, items):
            return documents.Grid(
                "",
                _options(wording, across),
                _options(wording, up),
                tuple(documents.GridItem(_item(wording, each.item), each.column, each.row) for each in items),
            )


def _told(interview: Interview) -> list[str]:
    """What the picture shows, a line each."""
    wording, lines = interview.wording, list[str]()
    for panel in _drawn(interview):
        match panel:
            case drawn.Bars(bars):
                lines += [_topic(wording, _name(wording, each.score), _of(wording, each)) for each in bars]
            case drawn.Axes(axes):
                lines += [_topic(wording, _name(wording, each.score), _level(wording, each)) for each in axes]
            case drawn.Grid(across, up, items):
                columns, rows_ = _options(wording, across), _options(wording, up)
                lines += [
                    _topic(
                        wording,
                        _item(wording, each.item),
                        wording.listed([lowered(columns[each.column], 1), lowered(rows_[each.row], 1)]),
                    )
                    for each in items
                ]
    return lines


def _topic(wording: Wording, topic: str, said: str) -> str:
    return wording.texts.say("{topic}: {answer}", topic=topic, answer=said)


def _name(wording: Wording, score: str) -> str:
    return wording.text(f"{score}.name")


def _of(wording: Wording, bar: drawn.Bar) -> str:
    total = say_number(bar.maximum, wording.texts.language)
    return wording.texts.count("{n} answers of {total}", int(bar.value), total=total)


def _level(wording: Wording, axis: drawn.Axis) -> str:
    """How far out an axis goes, in words: no mark."""
    return wording.texts.say(_LEVELS[round(axis.share * (len(_LEVELS) - 1))])


def _options(wording: Wording, question: str) -> tuple[str, ...]:
    options = wording.dialogue.questions[question].option_ids
    return tuple(wording.text(f"{question}.{option}") for option in options)
