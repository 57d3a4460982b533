"""Which interviews there are for somebody, which of them fit now, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.engine.conditions import holds
from bot.engine.dialogue import Calling, Dialogue, Voice
from bot.engine.values import Key
from bot.loading.library import Library
from bot.records import DiagnosisRecord, Doing, Subject
from bot.service import plan
from bot.service.scene import Scene
from bot.service.standings import situating

_OPEN = frozenset({Doing.PROPOSED, Doing.UNDER_WAY, Doing.STUCK})


@dataclass(frozen=True, slots=True)
class Proposal:
    """An interview that somebody can hold. `reason`: the id of why it fits now, "" where it is not proposed."""

    dialogue: str
    minutes: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What `fits` may look at: each name with what it is now; a name that is missing is unknown."""

    values: Mapping[str, frozenset[str]]

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


def proposals(library: Library, voice: Voice, now: Circumstances) -> tuple[Proposal, ...]:
    """The interviews for `voice`, in the order of the library: those that fit now first."""
    there = (engine.dialogue for engine in library.engines.values())
    found = [_proposal(each, now) for each in there if voice in each.voices and each.calling.minutes]
    return tuple(sorted(found, key=lambda each: not each.reason))


def _proposal(dialogue: Dialogue, now: Circumstances) -> Proposal:
    calling: Calling = dialogue.calling
    fit = next((each.id for each in calling.fits if each.when is None or holds(each.when, now)), "")
    return Proposal(dialogue.id, calling.minutes, fit)


async def circumstances(scene: Scene, subject: Subject, voice: Voice) -> Circumstances:
    """What is known of `subject` before an interview begins."""
    tx = scene.tx
    own = await tx.diagnoses.of(scene.person.id)
    about = (
        own
        if subject.oneself
        else [
            each
            for each in await tx.diagnoses.about(subject.case, viewer=scene.person.id)
            if each.subject == subject
        ]
    )
    items = plan.items(await tx.plans.of(subject, scene.person.id))
    values = {
        "voice": frozenset({voice.value}),
        "team": frozenset({"no" if scene.member is None else "yes"}),
        "results": frozenset(each.dialogue for each in (*about, *own)),
        "advice": frozenset(each.advice for each in items if each.status in _OPEN and each.advice),
    }
    situation, stage = await _standing(scene, subject, own)
    known = {"situation": situation, "stage": stage}
    return Circumstances(values | {name: frozenset({value}) for name, value in known.items() if value})


async def _standing(scene: Scene, subject: Subject, own: Sequence[DiagnosisRecord]) -> tuple[str, str]:
    """The situation and the stage as they are known, "" each where they are not."""
    if subject.oneself:
        last = next(iter(situating(own)), None)
        return ("", "") if last is None else (last.outcome, last.stage)
    standings = await scene.tx.cases.standings(subject.case)
    last_one = next((each for each in standings if each.cooperation == subject.cooperation), None)
    return ("", "") if last_one is None else (last_one.situation, last_one.stage)
