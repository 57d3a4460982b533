"""What is typed after a message of the day: the number of a line, an answer, or both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.service.dates import local_day
from bot.service.follow_up import daily_screens as screens
from bot.service.follow_up.daily_lines import Known, State
from bot.service.follow_up.daily_words import passed
from bot.service.painting import Painting
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.understanding import ORDINALS, Pressed, Situation, meaning
from bot.service.views import Show, View
from bot.texts.catalogues import Texts
from bot.texts.folding import folded

# How people say what has come of a step, by the code of the answer.
_PHRASES = tuple((code, f"day.{code}") for code in ("done", "begun", "not_done", "dropped", "later"))
_YES_NO = (("done", "say.yes"), ("not_done", "day.no"))
_OF_VISITS = frozenset(
    {"begin", "not_held", "move", "prepare"}
)  # said of no step, so the line goes without saying
SPOKEN = "said"  # the hint of a view whose card was spoken to; or the answer that is still without a line


@dataclass(frozen=True, slots=True)
class Said:
    """What typed words say: the button `code`, or else a `note` that says what is missing.

    `full`: they name a line and the answer to it. `answer`: they are an answer, not only a number or the name of a button. `sure`: they are not only alike. `action`: an answer still without a line.
    """

    code: str = ""
    note: str = ""
    full: bool = False
    sure: bool = True
    action: str = ""
    answer: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands on the card: the lines of the page by their places, or the one at `shown` with all its answers.

    `alone`: there is no other line in the whole message. `undo`: the last answer can be taken back.
    """

    view: View
    painting: Painting
    known: Mapping[int, Known]
    shown: int | None
    alone: bool
    undo: bool


def read(scene: Scene, seen: Seen, text: str) -> Said | None:
    """What `text` says on the card; None when it is not for it."""
    texts, plain = scene.texts, folded(text)
    if plain in _spellings(texts, "day.stops"):
        return Said("stop")
    if plain in _spellings(texts, "day.undoes"):
        return Said("undo") if seen.undo else Said(note=texts.say("There is nothing to undo here."))
    number, rest = _numbered(texts, plain)
    if number is not None and not rest:
        return _line(scene, seen, number)
    if number is not None:
        return _answer_to(scene, seen, number, rest)
    return _answer(scene, seen, plain) or read_button(texts, seen.painting, text, seen.view)


def read_button(texts: Texts, painting: Painting, text: str, view: View) -> Said | None:
    """The button of the card that says just that. What only turns its pages is said of other screens as well."""
    plain = folded(text)
    if view.show is Show.DAY and plain in _spellings(texts, "day.stops"):
        return Said("stop")
    said = [button.code for button in painting.buttons if folded(button.label) == plain]
    return Said(said[0], sure=view.show is not Show.DAY) if len(said) == 1 else None


def _line(scene: Scene, seen: Seen, number: int) -> Said | None:
    """A number alone: that line, opened; it is answered if the answer was given before, and a line asked for."""
    if seen.alone:  # what stands there are its answers
        choices = seen.painting.choices
        if not choices:
            return _over(scene.texts)
        return Said(choices[number - 1].code) if 0 < number <= len(choices) else None
    place = _place(seen, number)
    if place is None:
        return None
    if seen.known[place].state is not State.OPEN:
        return _over(scene.texts)
    code = f"{seen.view.hint}.{place}"
    offered = {button.code for button in _offered(scene, seen, place)}
    return Said(code if code in offered else f"other.{place}")


def _answer_to(scene: Scene, seen: Seen, number: int, rest: str) -> Said | None:
    """« 2 fait »."""
    place = _place(seen, number)
    if place is None:
        return None
    if (meant := _meant(scene, _offered(scene, seen, place), rest)) is not None:
        return Said(meant.code, full=True, answer=True)
    over = seen.known[place].state is not State.OPEN and _meant(scene, screens.named(scene.texts), rest)
    return _over(scene.texts, full=True) if over else None


def _answer(scene: Scene, seen: Seen, plain: str) -> Said | None:
    """An answer that names no line: to the only one that waits, else one is asked for."""
    if len(plain) < 2:  # a letter names a choice of a list
        return None
    waiting = [place for place, each in seen.known.items() if each.state is State.OPEN]
    waiting = waiting if seen.shown is None else [seen.shown]
    today = local_day(scene.now, scene.person.zone)
    found = [
        meant
        for place in waiting
        if (
            meant := _meant(
                scene, _offered(scene, seen, place), plain, asked=passed(seen.known[place], today)
            )
        )
    ]
    if len(found) == 1 and (len(waiting) == 1 or found[0].code.partition(".")[0] in _OF_VISITS):
        return Said(found[0].code, sure=not found[0].guessed, answer=True)
    if found:
        note = scene.texts.say("Which line do you mean? Write for example “1 done”.")
        return Said("", note, sure=not found[0].guessed, action=found[0].code.partition(".")[0], answer=True)
    over = None if waiting else _meant(scene, screens.named(scene.texts), plain)
    return None if over is None else replace(_over(scene.texts), sure=not over.guessed)


def _offered(scene: Scene, seen: Seen, place: int) -> tuple[Button, ...]:
    today = local_day(scene.now, scene.person.zone)
    found = screens.answers(scene.texts, seen.known[place], place, today, every=True)
    (other,) = screens.named(scene.texts, ("other",))
    return (*found, Button(other.label, f"other.{place}")) if found else ()


def _meant(scene: Scene, choices: Sequence[Button], plain: str, *, asked: bool = False) -> Pressed | None:
    """The answer that the words stand for; `asked`: what has come of it was asked, so « oui » and « non » say it."""
    named = [*_PHRASES, *(_YES_NO if asked else ())]
    for code, name in named:
        there = next((each.code for each in choices if each.code.partition(".")[0] == code), None)
        if there is not None and plain in _spellings(scene.texts, name):
            return Pressed(there, guessed=(code, name) in _YES_NO)
    today = local_day(scene.now, scene.person.zone)
    meant = meaning(plain, Situation(tuple(choices), (), None, today), scene.texts) if choices else None
    return meant if isinstance(meant, Pressed) else None


def _over(texts: Texts, *, full: bool = False) -> Said:
    return Said(note=texts.say("This line has its answer already."), full=full)


def _place(seen: Seen, number: int) -> int | None:
    """The place in the message of the line with that number on the page."""
    places = list(seen.known)
    return places[number - 1] if 0 < number <= len(places) else None


def _numbered(texts: Texts, plain: str) -> tuple[int | None, str]:
    """The number of a line that the words name, None for none, and the other words."""
    for number in range(1, ORDINALS + 1):
        if plain in _spellings(texts, f"ordinal.{number}"):
            return number, ""
    words = plain.split()
    numbers = [word for word in words if word.isdecimal()]
    if len(numbers) != 1 or len(numbers[0]) > 3:
        return None, plain
    return int(numbers[0]), " ".join(word for word in words if not word.isdecimal())


def _spellings(texts: Texts, name: str) -> Iterable[str]:
    return map(folded, texts.words(name))
