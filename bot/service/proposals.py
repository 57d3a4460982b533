"""Which interviews there are for somebody, which of them fit now, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from bot.engine.conditions import holds
from bot.engine.dialogue import Dialogue, Voice
from bot.engine.values import Key
from bot.loading.library import Library
from bot.records import DiagnosisRecord, Doing, Subject
from bot.service import plan
from bot.service.scene import Scene
from bot.service.standings import situating

AGAIN = timedelta(days=14)  # so long after it was done, an interview is not proposed
_OPEN = frozenset({Doing.PROPOSED, Doing.UNDER_WAY, Doing.STUCK})


@dataclass(frozen=True, slots=True)
class Proposal:
    """An interview that somebody can hold. `reason`: the id of why it fits now, "" where it is not proposed.

    `done`: when it last came to a result about the same.
    """

    dialogue: str
    minutes: int
    reason: str = ""
    done: datetime | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What `fits` may look at: each name with what it is now; a name that is missing is unknown.

    `done`: when each dialogue last came to a result about the same.
    """

    values: Mapping[str, frozenset[str]]
    done: Mapping[str, datetime] = field(default_factory=dict)

    def choices(self, name: str) -> frozenset[str] | None:
        """What `name` is; None: unknown."""
        return self.values.get(name)

    def number(self, name: str) -> Decimal | None:  # noqa: ARG002 - nothing here is a number
        """No circumstance is a number."""
        return None

    def known(self, name: str) -> bool:
        """Whether anything is known of `name`."""
        return name in self.values

    def asked(self, name: str) -> bool:  # noqa: ARG002 - nothing here is asked
        """No circumstance is asked about."""
        return False

    def support(self, name: str) -> frozenset[Key]:  # noqa: ARG002 - nothing here is an answer
        """No answer stands behind a circumstance."""
        return frozenset()


def proposals(library: Library, voice: Voice, now: Circumstances, today: datetime) -> tuple[Proposal, ...]:
    """The interviews for `voice`, in the order of the library: those that fit now first."""
    there = (engine.dialogue for engine in library.engines.values())
    found = [_proposal(each, now, today) for each in there if voice in each.voices and each.calling.minutes]
    return tuple(sorted(found, key=lambda each: not each.reason))


def _proposal(dialogue: Dialogue, now: Circumstances, today: datetime) -> Proposal:
    """What was done of late is not proposed again so soon."""
    calling, done = dialogue.calling, now.done.get(dialogue.id)
    fit = next((each.id for each in calling.fits if each.when is None or holds(each.when, now)), "")
    again = done is None or today - done >= AGAIN
    return Proposal(dialogue.id, calling.minutes, fit if again else "", done)


async def circumstances(library: Library, scene: Scene, subject: Subject, voice: Voice) -> Circumstances:
    """What is known of `subject` before an interview begins; of a case without a cooperation, of any of them."""
    own = await scene.tx.diagnoses.of(scene.person.id)
    if subject.oneself:
        subjects, results = [subject], own
    else:
        subjects = await _subjects(scene, subject)
        about = await scene.tx.diagnoses.about(subject.case, viewer=scene.person.id)
        results = [each for each in about if each.subject in subjects]
        results += [each for each in own if _about_oneself(library, each.dialogue)]
    situations, stages = await _standing(scene, subjects, own)
    listed = [each for of in subjects for each in plan.items(await scene.tx.plans.of(of, scene.person.id))]
    known = {
        "results": frozenset(each.dialogue for each in results),
        "advice": frozenset(each.advice for each in listed if each.status in _OPEN and each.advice),
        "situation": situations,
        "stage": stages,
    }
    always = {"voice": frozenset({voice.value}), "team": frozenset({"no" if scene.member is None else "yes"})}
    done = {each.dialogue: each.made_at for each in sorted(results, key=lambda each: each.made_at)}
    return Circumstances(always | {name: values for name, values in known.items() if values}, done)


async def done_of_late(scene: Scene, subject: Subject) -> frozenset[str]:
    """The dialogues that came to a result about `subject` a short while ago."""
    tx, person = scene.tx, scene.person.id
    results = await (
        tx.diagnoses.of(person) if subject.oneself else tx.diagnoses.about(subject.case, viewer=person)
    )
    own = (each for each in results if each.subject == subject)
    return frozenset(each.dialogue for each in own if scene.now - each.made_at < AGAIN)


async def _subjects(scene: Scene, subject: Subject) -> list[Subject]:
    if subject.cooperation:
        return [subject]
    there = await scene.tx.cases.cooperations(subject.case)
    return [Subject(subject.case, each.id) for each in there] or [subject]


def _about_oneself(library: Library, dialogue: str) -> bool:
    engine = library.engines.get(dialogue)
    return engine is not None and engine.dialogue.calling.oneself


async def _standing(
    scene: Scene, subjects: Sequence[Subject], own: Sequence[DiagnosisRecord]
) -> tuple[frozenset[str], frozenset[str]]:
    """The situations and the stages as they are known of `subjects`."""
    if subjects[0].oneself:
        said = [(each.outcome, each.stage) for each in situating(own)[:1]]
    else:
        standings = await scene.tx.cases.standings(subjects[0].case)
        of = {
            each: next((one for one in standings if one.cooperation == each.cooperation), None)
            for each in subjects
        }
        said = [(each.situation, each.stage) for each in of.values() if each is not None]
    return frozenset(one for one, _ in said if one), frozenset(other for _, other in said if other)
