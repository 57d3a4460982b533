"""Somebody in a state of affairs of the test, and the states in which each row of `fits` gives the reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product

from bot.content import load_content
from bot.engine.conditions import holds
from bot.engine.dialogue import Dialogue, Inputs, Voice
from bot.loading.library import Library
from bot.records import (
    Change,
    Cooperation,
    DiagnosisRecord,
    Person,
    PlanEvent,
    SessionRecord,
    Standing,
    Status,
    Subject,
)
from bot.service.proposals import Circumstances
from tests.service.casework import Team
from tests.service.office import Office, Visitor, plain

CONTENT = load_content()
MAIN = "situation_diagnosis"
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
STANDINGS = [
    ("", ""),
    ("no_plans", ""),
    ("willing_unsure", ""),
    *(("already_started", stage) for stage in ("emergence", "implementation", "sustaining")),
]


@dataclass(frozen=True)
class State:
    """A state of affairs: where things stand, which results there are, what is on the list."""

    situation: str
    stage: str
    result: str
    advice: str

    def circumstances(self, voice: Voice) -> Circumstances:
        results = {self.result, MAIN if self.situation and voice is Voice.BENEFICIARY else ""}
        known = {
            "voice": {voice.value},
            "team": {"yes" if voice is Voice.OFFICER else "no"},
            "situation": {self.situation},
            "stage": {self.stage},
            "results": results,
            "advice": {self.advice},
        }
        named = {name: frozenset(values - {""}) for name, values in known.items()}
        return Circumstances({name: values for name, values in named.items() if values})


def states(library: Library) -> Iterator[State]:
    for (situation, stage), result, advice in product(
        STANDINGS, ("", *library.engines), ("", *library.catalogue)
    ):
        if not (result and advice):
            yield State(situation, stage, result, advice)


def fitting(dialogue: Dialogue, row: str, voice: Voice) -> State | None:
    """The simplest state of affairs of which the rows before `row` say nothing, and `row` does."""
    for state in states(CONTENT[0]):
        now = state.circumstances(voice)
        fits = (each.id for each in dialogue.calling.fits if each.when is None or holds(each.when, now))
        if next(fits, "") == row:
            return state
    return None


ROWS = [
    (dialogue.id, each.id, voice)
    for dialogue in (engine.dialogue for engine in CONTENT[0].engines.values())
    for each in dialogue.calling.fits
    for voice in sorted(dialogue.voices)
]


class Situated:
    """Somebody in a state of affairs of the test: a beneficiary about themselves, an officer about a case file."""

    def __init__(self, office: Office, visitor: Visitor, subject: Subject) -> None:
        self.office, self.visitor, self.subject = office, visitor, subject

    async def stands(self, situation: str, stage: str) -> None:
        if self.subject.oneself:
            await self.has_result(MAIN, situation, stage)
            return
        now = self.office.clock.now()
        of = (self.subject.case, self.subject.cooperation)
        standing = Standing(self.office.ids.new(), *of, now, "p", "d", situation, stage, situation)
        async with self.office.store.transaction() as tx:
            await tx.cases.add_standing(standing)

    async def has_result(self, dialogue: str, outcome: str = "x", stage: str = "") -> None:
        office, person = self.office, await self.visitor.person()
        oneself = office.conversation.interviews.library.engines[dialogue].dialogue.calling.oneself
        subject, now = Subject() if oneself else self.subject, office.clock.now()
        record = SessionRecord(
            office.ids.new(), person.id, dialogue, "v", inputs_of(person), Status.FINISHED, now, now, "", subject=subject
        )  # fmt: skip
        result = DiagnosisRecord(
            office.ids.new(), record.id, person.id, now, dialogue, "v", outcome, outcome, "high",
            {}, {"blocks": []}, (), (), subject, stage=stage,
        )  # fmt: skip
        async with office.store.transaction() as tx:
            await tx.sessions.add(record)
            await tx.diagnoses.add(result)

    async def has_on_the_list(self, advice: str, subject: Subject | None = None) -> None:
        person, subject = await self.visitor.person(), subject or self.subject
        whose, now = person.id if subject.oneself else "", self.office.clock.now()
        event = PlanEvent(
            self.office.ids.new(), subject, whose, now, person.id, Change.ADDED, self.office.ids.new(), advice
        )
        async with self.office.store.transaction() as tx:
            await tx.plans.add([event])

    async def is_in(self, state: State) -> None:
        if state.situation:
            await self.stands(state.situation, state.stage)
        if state.result:
            await self.has_result(state.result)
        if state.advice:
            await self.has_on_the_list(state.advice)

    async def all(self) -> str:
        """All interviews, as they are listed."""
        read = await self.visitor.sends("interviews")
        return (
            await self.visitor.touches("Tous les") if "Tous les entretiens" in self.visitor.labels else read
        )


def inputs_of(person: Person) -> Inputs:
    return Inputs(person.voice or Voice.BENEFICIARY)


def said(dialogue: str, key: str, voice: Voice) -> str:
    return plain(CONTENT[1]["fr"].of(dialogue, key, voice))


async def beneficiary(office: Office, name: str = "group") -> Situated:
    visitor = office.visitor(name)
    async with office.store.transaction() as tx:
        person = Person(office.ids.new(), office.clock.now(), Voice.BENEFICIARY)
        await tx.people.add(person, visitor.address)
    return Situated(office, visitor, Subject())


async def officer(office: Office) -> Situated:
    organisation = await office.organisation("Relais")
    visitor = await office.officer(organisation, "Alice")
    return Situated(office, visitor, await speaking_of(office, visitor, organisation, "Le Moulin"))


async def speaking_of(office: Office, visitor: Visitor, organisation: str, name: str) -> Subject:
    case = await office.case(organisation, name, visitor)
    await visitor.sends("cases", name)
    async with office.store.transaction() as tx:
        return Subject(case, (await tx.cases.cooperations(case))[0].id)


async def second_project(team: Team, case: str) -> Subject:
    async with team.office.store.transaction() as tx:
        await tx.cases.add_cooperation(Cooperation("k2", case, team.office.clock.now(), "La chaufferie"))
    return Subject(case, "k2")
