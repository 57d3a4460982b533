"""What leaves, by rule: whatever happens, nothing is seen without a grant that is in force now."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import encode_blocks
from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.session import Back, Confide, Edit, Remark, Reply, Session, StartAgain
from bot.engine.values import Key, One, Several, Unknown, Value
from bot.loading.library import Library
from bot.records import CaseFile, CaseState, NetworkField, NetworkShare, Share
from bot.service import sharing
from bot.service.reports import report
from bot.service.wording import Wording
from bot.texts.catalogues import Texts
from tests.engine.interviews import random_session, random_value

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
DEEDS = ("edit", "remark", "mark", "unmark", "share", "withdraw", "open", "close", "fill", "archive", "wait")
Deeds = list[tuple[str, int]]


@pytest.fixture(scope="module")
def content_here(content: tuple[Library, dict[str, Texts]]) -> tuple[Engine, Texts]:
    library, texts = content
    return library.engines["situation_diagnosis"], texts["fr"]


@dataclass
class World:
    """A person with an interview, and a case; beside what the program keeps, what the test knows to be granted."""

    engine: Engine
    session: Session
    now: datetime = NOW
    shares: list[Share] = field(default_factory=list)
    network: list[NetworkShare] = field(default_factory=list)
    case: CaseFile = field(default_factory=lambda: CaseFile("case", "org", NOW, NOW, "name 0"))
    marked: set[Key] = field(default_factory=set)
    granted: dict[str, tuple[datetime, set[str]]] = field(default_factory=dict)  # by case: until when, which
    opened: dict[NetworkField, datetime] = field(default_factory=dict)

    def does(self, deed: str, seed: int) -> None:
        rng = random.Random(seed)
        match deed:
            case "edit" if self.session.path:
                key = rng.choice(self.session.path)
                value = random_value(rng, self.engine.dialogue.questions[key.question])
                self.session = self.engine.advance(self.session, Edit(key, value)).session
            case "remark" if self.session.path:
                said = Remark(rng.choice(self.session.path), "between us")
                self.session = self.engine.advance(self.session, said).session
            case "mark" | "unmark" if self.session.path:
                key = rng.choice(self.session.path)
                self.session = self.engine.advance(self.session, Confide(key, on=deed == "mark")).session
                (self.marked.add if deed == "mark" else self.marked.discard)(key)
            case "share":
                self._share(rng)
            case "withdraw" if self.granted:
                case = rng.choice(list(self.granted))
                del self.granted[case]
                self.shares = [
                    replace(each, withdrawn_at=self.now) if each.case == case and each.holds(self.now) else each
                    for each in self.shares
                ]  # fmt: skip
            case "open":
                self._open(rng.choice(list(NetworkField)))
            case "close":
                self._close(rng.choice(list(NetworkField)))
            case "fill":
                self.case = replace(
                    self.case, name=f"name {seed}", contact=rng.choice(["", f"contact {seed}"])
                )
            case "archive":
                states = [CaseState.OPEN, CaseState.ARCHIVED]
                self.case = replace(self.case, state=rng.choice(states))
            case "wait":
                self.now += timedelta(days=rng.choice([1, 100, 364, 366]))

    def _share(self, rng: random.Random) -> None:
        case = rng.choice(["case", "another"])
        there = [sharing.name_of(key) for key in sharing.shareable(self.engine, self.session)]
        names = tuple(name for name in there if rng.random() < 0.7)
        until = sharing.until(self.now)
        share = Share(f"{len(self.shares)}", "p", "s", case, names, "yes", self.now, until)
        for gone in sharing.replaced(self.shares, share):
            self.shares = [gone if each.id == gone.id else each for each in self.shares]
        self.shares.append(share)
        self.granted[case] = (self.now.replace(year=self.now.year + 1), set(names))

    def _open(self, opened: NetworkField) -> None:
        self._close(opened)
        until = sharing.until(self.now)
        name = f"{len(self.network)}"
        self.network.append(NetworkShare(name, "case", opened, "o", "yes", self.now, until))
        self.opened[opened] = self.now.replace(year=self.now.year + 1)

    def _close(self, closed: NetworkField) -> None:
        self.opened.pop(closed, None)
        self.network = [
            replace(each, withdrawn_at=self.now) if each.field is closed and each.holds(self.now) else each
            for each in self.network
        ]


@pytest.mark.untraced
@settings(max_examples=400)
@given(st.integers(0, 10**9), st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 10**9)), max_size=14))
def test_whatever_happens_only_what_is_granted_now_is_seen(
    content_here: tuple[Engine, Texts], seed: int, deeds: Deeds
) -> None:
    world = World(content_here[0], random_session(content_here[0], random.Random(seed)))
    for deed, chance in deeds:
        world.does(deed, chance)
        assert_answers_granted(world)
        assert_fields_granted(world)


def assert_answers_granted(world: World) -> None:
    in_force = sharing.in_force(world.shares, world.now)
    held = {case for case, (until, _) in world.granted.items() if world.now < until}
    assert sorted(each.case for each in in_force) == sorted(held)
    for share in in_force:
        shared = sharing.as_shared(world.engine, world.session, share.keys)
        seen = sharing.seen(world.engine, shared)
        assert {sharing.name_of(key) for key in seen} <= world.granted[share.case][1]
        assert not world.marked & set(seen)
        assert all(shared.answers[key] == world.session.answers[key] for key in seen)
        left = set(shared.answers) - set(seen)
        assert all(isinstance(shared.answers[key], Unknown) for key in left)
        assert not any((shared.log, shared.remarks, shared.offered, shared.inputs.offered))


def assert_fields_granted(world: World) -> None:
    sheet = sharing.sheet("org", world.case, "needs", world.network, world.now)
    seen = {} if sheet is None else dict(sheet.fields)
    granted = {name for name, until in world.opened.items() if world.now < until}
    if world.case.state is CaseState.ARCHIVED:
        granted = set()
    assert set(seen) <= granted
    assert all(words == sharing.words(world.case, "needs")[name] for name, words in seen.items())
    assert (NetworkField.NAME in seen) == (NetworkField.NAME in granted)


@pytest.mark.untraced
@settings(max_examples=300)
@given(st.integers(0, 10**9))
def test_another_answer_where_nothing_is_shared_changes_nothing_that_is_read(
    content_here: tuple[Engine, Texts], seed: int
) -> None:
    engine, texts = content_here
    rng = random.Random(seed)
    session = random_session(engine, rng)
    keys = sharing.shareable(engine, session)
    names = {sharing.name_of(key) for key in keys if rng.random() < 0.8}
    kept = [key for key in session.path if sharing.name_of(key) not in names]
    if not kept:
        return
    key = rng.choice(kept)
    edit = Edit(key, random_value(rng, engine.dialogue.questions[key.question]))
    after = engine.advance(session, edit).session
    assert read(engine, texts, session, names) == read(engine, texts, after, names)


def read(engine: Engine, texts: Texts, session: Session, names: set[str]) -> tuple[list[str], object]:
    """The answers and the result as who is shared with reads them."""
    shared = sharing.as_shared(engine, session, names)
    wording = Wording(texts, engine.dialogue, session.inputs.voice)
    facts = [wording.fact(shared, key) for key in sharing.seen(engine, shared)]
    return facts, encode_blocks(report(engine, wording, shared, NOW.date()))


STOPPED: dict[str, Value] = {
    "activity": One("running"),
    "joint": Several(("worked", "next_set", "acted")),
    "decides": One("shared"),
    "origin": One("own"),
    "stage": One("acting"),
    "practice": Several(("money",)),
    "relations": One("good"),
    "expects": One("step_back"),
}


def finished(engine: Engine, *marked: str) -> Session:
    events = [Reply(Key(name), value) for name, value in STOPPED.items()]
    marks = [Confide(Key(name), on=True) for name in marked]
    return engine.replay(Inputs(Voice.BENEFICIARY), [*events, *marks]).session


def test_all_answers_shared_are_all_seen_with_the_same_result(content_here: tuple[Engine, Texts]) -> None:
    engine, _ = content_here
    session = finished(engine)
    shared = sharing.as_shared(engine, session, STOPPED)
    assert [key.question for key in sharing.seen(engine, shared)] == list(STOPPED)
    assert engine.result(shared) == engine.result(session)


def test_what_rests_on_an_answer_kept_back_is_named(content_here: tuple[Engine, Texts]) -> None:
    engine, _ = content_here
    session = finished(engine)
    names = [name for name in STOPPED if name != "activity"]
    resting = [key.question for key in sharing.resting(engine, session, names)]
    assert "relations" in resting
    assert "stage" in resting
    seen = [key.question for key in sharing.seen(engine, sharing.as_shared(engine, session, names))]
    assert sorted(seen + resting) == sorted(names)


def test_a_confidential_answer_cannot_be_shared(content_here: tuple[Engine, Texts]) -> None:
    engine, _ = content_here
    session = finished(engine, "relations")
    assert Key("relations") not in sharing.shareable(engine, session)
    assert sharing.kept_back(engine, session) == (Key("relations"),)
    shared = sharing.as_shared(engine, session, STOPPED)
    assert Key("relations") not in sharing.seen(engine, shared)


def test_an_answer_changed_later_is_seen_as_it_is_now(content_here: tuple[Engine, Texts]) -> None:
    engine, _ = content_here
    session = engine.advance(finished(engine), Edit(Key("relations"), One("cold"))).session
    shared = sharing.as_shared(engine, session, STOPPED)
    assert shared.answers[Key("relations")] == One("cold")


def test_what_was_finished_last_is_found_in_the_log(content_here: tuple[Engine, Texts]) -> None:
    engine, _ = content_here
    session = finished(engine)
    assert sharing.last_finished(engine, session).answers == session.answers
    changing = engine.advance(session, Edit(Key("activity"), One("none"))).session
    marked = engine.advance(changing, Confide(Key("relations"), on=True)).session
    again = engine.advance(marked, StartAgain()).session
    for unfinished in (changing, marked, again):
        assert not unfinished.finished
        assert sharing.last_finished(engine, unfinished).answers == session.answers
    assert Key("relations") in sharing.last_finished(engine, again).confidential
    back = engine.advance(session, Back(Key("origin"))).session
    assert sharing.last_finished(engine, back).answers == session.answers
    other = engine.advance(session, Edit(Key("relations"), One("cold"))).session
    assert other.finished
    later = engine.advance(other, Edit(Key("activity"), One("none"))).session
    assert sharing.last_finished(engine, later).answers[Key("relations")] == One("cold")
    begun = engine.replay(Inputs(Voice.BENEFICIARY), session.log[:2]).session
    assert sharing.last_finished(engine, begun) is begun


@pytest.mark.untraced
@settings(max_examples=200)
@given(st.integers(0, 10**9))
def test_agreeing_to_what_is_seen_alone_shows_the_same(content_here: tuple[Engine, Texts], seed: int) -> None:
    engine, _ = content_here
    rng = random.Random(seed)
    session = random_session(engine, rng)
    names = [sharing.name_of(key) for key in sharing.shareable(engine, session) if rng.random() < 0.7]
    seen = sharing.seen(engine, sharing.as_shared(engine, session, names))
    alone = sharing.as_shared(engine, session, map(sharing.name_of, seen))
    assert sharing.seen(engine, alone) == seen


def test_who_shares_keeps_their_place() -> None:
    def share(name: str, person: str, day: int) -> Share:
        given = NOW + timedelta(days=day)
        return Share(name, person, "s", "c", (), "yes", given, sharing.until(given))

    shares = [share("3", "paul", 5), share("2", "lea", 2), share("1", "paul", 1)]
    assert sharing.sharers(shares) == {"paul": 0, "lea": 1}
    gone = [replace(each, withdrawn_at=NOW + timedelta(days=9)) for each in shares]
    assert sharing.sharers(reversed(gone)) == {"paul": 0, "lea": 1}


def test_what_is_agreed_to_holds_for_twelve_months() -> None:
    share = Share("1", "p", "s", "c", (), "yes", NOW, sharing.until(NOW))
    assert share.holds(datetime(2027, 11, 24, 8, 29, tzinfo=UTC))
    assert not share.holds(datetime(2027, 11, 24, 8, 30, tzinfo=UTC))
    assert sharing.until(datetime(2028, 2, 29, 9, tzinfo=UTC)) == datetime(2029, 2, 28, 9, tzinfo=UTC)


def test_a_sheet_holds_nothing_of_the_case_but_the_open_fields() -> None:
    case = CaseFile("case", "org", NOW, NOW, "Les Tilleuls", situation="no_plans", contact="06 00 00 00 00")
    share = NetworkShare("1", "case", NetworkField.NAME, "o", "yes", NOW, sharing.until(NOW))
    elsewhere = replace(share, id="2", case="other", field=NetworkField.CONTACT)
    sheet = sharing.sheet("Appui", case, "du temps", [share, elsewhere], NOW)
    assert sheet == sharing.Sheet("Appui", ((NetworkField.NAME, "Les Tilleuls"),))
    assert sharing.sheet("Appui", replace(case, readable=False), "", [share], NOW) is None
