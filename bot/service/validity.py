"""Whether a link still lets its holder do what it was made for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.ports import Transaction
from bot.records import Invitation, Purpose, Role


class Flaw(StrEnum):
    """Why a link cannot be used."""

    UNKNOWN = "unknown"
    REVOKED = "revoked"
    EXPIRED = "expired"
    USED_UP = "used_up"


def worn(invitation: Invitation, now: datetime) -> Flaw | None:
    """What is wrong with the link by itself."""
    if invitation.revoked_at is not None:
        return Flaw.REVOKED
    if now >= invitation.expires_at:
        return Flaw.EXPIRED
    return Flaw.USED_UP if invitation.used >= invitation.most else None


async def flaw(tx: Transaction, invitation: Invitation | None, now: datetime) -> Flaw | None:
    """What is wrong with the link, also if who made it may no longer do so: then it counts as revoked."""
    if invitation is None:
        return Flaw.UNKNOWN
    return worn(invitation, now) or (None if await _entitled(tx, invitation) else Flaw.REVOKED)


async def _entitled(tx: Transaction, invitation: Invitation) -> bool:
    """Whether who made the link may still do so. The command line (`by` is "") and oneself may always."""
    if not invitation.by or (invitation.purpose is Purpose.PHONE and invitation.by == invitation.person):
        return True
    maker = await tx.organisations.member(invitation.by)
    if maker is None or maker.organisation != invitation.organisation:
        return False
    if invitation.purpose is Purpose.PHONE:
        taken = await tx.organisations.member(invitation.person)
        return maker.role is Role.ADMIN and taken is not None and taken.organisation == maker.organisation
    return maker.role is Role.ADMIN or invitation.purpose is not Purpose.ADMIN


async def live(tx: Transaction, person: str, now: datetime) -> Sequence[Invitation]:
    """The links that `person` made and that are still good, the newest first."""
    return [each for each in await tx.invitations.of(person) if worn(each, now) is None]


async def revoke(tx: Transaction, invitation: Invitation, now: datetime) -> None:
    """From now on the link lets nobody in."""
    await tx.invitations.save(replace(invitation, revoked_at=now))


async def revoke_all(tx: Transaction, person: str, now: datetime) -> None:
    """Revoke what `person` made for their organisation."""
    for each in await live(tx, person, now):
        if each.organisation:
            await revoke(tx, each, now)
