"""The overview of the week: case files without news, steps whose day has passed, and what to begin with, each with its reason.

Nobody gets a mark: a reason says what is the case, and what is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.dialogue import Voice
from bot.records import OPEN_STEPS, CaseFile, CaseState, Priority, StepRecord, VisitState
from bot.service.choosing_days import say_weekday_day
from bot.service.counter import House
from bot.service.dates import local_day, say_day
from bot.service.edits import shortened
from bot.service.follow_up.priorities import Followed, Overview, Suggestion, overview
from bot.service.known import say_step
from bot.service.menus import case_name
from bot.service.scene import Scene
from bot.service.wording import Wording, lowered
from bot.texts.catalogues import Texts, msg

LONGEST = 1500  # characters of the overview
_LISTED = 6  # lines of each other list, if there is room
_NAME_LONGEST, _STEP_LONGEST = 34, 60  # characters


# What is kept.


async def followed_by(scene: Scene) -> list[Followed]:
    """What is known of the open case files that the person of the scene is an officer of."""
    tx, person, zone = scene.tx, scene.person.id, scene.person.zone
    today = local_day(scene.now, zone)
    steps: dict[str, list[StepRecord]] = {}
    for step in await tx.steps.of_officer(person):
        if step.status in OPEN_STEPS:
            steps.setdefault(step.subject.case, []).append(step)
    ahead: dict[str, date] = {}
    for visit in await tx.visits.of_officer(person, today):
        if visit.state is VisitState.PLANNED:
            ahead.setdefault(visit.case, visit.day)
    found = []
    for case in await tx.cases.of(person):
        if case.state is not CaseState.OPEN:
            continue
        there, coming = tuple(steps.get(case.id, ())), ahead.get(case.id)
        since = None
        if coming is None and not there and case.situation:  # else no rule asks
            since = await _stands_since(scene, case)
        found.append(Followed(case, local_day(case.touched_at, zone), there, coming, since))
    return found


async def _stands_since(scene: Scene, case: CaseFile) -> date | None:
    """The day of the last move; None where there was none: a first result is no move."""
    standings = await scene.tx.cases.standings(case.id)
    for each in standings:
        before = next(
            (old for old in standings if old.cooperation == each.cooperation and old.at < each.at), None
        )
        if before is not None and (before.situation, before.stage) != (each.situation, each.stage):
            return local_day(each.at, scene.person.zone)
    return None


# Words.

_COUNTS = {2: msg("two steps"), 3: msg("three steps"), 4: msg("four steps")}
_MORE = msg("several steps")


@dataclass(frozen=True, slots=True)
class _Words:
    """What is needed to say an overview."""

    texts: Texts
    wordings: Mapping[str, Wording]
    today: date

    def name(self, followed: Followed) -> str:
        return shortened(case_name(self.texts, followed.case), _NAME_LONGEST)

    def suggestion(self, suggestion: Suggestion) -> str:
        """Why, with what is overdue: the list of what is overdue leaves it out."""
        late = len(suggestion.followed.late(self.today))
        reason = self.texts.say(suggestion.reason, steps=self.texts.say(_COUNTS.get(late, _MORE)))
        if not late:
            return reason
        return self.texts.say("{topic}: {answer}", topic=reason, answer=self.late(suggestion.followed))

    def coming(self, day: date, step: StepRecord | None) -> str:
        said = say_weekday_day(self.texts, day, self.today)
        if step is None:
            return self.texts.say("visit on {day}", day=said)
        return self.texts.say("{line}, for {day}", line=self.step(step), day=said)

    def step(self, step: StepRecord) -> str:
        said = say_step(self.wordings, step)
        return shortened(said if step.words else lowered(said, 1), _STEP_LONGEST)

    def late(self, followed: Followed) -> str:
        first, *others = followed.late(self.today)
        day = say_day(self.texts, first.due)
        line = self.texts.say("{step}, planned for {day}", step=self.step(first), day=day)
        if not others:
            return line
        return self.texts.count("{line}, and {n} other steps", len(others), line=line)

    def quiet(self, followed: Followed) -> str:
        day = say_day(self.texts, followed.news)
        if followed.case.priority is Priority.HIGH:
            return self.texts.say(
                "no news since {day}; a case of high priority is looked at after two weeks", day=day
            )
        return self.texts.say("no news since {day}", day=day)

    def listed(self, said: Sequence[tuple[str, str]], most: int, *, steps: bool = False) -> list[Block]:
        """The first lines, and how many others there are."""
        more = len(said) - most
        lines: list[Block] = [Bullets(tuple(said[:most]))]
        if more > 0:
            others = msg("and {n} other steps and visits") if steps else msg("and {n} other case files")
            lines.append(Paragraph(self.texts.count(others, more), Tone.QUIET))
        return lines


async def paint_overview(house: House, scene: Scene) -> tuple[Block, ...]:
    """The overview of the week for the officer of the scene, in `LONGEST` characters at most."""
    return (await look(house, scene))[0]


async def has_overview(scene: Scene) -> bool:
    """Whether there is anything to say to the officer of the scene about the week."""
    return not overview(await followed_by(scene), local_day(scene.now, scene.person.zone)).empty


async def look(house: House, scene: Scene) -> tuple[tuple[Block, ...], tuple[CaseFile, ...]]:
    """The overview of the week, and the case files to begin with."""
    today = local_day(scene.now, scene.person.zone)
    wordings = {
        name: Wording(scene.texts, engine.dialogue, Voice.OFFICER)
        for name, engine in house.interviews.library.engines.items()
    }
    seen = overview(await followed_by(scene), today)
    cases = tuple(each.case for each in seen.first)
    return say_overview(_Words(scene.texts, wordings, today), seen), cases


def say_overview(words: _Words, seen: Overview) -> tuple[Block, ...]:
    """`seen` in words; lines that would make it too long are only counted."""
    title = Heading(words.texts.say("Your week at a glance"))
    if seen.empty:
        calm = words.texts.say(
            "Nothing waits: no step is overdue, and there is recent news of every case file."
        )
        return title, Paragraph(calm)
    most = _LISTED
    while length(blocks := (title, *_parts(words, seen, most))) > LONGEST and most > 1:
        most -= 1
    return blocks


def _parts(words: _Words, seen: Overview, most: int) -> list[Block]:
    """What there is to say, each list with `most` lines."""
    texts, blocks = words.texts, list[Block]()
    suggested = [each.followed for each in seen.suggested]
    if seen.coming:
        coming = [(words.name(each), words.coming(day, step)) for day, each, step in seen.coming]
        blocks += [Paragraph(texts.say("This week:"), Tone.STRONG), *words.listed(coming, most, steps=True)]
    if seen.suggested:
        said = tuple((words.name(each.followed), words.suggestion(each)) for each in seen.suggested)
        blocks += [Paragraph(texts.say("What you could begin with:"), Tone.STRONG), Bullets(said)]
    late = [(words.name(each), words.late(each)) for each in seen.late if each not in suggested]
    if late:
        blocks += [Paragraph(texts.say("Steps overdue:"), Tone.STRONG), *words.listed(late, most)]
    quiet = [(words.name(each), words.quiet(each)) for each in seen.quiet if each not in suggested]
    if quiet:
        blocks += [
            Paragraph(texts.say("Without news for a long time:"), Tone.STRONG),
            *words.listed(quiet, most),
        ]
    return blocks


def length(blocks: Sequence[Block]) -> int:
    """How many characters are to be read."""
    words = 0
    for block in blocks:
        match block:
            case Bullets(items):
                words += sum(len(line) + len(note) for line, note in items)
            case Heading(text) | Paragraph(text):
                words += len(text)
    return words
