"""The rules of what may leave: which answers a share lets be seen, and which fields of a case file the network sees.

A share is a grant on answers as they are, never a copy: what is marked confidential later drops out at once. While
somebody is changing answers, what they had finished last goes on being seen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.engine.engine import Engine
from bot.engine.outcomes import Delay, Unit
from bot.engine.session import Edit, Reply, Resume, Session, Skip
from bot.engine.values import Key, Several, Unknown
from bot.engine.withhold import withhold
from bot.records import CaseFile, CaseState, NetworkField, NetworkShare, SessionRecord, Share, Status
from bot.service.dates import due

TERM = Delay(12, Unit.MONTH)  # how long what is agreed to holds


def until(now: datetime) -> datetime:
    """When what is agreed to at `now` ends."""
    return datetime.combine(due(TERM, now.date()), now.timetz())


# Answers.


def name_of(key: Key) -> str:
    """The answer's name in a share: « question » or « question/item »."""
    return f"{key.question}/{key.item}" if key.item else key.question


def shareable(engine: Engine, session: Session) -> tuple[Key, ...]:
    """The answers that can be shared, in order: given, in force, and not confidential."""
    return tuple(key for key in _given(engine, session) if key not in session.confidential)


def kept_back(engine: Engine, session: Session) -> tuple[Key, ...]:
    """The answers in force that are confidential, in order."""
    return tuple(key for key in _given(engine, session) if key in session.confidential)


def _given(engine: Engine, session: Session) -> Iterable[Key]:
    """Past the questions that a change has opened anew: what follows them is in force all the same."""
    path = engine.whole(session).path
    return (key for key in path if not isinstance(session.answers[key], Unknown))


def last_finished(engine: Engine, session: Session) -> Session:
    """`session` as it was when it was finished last, with the marks of now; itself where it never was."""
    for end in range(len(session.log), 0, -1):
        if isinstance(
            session.log[end - 1], Reply | Skip | Edit | Resume
        ):  # nothing else finishes an interview
            before = engine.replay(session.inputs, session.log[:end]).session
            if before.finished:
                return replace(before, marks=session.marks)
    return session


def to_be_seen(engine: Engine, record: SessionRecord, session: Session) -> Session:
    """What a share may tell of: while answers are being changed, the interview as it was before."""
    return session if record.status is Status.FINISHED else last_finished(engine, session)


def as_shared(engine: Engine, session: Session, names: Iterable[str]) -> Session:
    """`session` as far as the answers called `names` may tell of it now: all others count as passed over."""
    wanted = frozenset(names)
    kept = {key for key in shareable(engine, session) if name_of(key) in wanted}
    return _bare(withhold(engine, session, frozenset(session.answers) - kept))


def as_told(engine: Engine, session: Session) -> Session:
    """`session` without its confidential answers, for whoever may see the rest."""
    return _bare(withhold(engine, session))


def _bare(session: Session) -> Session:
    """`session` without remarks: they are said to the assistant, nobody has agreed to show them."""
    return replace(session, remarks={})


def seen(engine: Engine, shared: Session) -> tuple[Key, ...]:
    """The answers to be read in a session made by `as_shared` or `as_told`, in order."""
    return tuple(_given(engine, shared))


def resting(engine: Engine, session: Session, names: Iterable[str]) -> tuple[Key, ...]:
    """The answers called `names` that would not be seen all the same: their question rests on one that is kept back."""
    wanted = frozenset(names)
    read = seen(engine, as_shared(engine, session, wanted))
    return tuple(key for key in shareable(engine, session) if name_of(key) in wanted and key not in read)


def telling(engine: Engine, session: Session, names: Iterable[str]) -> tuple[Key, ...]:
    """The answers called `names` that say what one that is kept back is about: it was only asked for what they choose."""
    wanted = frozenset(names)
    path = engine.whole(session).path
    seen = [key for key in path if name_of(key) in wanted]
    kept = frozenset(key for key in _given(engine, session) if name_of(key) not in wanted)
    return tuple(key for key in seen if _asked_for(engine, session, key) & kept)


def _asked_for(engine: Engine, session: Session, key: Key) -> frozenset[Key]:
    """The questions that are asked for one of the choices made at `key`."""
    value = session.answers[key]
    asked: set[Key] = set()
    options = value.options if isinstance(value, Several) else ()
    for option in options:
        rest = tuple(each for each in options if each != option)
        others = {**session.answers, key: Several(rest) if rest else Unknown()}
        asked |= set(engine.whole(session).path) - set(engine.survey(session.inputs, others).path)
    return frozenset(asked)


# Grants.


def in_force(shares: Iterable[Share], now: datetime) -> list[Share]:
    """Those of `shares` that hold at `now`."""
    return [share for share in shares if share.holds(now)]


def agreed_last(shares: Iterable[Share], session: str, case: str) -> Share | None:
    """What was agreed to last for the same, even if it holds no more: what was not ticked then was a refusal."""
    same = (each for each in shares if (each.session, each.case) == (session, case))
    return max(same, key=lambda share: share.given_at, default=None)


def replaced(shares: Iterable[Share], share: Share) -> list[Share]:
    """Those of `shares` that `share` takes the place of, withdrawn when it is given."""
    same = (share.session, share.case)
    return [
        replace(each, withdrawn_at=share.given_at)
        for each in in_force(shares, share.given_at)
        if (each.session, each.case) == same
    ]


def sharers(shares: Iterable[Share]) -> dict[str, int]:
    """Who ever shared with a case, by their place (from 0) in the order in which they first did: it never changes."""
    first: dict[str, datetime] = {}
    for share in sorted(shares, key=lambda share: (share.given_at, share.id)):
        first.setdefault(share.person, share.given_at)
    return {person: place for place, person in enumerate(first)}


# The network.


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the network learns of a case file: who supports it, and the words of the fields that are open."""

    organisation: str
    fields: tuple[tuple[NetworkField, str], ...]


def opened(shares: Iterable[NetworkShare], now: datetime) -> dict[NetworkField, NetworkShare]:
    """The fields that are open at `now`, each with the grant given last."""
    holding = sorted((share for share in shares if share.holds(now)), key=lambda share: share.given_at)
    return {share.field: share for share in holding}


def words(case: CaseFile, needs: str) -> Mapping[NetworkField, str]:
    """What each field says; `needs` is worked out of the last result."""
    return {
        NetworkField.NAME: case.name,
        NetworkField.TERRITORY: case.territory,
        NetworkField.THEMES: case.themes,
        NetworkField.NEEDS: needs,
        NetworkField.CONTACT: case.contact,
    }


def sheet(
    organisation: str, case: CaseFile, needs: str, shares: Sequence[NetworkShare], now: datetime
) -> Sheet | None:
    """What the network sees of `case`; None when it sees nothing."""
    if case.state is not CaseState.OPEN or not case.readable:
        return None
    fields = opened((share for share in shares if share.case == case.id), now)
    said = words(case, needs)
    open_words = tuple((field, said[field]) for field in NetworkField if field in fields and said[field])
    return Sheet(organisation, open_words) if open_words else None
