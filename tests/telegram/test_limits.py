"""The pace at which calls leave."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.limits import ALL_REFUSED, Limits
from bot.channels.telegram.timing import Timing

chats = st.sampled_from(["a", "b", "c"])
steps = st.lists(st.tuples(chats, st.floats(0, 3)), max_size=200)


def most(times: list[float], seconds: float) -> int:
    """The most within any such stretch of time."""
    return max((sum(one <= other < one + seconds for other in times) for one in times), default=0)


@given(st.lists(st.tuples(st.integers(0, 40).map(str), st.floats(0, 0.2)), max_size=300))
def test_never_too_many_calls(tries: list[tuple[str, float]]) -> None:
    limits, now = Limits(), 0.0
    made: dict[str, list[float]] = {}
    for chat, later in tries:
        now += later
        if limits.wait(chat, now) == 0:
            limits.take(chat, now)
            made.setdefault(chat, []).append(now)
    assert most([time for times in made.values() for time in times], 1) <= 30
    for times in made.values():
        assert most(times, 1) <= 4
        assert most(times, 10) <= 13


@given(steps)
def test_who_waits_as_told_may_call(tries: list[tuple[str, float]]) -> None:
    limits, now = Limits(), 5.0
    for chat, later in tries:
        now += later + limits.wait(chat, now + later)
        assert limits.wait(chat, now) < 1e-6
        limits.take(chat, now)


@given(steps, st.integers(0, 199), st.floats(1, 60))
def test_a_refusal_silences_its_chat_only(tries: list[tuple[str, float]], which: int, seconds: float) -> None:
    limits, now = Limits(), 0.0
    until = {"a": 0.0}
    for place, (chat, later) in enumerate(tries):
        now += later
        if place == which:
            limits.refused("a", seconds, now)
            until["a"] = now + seconds
        wait = limits.wait(chat, now)
        assert wait >= (until["a"] - now if chat == "a" else 0)
        assert chat == "a" or wait <= 3.2
        if wait == 0:
            limits.take(chat, now)
            limits.accepted()


def test_refusals_one_after_the_other_are_for_the_bot() -> None:
    limits = Limits()
    for number in range(ALL_REFUSED - 1):
        limits.refused(str(number), 9, 0.0)
    assert limits.wait("else", 0.0) == 0
    limits.accepted()
    limits.refused("x", 9, 0.0)
    assert limits.wait("else", 0.0) == 0
    for number in range(ALL_REFUSED):
        limits.refused(str(number), 9, 1.0)
    assert limits.wait("else", 1.0) == 9
    assert limits.wait("else", 10.0) == 0


def test_a_broadcast_goes_fast_and_chats_at_rest_are_forgotten() -> None:
    limits, now = Limits(), 0.0
    for number in range(12_000):
        now += limits.wait(str(number), now)
        limits.take(str(number), now)
    assert 12_000 / now >= 24
    assert len(limits._chats) <= 10_001


@given(st.integers(0, 100), st.floats(0, 1))
def test_pauses_grow_and_end(failures: int, chance: float) -> None:
    timing = Timing()
    pause = timing.pause(failures, lambda: chance)
    assert 0.25 <= pause <= timing.longest_pause
    assert timing.pause(failures + 2, lambda: 0.0) >= min(pause, timing.longest_pause / 2)
