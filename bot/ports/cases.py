"""Ports about case files: the files themselves, what is shared of them, the audit trail, and figures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.records import CaseFile, Cooperation, NetworkShare, Note, Share, Standing, Trace


class Cases(Protocol):
    """Case files with what hangs on them."""

    async def add(self, case: CaseFile) -> None: ...
    async def save(self, case: CaseFile) -> None: ...
    async def get(self, case: str) -> CaseFile | None: ...
    async def seen_by(self, person: str, case: str) -> CaseFile | None:
        """The case, if `person` is one of its officers and still belongs to its organisation."""
        ...

    async def of(self, person: str) -> Sequence[CaseFile]:
        """All cases that `person` is an officer of, archived ones included, the last touched first."""
        ...

    async def assign(self, case: str, person: str, at: datetime) -> None:
        """`person` is one of its officers; nothing changes if they are already."""
        ...

    async def unassign(self, case: str, person: str) -> None:
        """`person` is none of its officers any more; what only they could see of it is erased."""
        ...

    async def officers(self, case: str) -> Sequence[str]: ...
    async def held_by(self, person: str) -> Sequence[str]:
        """The ids of the cases that `person` is an officer of."""
        ...

    async def unattended(self, organisation: str) -> Sequence[str]:
        """The ids of its cases that have no officer."""
        ...

    async def merge(self, source: str, target: str) -> None:
        """All that hangs on `source` hangs on `target` from now on, and `source` is gone. Its key becomes one of
        `target`'s: erased with it.
        """
        ...

    async def erase(self, case: str) -> None:
        """The case with all that hangs on it, and its key. Its lines in the audit trail stay."""
        ...

    async def expired(self, organisation: str, before: datetime, limit: int) -> Sequence[str]:
        """The ids of cases touched last before then."""
        ...

    async def add_cooperation(self, cooperation: Cooperation) -> None: ...
    async def save_cooperation(self, cooperation: Cooperation) -> None: ...
    async def cooperations(self, case: str) -> Sequence[Cooperation]:
        """In the order in which they were opened."""
        ...

    async def cooperations_of(self, person: str) -> Sequence[Cooperation]:
        """Those of all cases that `person` is an officer of, in the order in which they were opened."""
        ...

    async def add_note(self, note: Note) -> None: ...
    async def save_note(self, note: Note) -> None: ...
    async def drop_note(self, case: str, note: str) -> None: ...
    async def notes(self, case: str) -> Sequence[Note]:
        """The newest first."""
        ...

    async def add_standing(self, standing: Standing) -> None: ...
    async def standings(self, case: str) -> Sequence[Standing]:
        """The newest first."""
        ...


class Shares(Protocol):
    """What persons let officers see of their own interviews."""

    async def add(self, share: Share) -> None: ...
    async def save(self, share: Share) -> None: ...
    async def of(self, person: str) -> Sequence[Share]:
        """Those that `person` gave, the newest first, withdrawn ones included."""
        ...

    async def with_case(self, case: str) -> Sequence[Share]:
        """Those given to a case, the newest first, withdrawn ones included."""
        ...


class Network(Protocol):
    """What cases show of themselves to officers of other organisations."""

    async def add(self, share: NetworkShare) -> None: ...
    async def save(self, share: NetworkShare) -> None: ...
    async def of(self, case: str) -> Sequence[NetworkShare]: ...
    async def all(self, now: datetime) -> Sequence[NetworkShare]:
        """Those in force, of all organisations, whose case is open."""
        ...


class Audit(Protocol):
    """The audit trail; lines are only ever added, and dropped when they are old."""

    async def note(self, trace: Trace) -> None: ...
    async def of_case(self, case: str, limit: int = 50) -> Sequence[Trace]:
        """The newest first."""
        ...

    async def of_person(self, person: str, limit: int = 1000) -> Sequence[Trace]: ...
    async def refused(self, person: str, action: str, since: datetime) -> int:
        """How many times `action` was refused to `person` since then."""
        ...

    async def prune(self, before: datetime) -> None: ...


class Figures(Protocol):
    """Counts for an organisation, over what may be counted. Nothing here says who."""

    async def standing_now(self, organisation: str) -> Sequence[tuple[str, str, int]]:
        """(open situation, open stage, open cases with a cooperation that stands there last)."""
        ...

    async def moves(
        self, organisation: str, since: datetime, until: datetime
    ) -> Sequence[tuple[str, str, int]]:
        """(open situation before, open situation after, cases), for each standing set in that time."""
        ...

    async def interviews(
        self, organisation: str, since: datetime, until: datetime
    ) -> Sequence[tuple[str, str, str, int]]:
        """(dialogue, status, question that waits or "", cases with such an interview begun in that time)."""
        ...

    async def advice(
        self, organisation: str, since: datetime, until: datetime
    ) -> Sequence[tuple[str, str, int]]:
        """(id in the catalogue, change or status, cases): `given` and `added`, and each status it was set to."""
        ...

    async def sizes(self, organisation: str) -> tuple[int, int]:
        """(open cases, archived cases)."""
        ...
