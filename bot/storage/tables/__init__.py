"""The tables, the same for SQLite and PostgreSQL.

The bot comes first in every key, so that rows of two bots can never meet; only the index of the reference, which is
content, belongs to none. What people said, or what was said to
them, names, contacts and notes sit only in the columns marked `WORDS`. Whatever belongs to a case hangs on
`case_file`, and whatever belongs to a person alone on `person`, by foreign keys that delete: nothing can be forgotten
when either is erased, but the two queues, which know addresses only, and the audit trail, which stays. Reminders hang on
who is reminded: those of an erased case's steps and visits are dropped by statement (`bot.storage.case_ends`).
"""

from bot.storage.tables.cases import (
    case_file,
    case_officer,
    cooperation,
    network_share,
    note,
    share,
    standing,
    trace,
)
from bot.storage.tables.channels import card, chat, inbox, outbox, sign
from bot.storage.tables.follow_up import exported, habits, next_step, reminder, visit
from bot.storage.tables.frame import WORDS, metadata
from bot.storage.tables.interviews import (
    diagnosis,
    event,
    given_advice,
    plan_event,
    publication,
    session,
)
from bot.storage.tables.keys import seal_in_use, shredding
from bot.storage.tables.people import identity, invitation, invitation_use, member, organisation, person
from bot.storage.tables.reference import derived, favourite, page, put_aside

__all__ = [
    "WORDS",
    "card",
    "case_file",
    "case_officer",
    "chat",
    "cooperation",
    "derived",
    "diagnosis",
    "event",
    "exported",
    "favourite",
    "given_advice",
    "habits",
    "identity",
    "inbox",
    "invitation",
    "invitation_use",
    "member",
    "metadata",
    "network_share",
    "next_step",
    "note",
    "organisation",
    "outbox",
    "page",
    "person",
    "plan_event",
    "publication",
    "put_aside",
    "reminder",
    "seal_in_use",
    "session",
    "share",
    "shredding",
    "sign",
    "standing",
    "trace",
    "visit",
]
