"""Whatever is sent, at whatever moment: an answer or silence, never an exception, never a lost answer."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.app import RandomIds, WallClock
from bot.channels.telegram import Timing, run_telegram
from bot.content import load_content, shelf_of
from bot.engine.session import Event, Remark
from bot.ports import Store
from bot.reports.printing import print_document
from bot.service.conversation import Conversation
from bot.storage import open_store
from tests.botapi import BotApi, Phone
from tests.journeys.french import said
from tests.journeys.hostile import ODD, STEPS, Visitor

pytestmark = pytest.mark.side_by_side

Steps = list[tuple[str, Any]]


class Bench:
    """A conversation over a real store, and a loop to run it in."""

    def __init__(self, runner: asyncio.Runner, store: Store) -> None:
        library, texts = load_content()
        self.runner = runner
        self.store = store
        shelf = shelf_of(library, texts)
        self.conversation = Conversation(library, texts, WallClock(), RandomIds(), shelf)

    def plays(self, beginning: Steps, steps: Steps) -> list[Event]:
        """Gives what is on record at the end."""
        return self.runner.run(self._plays(beginning, steps))

    async def _plays(self, beginning: Steps, steps: Steps) -> list[Event]:
        visitor = Visitor(self.store, self.conversation)
        for kind, what in beginning:
            await visitor.does(kind, what)
        before = await visitor.logs()
        assert bool(before) == (len(beginning) > 1), "the interview has begun"
        for kind, what in steps:
            await visitor.does(kind, what)
            after = await visitor.logs()
            for interview, log in before.items():
                assert after[interview][: len(log)] == log, "an answer is lost"
            before = after
        drawn = visitor.drawn
        await visitor.does("text", "/aide")
        assert visitor.drawn > drawn, "it still answers"
        return [event for log in before.values() for event in log]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    path = tmp_path_factory.mktemp("bad_input") / "kept.sqlite3"
    with asyncio.Runner() as runner:
        store = runner.run(open_store(f"sqlite:///{path}", "bot"))
        yield Bench(runner, store)
        runner.run(store.close())


BEGINNINGS: tuple[Steps, ...] = (
    [],
    [("text", "/start")],
    [("text", "/start"), ("text", "1")],
    [("text", line) for line in ("/start", "1", "5", "1 2")],
    [("text", line) for line in ("/start", "2", "6", "4", "5", "remarque")],
    [("text", line) for line in ("/start", "1", "6", "4", "5", "1", "3", "1")],
    [("text", line) for line in ("/start", "1", "6", "4", "5", "1", "3", "1", "/modifier", "1", "1")],
    [
        ("text", line)
        for line in ("/start", "1", "6", "/annuler", "/diagnostic", "2", "1", "/annuler", "/reprendre")
    ],
)
BUDGET = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@BUDGET
@given(beginning=st.sampled_from(BEGINNINGS), steps=st.lists(STEPS, min_size=1, max_size=12))
@example(beginning=BEGINNINGS[4], steps=[("text", "\ud800" * 100_000), ("tap", 0)])
def test_nothing_that_is_sent_costs_an_answer(bench: Bench, beginning: Steps, steps: Steps) -> None:
    bench.plays(beginning, steps)


@pytest.mark.parametrize(
    "beginning", BEGINNINGS, ids=lambda steps: "after " + " ".join(what for _, what in steps)
)
def test_every_odd_text_is_taken_at_every_place(bench: Bench, beginning: Steps) -> None:
    for text in ODD:
        bench.plays(beginning, [("text", text), ("tap", 1)])


@pytest.mark.parametrize("text", [text[:100] for text in ODD], ids=lambda text: ascii(text[:12]))
def test_a_remark_of_any_signs_is_kept_and_can_be_shown(bench: Bench, text: str) -> None:
    remark = ("/start", "1", "6", "remarque", f"Voisin {text} voisin", "/modifier")
    log = bench.plays([("text", line) for line in remark], [("tap", 0), ("text", "/modifier")])
    assert [event for event in log if isinstance(event, Remark) and event.text.startswith("Voisin ")]


FAST = Timing(answer=5.0, retries=(), look=0.05)
HOSTILE = ("👩‍🌾" * 10_000, "\ud800", "\u202e<b>&", "a" * 100_000, "١٢", "\x00")


async def _is_hostile(phone: Phone, at: int) -> None:
    await phone.types("/start")
    await phone.waits_for(said("Who are you?").removesuffix(" ?"), timeout=30)
    await phone.presses(said("I speak for my own group"))
    await phone.waits_for("Question 1", timeout=30)
    await phone.presses(said("activity.contacts"))
    question = await phone.waits_for("Question 2", timeout=30)
    for text in (HOSTILE[at % 6], HOSTILE[(at + 1) % 6]):
        await phone.types(text)
        phone.press_data(question, text[:64])
        await phone.sends_edited(text[::-1])
    await phone.types("remarque")
    await phone.types(HOSTILE[at % 6] + "voisin")
    await phone.types("/reprendre")  # in case the remark was too long, and is still waited for
    await phone.types("8")
    await phone.waits_for("Question 3", timeout=60)


async def test_over_http_too(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    library, texts = load_content()
    stop, clock, ids = asyncio.Event(), WallClock(), RandomIds()
    conversation = Conversation(library, texts, clock, ids)
    store = await open_store(f"sqlite:///{tmp_path}/kept.sqlite3", "bot")
    async with BotApi() as api:
        talk = asyncio.create_task(
            run_telegram(api.token, api.url, store, conversation, print_document, clock=clock, ids=ids,
                         timing=FAST, stop=stop)
        )  # fmt: skip
        try:
            await asyncio.gather(*(_is_hostile(api.phone(9001 + at), at) for at in range(6)))
            await api.quiet(1.0, 60)
        finally:
            stop.set()
            with suppress(asyncio.CancelledError):
                await talk
            await store.close()
        assert not api.violations
        assert not api.unanswered
        assert {call.error for call in api.refusals if "not modified" not in str(call.error)} == set()
    assert not [record for record in caplog.records if record.levelname in {"ERROR", "CRITICAL"}]
