"""What must hold after every step, whatever was done: access, consent, nothing lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from bot.blocks import Bullets, Paragraph
from bot.engine.carry import carry
from bot.engine.dialogue import Voice
from bot.engine.session import Session
from bot.engine.values import Unknown
from bot.ports import Transaction
from bot.records import Subject
from bot.service.sharing import name_of
from bot.service.views import Show, View
from bot.service.wording import Wording
from bot.texts.catalogues import Texts
from tests.service.machine_model import CASE, PERSON, Grant, Model, Word
from tests.service.machine_world import Came, Phone, Row, World, buttons, said
from tests.service.office import read

Owner = tuple[str, str]
Shared = Sequence[tuple[str, set[str]]]  # interviews, each with the answers that may be seen
# What is only ever added: the case and the person whose it is, its key, and what must never change of it.
_KEPT = {
    "event": "SELECT case_file, person, session || '/' || seq, event.kind, question, item, value FROM event JOIN session ON id = session",
    "diagnosis": "SELECT case_file, person, id, session, made_at, version, outcome, computed, confidence, reasons, report, stage FROM diagnosis",
    "plan": "SELECT case_file, person, id, at, by_person, change, item, advice, words, status, diagnosis FROM plan_event",
    "standing": "SELECT case_file, '', id, cooperation, at, by_person, diagnosis, situation, stage FROM standing",
    "advice": "SELECT case_file, person, diagnosis || '/' || place, advice, causes FROM given_advice JOIN diagnosis ON id = diagnosis",
    "trace": "SELECT '', '', id, at, person, organisation, case_file, action, granted FROM trace",
}


@dataclass
class Checks:
    """Remembers what was kept, and what could be seen before the step."""

    world: World
    model: Model
    random: Random
    before: dict[str, set[str]] = field(default_factory=dict)
    kept: dict[tuple[str, str], tuple[Owner, Row]] = field(default_factory=dict)
    pruned: bool = False  # old lines of the audit trail may have gone in this step

    def start(self) -> None:
        """A new step begins."""
        now = self.world.clock.now()
        for name, phone in self.world.phones.items():
            phone.heard.clear()
            self.before[name] = self.model.seen(phone.person_id, now)

    def all(self) -> None:
        """All that must hold."""
        self.rights()
        self.nothing_lost()
        self.access()
        word = self.found()
        self.access()
        assert word is None or word.live
        self.start()

    # Access.

    def rights(self) -> None:
        """Who follows which case, and who belongs to which team, is as it ought to be."""
        rows = self.world.rows
        for case, archived in rows("SELECT id, state = 'archived' FROM case_file"):
            assert case in self.model.cases, "a case file that nobody made, or that was erased"
            self.model.cases[case].archived = bool(archived)
        following = {(case.id, person) for case in self.model.cases.values() for person in case.officers}
        really = set(rows("SELECT case_file, person FROM case_officer"))
        assert really == following, f"too many rights: {really - following}; too few: {following - really}"
        members = {(person, *there) for person, there in self.model.members.items()}
        assert set(rows("SELECT person, organisation, role FROM member")) == members
        assert {id for (id,) in rows("SELECT id FROM case_file")} == set(self.model.cases)

    def access(self) -> None:
        """Nothing came to a phone that who holds it may not see, but for a sentence that says farewell."""
        now = self.world.clock.now()
        for name, phone in self.world.phones.items():
            after = self.model.seen(phone.person_id, now)
            for came in phone.heard:
                self._nothing_of(said(came.answer), after | self.before[name], name, came)
                told = [
                    each
                    for each in came.answer.notices
                    if any(word in repr(each) for word in self.model.words)
                ]
                assert not told, f"a locked phone may show it: {told}"
                self._consented(phone, came)
            if phone.heard:
                last = phone.heard[-1]
                self._nothing_of(_standing(last), after, name, last)

    def _nothing_of(self, text: str, allowed: set[str], name: str, came: Came) -> None:
        leaked = [word for word in self.model.words if word in text and word not in allowed]
        assert not leaked, (
            f"{name} reads {[self.model.words[each] for each in leaked]} on {came.view}:\n{text}"
        )

    # Consent.

    def _consented(self, phone: Phone, came: Came) -> None:
        """Of what somebody else answered, an officer sees what is shared, in force and not confidential."""
        if came.view.show not in {Show.SHARED, Show.VIEWS_COMPARED} or not came.answer.screens:
            return
        grants = [each for each in self.model.grants if each.case == came.view.about]
        shown: dict[str, set[str]] = {each.session: set() for each in grants}
        for each in grants:
            shown[each.session] |= self._shown(phone, each, came.view)
        shared = list(shown.items())
        for voice in Voice:  # it is told in either
            if came.view.show is Show.SHARED:
                self._only_shared(came, shared, voice)
            else:
                self._only_shared_compared(came, shared, voice)

    def _only_shared(self, came: Came, shared: Shared, voice: Voice) -> None:
        text = plain(said(came.answer))
        for session, keys in shared:
            facts = self.facts(session, voice)
            allowed = "\n".join(fact for key, (fact, _, _) in facts.items() if key in keys)
            hidden = [fact for key, (fact, _, _) in facts.items() if key not in keys and fact not in allowed]
            told = [fact for fact in hidden if fact in text]
            assert not told, f"{told} came without consent:\n{text}"

    def _only_shared_compared(self, came: Came, shared: Shared, voice: Voice) -> None:
        blocks = [
            each for screen in came.answer.screens for each in screen.blocks if isinstance(each, Bullets)
        ]
        lines = [(plain(line), plain(note)) for each in blocks for line, note in each.items]
        seen = [self.facts(session, voice, keys) for session, keys in self._compared(came.view.about, shared)]
        for session, keys in shared:
            for key, (_, topic, value) in self.facts(session, voice).items():
                elsewhere = any(value in each[key][2] for each in seen if key in each)
                told = any(topic == line and value in note for line, note in lines)
                assert key in keys or elsewhere or not told, (
                    f"{topic}: {value} came without consent:\n{lines}"
                )

    def _compared(self, case: str, shared: Shared) -> list[tuple[str, set[str] | None]]:
        """All interviews that may stand beside each other, with what may be told of them; None: everything."""
        own = self.world.rows("SELECT id FROM session WHERE case_file = ?", case)
        return [*shared, *((id, None) for (id,) in own)]

    def _shown(self, phone: Phone, grant: Grant, view: View) -> set[str]:
        """The answers of a share that the officer may see on this screen."""
        there = self.model.follows(phone.person_id, grant.case) and grant.holds(self.world.clock.now())
        if not there or (view.show is Show.SHARED and grant.id not in view.ids):
            return set()
        return grant.keys - self.model.marks.get(grant.session, set())

    def facts(
        self, session: str, voice: Voice = Voice.BENEFICIARY, keys: set[str] | None = None
    ) -> dict[str, tuple[str, str, str]]:
        """The answers given in an interview by their names, as (fact, topic, value)."""
        return self.world.run(self._facts(session, voice, keys))

    async def _facts(
        self, session: str, voice: Voice, keys: set[str] | None
    ) -> dict[str, tuple[str, str, str]]:
        replayed, wording = await self.replayed(session, voice)
        given = [key for key in replayed.path if not isinstance(replayed.answers[key], Unknown)]
        return {
            name_of(key): (
                plain(wording.fact(replayed, key)),
                plain(wording.topic(key)),
                plain(wording.value(replayed, key, replayed.answers[key])),
            )
            for key in given
            if keys is None or name_of(key) in keys
        }

    async def replayed(self, session: str, voice: Voice = Voice.BENEFICIARY) -> tuple[Session, Wording]:
        """An interview as its log has it, and how it is told to `voice`."""
        interviews = self.world.conversation.interviews
        async with self.world.store.transaction() as tx:
            record = await tx.sessions.get(session)
        assert record is not None
        engine = interviews.library.engines[record.dialogue]
        texts: Texts = interviews.texts["fr"]
        wording = Wording(texts, engine.dialogue, voice, record.inputs.labels)
        return carry(engine, record.inputs, record.log).session, wording

    # Nothing lost.

    def nothing_lost(self) -> None:
        """What was kept is kept as it was; it goes with the case or the person only."""
        now = {
            (table, row[2]): ((CASE, row[0]) if row[0] else (PERSON, row[1]), row[3:])
            for table, sql in _KEPT.items()
            for row in self.world.rows(sql)
        }
        for place, (owner, row) in self.kept.items():
            if place in now:
                assert now[place][1] == row, f"{place} was changed"
            elif place[0] != "trace" or not self.pruned:
                assert owner in self.model.gone, f"{place} of {owner} is lost"
        self.kept, self.pruned = now, False

    def found(self) -> Word | None:
        """Some word in force is still where it belongs."""
        words = [
            each for each in self.model.words.values() if each.live and each.owner not in self.model.gone
        ]
        if not words:
            return None
        word = self.random.choice(words)
        text = self.world.run(self.kept_words(word.owner))
        assert word.text in text, f"{word} is lost"
        (kind, owner) = word.owner
        may = [
            each
            for each in self.world.phones.values()
            if each.person_id and self.model.follows(each.person_id, owner)
        ]
        if (
            kind == CASE
            and may
            and self.random.random() < 0.5
            and word.kind in {"name", "territory", "themes", "contact", "note"}
        ):
            self._found_by(self.random.choice(may), word)
        return word

    def _found_by(self, phone: Phone, word: Word) -> None:
        """`phone` comes to the word through its screens."""
        text = self.open_case(phone, word.owner[1])
        if word.kind == "note":
            text = phone.press("notes")
            while "more" in phone.codes:
                text += phone.press("more")
        assert word.text in text, f"{word} is not shown any more:\n{text}"

    def open_case(self, phone: Phone, case: str) -> str:
        """The case file, found by its name."""
        name = next(
            w.text
            for w in self.model.words.values()
            if w.live and (w.owner, w.kind) == ((CASE, case), "name")
        )
        text = phone.command("cases", name)
        assert (phone.view.show, phone.view.about) == (Show.CASE, case), text
        return text

    async def kept_words(self, owner: Owner) -> str:
        """All words of a case or of a person, as the store gives them back."""
        kind, id = owner
        async with self.world.store.transaction() as tx:
            return repr(await (_of_case(tx, id) if kind == CASE else _of_person(tx, id)))


async def _of_case(tx: Transaction, case: str) -> list[object]:
    cooperations = await tx.cases.cooperations(case)
    return [
        await tx.cases.get(case),
        cooperations,
        await tx.cases.notes(case),
        [await tx.plans.of(Subject(case, each.id), "") for each in cooperations],
        [await tx.steps.of(Subject(case, each.id), "") for each in cooperations],
        [await tx.sessions.get(each.id) for each in await tx.sessions.about(case, viewer=None)],
        await tx.network.of(case),
    ]


async def _of_person(tx: Transaction, person: str) -> list[object]:
    sessions = [await tx.sessions.get(each.id) for each in await tx.sessions.of(person)]
    return [await tx.people.get(person), await tx.plans.of(Subject(), person), sessions]


def plain(text: str) -> str:
    """With single common spaces only, whatever the typography."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines())


def _standing(came: Came) -> str:
    """What stays on the phone but for paragraphs: titles, lists and buttons."""
    parts: Sequence[str] = [
        part
        for screen in came.answer.screens
        for part in (
            read([block for block in screen.blocks if not isinstance(block, Paragraph)]),
            *(button.label for button in buttons(screen)),
        )
    ]
    return "\n".join(parts)
