"""What a person sees of a message."""

from __future__ import annotations

from collections.abc import Sequence

from .entities import to_html
from .model import Json, Message, Upload


class SeenMessage:
    """One message on the screen; it follows the edits, an entry of `versions` stays as it was."""

    def __init__(self, message: Message, version: Json | None = None) -> None:
        self._message = message
        self._version = version

    @property
    def json(self) -> Json:
        """The Message object behind it."""
        return self._message.json if self._version is None else self._version

    @property
    def id(self) -> int:
        """The message_id."""
        return self._message.id

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self._message.from_bot

    @property
    def deleted(self) -> bool:
        """Whether it was taken away."""
        return self._message.deleted

    @property
    def changed(self) -> int:
        """When it last changed, in changes of its chat."""
        return self._message.changed

    @property
    def text(self) -> str:
        """Plain text, or the caption of a file."""
        return str(self.json.get("text", self.json.get("caption", "")))

    @property
    def html(self) -> str:
        """The same with its formatting."""
        entities: list[Json] = self.json.get("entities") or self.json.get("caption_entities") or []
        return to_html(self.text, entities)

    @property
    def keyboard(self) -> list[list[Json]]:
        """The inline buttons as the Bot API has them."""
        rows: list[list[Json]] = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[list[str]]:
        """Rows of labels."""
        return [[button["text"] for button in row] for row in self.keyboard]

    @property
    def document(self) -> Upload | None:
        """The document: its bytes (`data`) and its `name`."""
        return self._message.upload if "document" in self.json else None

    @property
    def photo(self) -> Upload | None:
        """The picture."""
        return self._message.upload if "photo" in self.json else None

    @property
    def versions(self) -> list[SeenMessage]:
        """Every state it had, the present one last."""
        return [SeenMessage(self._message, version) for version in self._message.versions]

    @property
    def reply_keyboard(self) -> Json | None:
        """The markup sent with it that is no inline keyboard: it sits under the input field."""
        markup = self._message.markup or {}
        return markup if "keyboard" in markup or "remove_keyboard" in markup else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SeenMessage) and other._message is self._message and other.json == self.json

    def __hash__(self) -> int:
        return hash(id(self._message))

    def __repr__(self) -> str:
        rows = "".join(f" {row}" for row in self.buttons)
        return f"<{'bot' if self.from_bot else 'person'} #{self.id}: {self.text!r}{rows}>"


def transcript(messages: Sequence[SeenMessage]) -> str:
    """A screen as text, for the words of a failed wait."""
    return "\n".join(f"  {message!r}" for message in messages) or "  (nothing)"
