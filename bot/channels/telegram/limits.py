"""How fast Telegram lets a bot write. Pure: whoever asks says what time it is, in seconds of any steady clock.

About 30 messages a second for the whole bot, about one a second in one chat with a few at once, and silence for as
long as a refusal (429) asks for. Edits count like messages. A little below the limits, since calls do not arrive at
the pace at which they leave.
"""

from dataclasses import dataclass, field

ALL_REFUSED = 3  # so many chats refused one after the other: the refusal is for the bot, not for a chat
_MANY = 10_000  # chats remembered before those that rest are forgotten


@dataclass(slots=True)
class Bucket:
    """Holds up to `burst` permits, and gets `rate` new ones a second."""

    rate: float
    burst: float
    left: float
    at: float

    def wait(self, now: float) -> float:
        """How long until there is a permit."""
        return max(0.0, (1 - self._left(now)) / self.rate)

    def take(self, now: float) -> None:
        """Take a permit, on credit if there is none."""
        self.left, self.at = self._left(now) - 1, max(now, self.at)

    def full(self, now: float) -> bool:
        return self._left(now) >= self.burst

    def _left(self, now: float) -> float:
        return min(self.burst, self.left + max(0.0, now - self.at) * self.rate)


@dataclass(slots=True)
class Limits:
    """When the next call may be made, and in which chat."""

    rate: float = 24.5
    burst: float = 2.0
    chat_rate: float = 0.95
    chat_burst: float = 3.0
    _all: Bucket | None = None
    _chats: dict[str, Bucket] = field(default_factory=dict)
    _silent: dict[str, float] = field(default_factory=dict)  # chat: until when
    _all_silent: float = float("-inf")
    _refused: set[str] = field(default_factory=set)  # chats, since the last call that went well

    def wait(self, chat: str, now: float) -> float:
        """How long until a call to `chat` may be made; 0 when it may be now."""
        bucket = self._chats.get(chat)
        silence = self._silent.get(chat, now) - now
        return max(self.wait_for_all(now), silence, bucket.wait(now) if bucket else 0.0)

    def wait_for_all(self, now: float) -> float:
        """How long until any call may be made."""
        return max(0.0, self._all_silent - now, self._all.wait(now) if self._all else 0.0)

    def take(self, chat: str, now: float) -> None:
        """A call to `chat` is made."""
        if self._all is None:
            self._all = Bucket(self.rate, self.burst, self.burst, now)
        self._all.take(now)
        if len(self._chats) >= _MANY:
            self._forget(now)
        self._chats.setdefault(chat, Bucket(self.chat_rate, self.chat_burst, self.chat_burst, now)).take(now)

    def refused(self, chat: str, seconds: float, now: float) -> None:
        """Telegram asks for so many seconds of silence in `chat`; or of the bot, if it refuses everybody."""
        self._silent[chat] = max(self._silent.get(chat, now), now + seconds)
        self._refused.add(chat)
        if len(self._refused) >= ALL_REFUSED:
            self._all_silent = max(self._all_silent, now + seconds)
            self._refused.clear()

    def accepted(self) -> None:
        """A call went well: refusals before it were not for the whole bot."""
        self._refused.clear()

    def _forget(self, now: float) -> None:
        self._chats = {chat: bucket for chat, bucket in self._chats.items() if not bucket.full(now)}
        self._silent = {chat: until for chat, until in self._silent.items() if until > now}
