"""What may go wrong between a bot and Telegram, on request or at random."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal, get_args

from .model import ApiError, Call, too_many_requests

Kind = Literal[
    "429",  # told to wait `seconds` (retry_after); nothing done
    "500",
    "502",
    "403",
    "drop_before",  # connection closed, nothing done
    "drop_after",  # done, connection closed without an answer
    "slow",  # done, answered only after `seconds`
    "malformed",  # done, answered with broken JSON
    "duplicate",  # getUpdates: the next batch is delivered twice
    "unparsable",  # getUpdates: an update no client can read is queued
]
KINDS: tuple[Kind, ...] = get_args(Kind)
RANDOM_KINDS: tuple[Kind, ...] = ("429", "500", "502", "drop_before", "drop_after", "slow", "malformed")
STATUS = {
    "500": ApiError(500, "Internal Server Error"),
    "502": ApiError(502, "Bad Gateway"),
    "403": ApiError(403, "Forbidden: bot was blocked by the user"),
}


@dataclass
class Fault:
    """One scripted mishap; `times` counts down."""

    method: str
    kind: Kind
    times: int = 1
    chat: int | None = None
    seconds: float = 1.0

    def meets(self, call: Call) -> bool:
        """Whether this call is one it waits for; "*" stands for every method but getUpdates."""
        named = self.method == call.method or (self.method == "*" and call.method != "getUpdates")
        return self.times > 0 and named and self.chat in (None, call.chat_id)

    def refusal(self) -> ApiError | None:
        """The error to answer with, for the kinds that are one."""
        if self.kind == "429":
            return too_many_requests(max(1, round(self.seconds)))
        return STATUS.get(self.kind)


class Faults:
    """The mishaps to come, in the order they were asked for."""

    def __init__(self) -> None:
        self._scripted: list[Fault] = []
        self._share = 0.0
        self._kinds: tuple[Kind, ...] = ()
        self._seconds = 1.0
        self._random = random.Random(0)
        self.happened: list[tuple[str, Kind]] = []

    def add(self, fault: Fault) -> None:
        """Script one more."""
        if fault.kind not in KINDS:
            raise ValueError(f"unknown fault {fault.kind!r}, there are {', '.join(KINDS)}")
        self._scripted.append(fault)

    def at_random(
        self, share: float, kinds: tuple[Kind, ...] = RANDOM_KINDS, *, seed: int = 0, seconds: float = 1.0
    ) -> None:
        """From now on let that share of all calls go wrong; a share of 0 ends it."""
        self._share, self._kinds, self._seconds = share, kinds, seconds
        self._random = random.Random(seed)

    def clear(self) -> None:
        """Let everything go well again."""
        self._scripted.clear()
        self._share = 0.0

    def take(self, call: Call) -> Fault | None:
        """The mishap that meets this call, if any."""
        self._scripted = [fault for fault in self._scripted if fault.times > 0]
        fault = next((fault for fault in self._scripted if fault.meets(call)), None)
        if fault is None and self._random.random() < self._share:
            fault = Fault(call.method, self._random.choice(self._kinds), seconds=self._seconds)
        if fault is not None:
            fault.times -= 1
            call.fault = fault.kind
            self.happened.append((call.method, fault.kind))
        return fault
