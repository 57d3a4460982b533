"""What an outbox does, in few words."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.records import Outgoing


@dataclass
class Model:
    """Calls in the order in which they came; those in `sending` are being made."""

    calls: list[Outgoing] = field(default_factory=list)
    sending: set[str] = field(default_factory=set)

    def due(self, now: datetime) -> list[Outgoing]:
        due = [
            each
            for each in self.calls
            if each.id not in self.sending
            and each.due_at <= now
            and (self._may_remind(each) if each.reminder else each.urgent or self._may_speak(each))
        ]
        return sorted(due, key=lambda each: (bool(each.reminder), not each.urgent, each.created_at))

    def waiting(self, chat: str) -> list[Outgoing]:
        """The reminders that wait for a chat; for "", for any."""
        return [
            each
            for each in self.calls
            if each.reminder and each.id not in self.sending and chat in {each.chat, ""}
        ]

    def withdraw(self, chat: str) -> list[Outgoing]:
        taken = [each for each in self.waiting(chat) if not (each.attempts or each.uncertain)]
        self.keep(unless={each.id for each in taken})
        return taken

    def overtaken(self, by: Outgoing) -> None:
        before = {
            each.id
            for each in self.calls
            if (each.chat, each.card) == (by.chat, by.card) and not each.reminder
        }
        self.keep(unless=before - self.sending - {by.id})

    def keep(self, unless: set[str]) -> None:
        self.calls = [each for each in self.calls if each.id not in unless]
        self.sending -= unless

    def _of_chat(self, call: Outgoing) -> list[Outgoing]:
        return [each for each in self.calls if each.chat == call.chat]

    def _may_speak(self, call: Outgoing) -> bool:
        """Nothing that was said before it waits, and no reminder is just being sent."""
        said = [each for each in self._of_chat(call) if not (each.urgent or each.reminder)]
        return said[0] == call and not any(
            each.reminder and each.id in self.sending for each in self._of_chat(call)
        )

    def _may_remind(self, call: Outgoing) -> bool:
        """Nothing else waits, but later reminders."""
        return all(each.reminder for each in self._of_chat(call)) and self._of_chat(call)[0] == call
