"""How fast a bot may write, and whether it waits when told to."""

from __future__ import annotations

import math
import time
from collections import Counter, deque
from dataclasses import dataclass, field

from .model import ApiError, Call, Clock, too_many_requests

SENDS = frozenset({"sendMessage", "sendDocument", "sendPhoto"})
EDITS = frozenset({"editMessageText", "editMessageReplyMarkup"})
Key = tuple[str, int | None]


@dataclass
class Limits:
    """Counts what the bot writes; refuses with 429 what is too fast when `strict`.

    At most `overall` in any one second, `burst` at once and `per_second` in one chat, and
    `group_per_minute` in one group. With `edits_count`, editing counts as writing.
    """

    strict: bool = False
    overall: int = 30
    burst: int = 3
    per_second: float = 1.0
    group_per_minute: int = 20
    edits_count: bool = True
    now: Clock = time.monotonic
    sends: Counter[int] = field(default_factory=Counter)
    edits: Counter[int] = field(default_factory=Counter)
    excesses: list[str] = field(default_factory=list)
    peak: int = 0  # the most in any one second so far
    _second: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _tokens: dict[int, tuple[float, float]] = field(default_factory=dict)  # chat: (left, at)

    def check(self, call: Call, *, group: bool) -> None:
        """Refuse the call, or note that it should have been refused, when it comes too soon."""
        if not self._counts(call.method) or call.chat_id is None:
            return
        wait, rule = max(self._waits(call.chat_id, group))
        if wait <= 0:
            return
        self.excesses.append(f"{call.method} in chat {call.chat_id}: {wait:.2f} s too early ({rule})")
        if self.strict:
            raise too_many_requests(max(1, math.ceil(wait)))

    def record(self, call: Call, *, group: bool) -> None:
        """Count a call that had its effect."""
        if call.chat_id is None or call.method not in SENDS | EDITS:
            return
        (self.sends if call.method in SENDS else self.edits)[call.chat_id] += 1
        if not self._counts(call.method):
            return
        now = self.now()
        self._forget(self._second, now - 1)
        self._second.append(now)
        self.peak = max(self.peak, len(self._second))
        self._tokens[call.chat_id] = (max(self._left(call.chat_id, now) - 1, -1.0), now)
        if group:
            self._groups.setdefault(call.chat_id, deque()).append(now)

    def _counts(self, method: str) -> bool:
        return method in SENDS or (self.edits_count and method in EDITS)

    def _waits(self, chat: int, group: bool) -> list[tuple[float, str]]:
        """How long each rule wants the bot to wait."""
        now = self.now()
        waits = [((1 - self._left(chat, now)) / self.per_second, f"{self.per_second:g} a second in one chat")]
        self._forget(self._second, now - 1)
        if len(self._second) >= self.overall:
            waits.append((self._second[-self.overall] + 1 - now, f"{self.overall} a second"))
        minute = self._groups.get(chat, deque())
        self._forget(minute, now - 60)
        if group and len(minute) >= self.group_per_minute:
            waits.append((minute[-self.group_per_minute] + 60 - now, f"{self.group_per_minute} a minute"))
        return waits

    def _left(self, chat: int, now: float) -> float:
        """What remains of the chat's burst."""
        left, at = self._tokens.get(chat, (float(self.burst), now))
        return min(float(self.burst), left + (now - at) * self.per_second)

    @staticmethod
    def _forget(times: deque[float], before: float) -> None:
        while times and times[0] <= before:
            times.popleft()


class Patience:
    """Remembers every `retry_after` and catches the bot when it does not wait."""

    LEEWAY = 0.005  # timers may end that much early

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._until: dict[Key, float] = {}
        self.impatient: list[Call] = []

    def check(self, call: Call) -> None:
        """Refuse a call that comes before the time given, and keep it as evidence."""
        left = self._until.get(self._key(call), 0.0) - self._now()
        if left > self.LEEWAY:
            self.impatient.append(call)
            raise too_many_requests(math.ceil(left))

    def note(self, call: Call, refusal: ApiError) -> None:
        """The bot was told to wait."""
        if refusal.retry_after is not None:
            key = self._key(call)
            self._until[key] = max(self._until.get(key, 0.0), self._now() + refusal.retry_after)

    @staticmethod
    def _key(call: Call) -> Key:
        writes = call.method in SENDS | EDITS
        return ("writing" if writes else call.method, call.chat_id)
