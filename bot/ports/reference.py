"""Ports about the reference: what people keep of it, what is put aside for them, and the index that finds its pages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.records import Favourite, Hit, IndexedPage, PageRef, PutAside, Sought


class Reference(Protocol):
    """Pages of the reference by their names; what stands on them is content, and not kept here.

    The index is derived from the content, and shared by all bots.
    """

    async def add(self, favourite: Favourite) -> None:
        """Keep it; one that is kept already stays as it is."""
        ...

    async def drop(self, person: str, page: PageRef) -> None: ...
    async def of(self, person: str) -> Sequence[Favourite]:
        """The favourites of `person`, the newest first."""
        ...

    async def put_aside(self, put: PutAside) -> None: ...
    async def put_aside_for(self, person: str) -> Sequence[PutAside]:
        """What was put aside for `person`, the newest first, seen or not."""
        ...

    async def saw(self, person: str, at: datetime) -> None:
        """`person` has now seen all that was put aside for them; what was seen before stays as it is."""
        ...

    async def find(self, sought: Sought, limit: int) -> Sequence[Hit]:
        """The pages that hold something of what is sought: what is worth most first, then in order of kind and id."""
        ...

    async def index_version(self) -> str | None:
        """Of what content the index was made; None if there is none yet."""
        ...

    async def reindex(self, version: str, pages: Sequence[IndexedPage]) -> None:
        """The index holds `pages`, and nothing else, from now on."""
        ...
