"""An interview that was kept, played again from its log."""

from bot.engine.carry import carry
from bot.engine.session import Session
from bot.loading.library import Library
from bot.records import SessionRecord


def replayed(library: Library, record: SessionRecord) -> Session:
    """The session of `record`, read with its log, under the present version of its dialogue."""
    return carry(library.engines[record.dialogue], record.inputs, record.log).session
