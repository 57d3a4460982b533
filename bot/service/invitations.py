"""Invitations: links that let somebody in. Only who makes one ever sees its token; what is kept is its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ports import Ids, Transaction
from bot.records import Invitation, Purpose

_BYTES = 24  # 32 characters: more than anybody can guess, and half of what a deep link can carry

OPENS_INTERVIEW = "i-"  # how links begin that open an interview, and are no invitations

LIFETIME = {
    Purpose.ADMIN: timedelta(hours=72),
    Purpose.OFFICER: timedelta(hours=72),
    Purpose.PHONE: timedelta(hours=72),
    Purpose.BENEFICIARY: timedelta(days=30),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation is to let its holder do; the fields are those of `Invitation`. `by` is "" for the command line."""

    purpose: Purpose
    organisation: str = ""
    by: str = ""
    case: str = ""
    person: str = ""
    most: int = 1


def new_token() -> str:
    """What makes a link: letters, digits, `-` and `_`; never what a link to an interview begins with."""
    while (token := secrets.token_urlsafe(_BYTES)).lower().startswith(OPENS_INTERVIEW):
        pass
    return token


def hashed(token: str) -> str:
    """What is kept of `token`, and what it is found by. Whatever was typed has a hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


async def invite(tx: Transaction, ids: Ids, now: datetime, offer: Offer) -> tuple[Invitation, str]:
    """A new invitation, kept, and its token, which cannot be had again."""
    token = new_token()
    invitation = Invitation(
        id=ids.new(),
        token_hash=hashed(token),
        purpose=offer.purpose,
        organisation=offer.organisation,
        by=offer.by,
        made_at=now,
        expires_at=now + LIFETIME[offer.purpose],
        most=offer.most,
        case=offer.case,
        person=offer.person,
    )
    await tx.invitations.add(invitation)
    return invitation, token
