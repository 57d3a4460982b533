"""The picture of a result, and the words that say the same."""

from collections.abc import Sequence

from bot.engine import picture as drawn
from bot.engine.picture import picture
from bot.service import documents
from bot.service.dates import local_day
from bot.service.documents import CAPTION_LIMIT, Picture
from bot.service.interviews import Interview
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.wording import Wording, lowered
from bot.texts.catalogues import msg
from bot.texts.numbers import say_number

_LEVELS = (msg("rarely"), msg("sometimes"), msg("often"), msg("nearly always"))


def way_to_picture(interview: Interview) -> Button | None:
    """The way to the picture of a result; None where there is nothing to draw."""
    return Button(interview.wording.texts.say("See the picture"), "picture") if _drawn(interview) else None


def hand_over(scene: Scene, interview: Interview) -> None:
    """The picture. Of a private interview, which only the person can see, the whole; else without what is confidential."""
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
                tuple(documents.GridItem(wording.named(each.item), each.column, each.row) for each in items),
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
                        wording.named(each.item),
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
