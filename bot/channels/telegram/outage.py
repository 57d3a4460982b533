"""After an outage, everybody in mid-interview is asked again.

Telegram keeps texts for a day, but presses for 150 seconds only: who pressed during a longer silence pressed in vain,
and cannot know it.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.channels.telegram.listener import CHANNEL
from bot.channels.telegram.timing import PRESS_LIFE
from bot.ports import Clock, Store
from bot.records import Address

_log = logging.getLogger(__name__)
_RECEIVING = "receiving"
_BETWEEN_SIGNS = timedelta(seconds=30)


class Reshower(Protocol):
    """Who shows questions again (the worker)."""

    @property
    def reshowing(self) -> bool: ...
    def reshow(self, addresses: Sequence[Address]) -> None: ...


class Watch:
    """Notes signs of life, and notices when the one before is too old."""

    def __init__(self, store: Store, clock: Clock, reshower: Reshower) -> None:
        self._store = store
        self._clock = clock
        self._reshower = reshower
        self._noted: datetime | None = None

    async def received(self) -> None:
        """Telegram has been asked for updates, and has answered."""
        now = self._clock.now()
        recently = self._noted is not None and now - self._noted < _BETWEEN_SIGNS
        # until all have been asked again there is no sign, lest a crash now leaves some without
        if recently or self._reshower.reshowing:
            return
        async with self._store.transaction() as tx:
            before = self._noted or await tx.signs.last(_RECEIVING)
            if before is None or now - before <= PRESS_LIFE:
                await tx.signs.note(_RECEIVING, now)
                self._noted = now
                return
            waiting = [one for one in await tx.chats.under_way() if one.channel == CHANNEL]
        _log.warning(
            "nothing was received for %d s: %d chats are asked again", (now - before).seconds, len(waiting)
        )
        self._noted = now
        self._reshower.reshow(waiting)
