"""What an edit would change, before it is confirmed."""

from dataclasses import dataclass

from bot.engine.accept import Problem
from bot.engine.engine import Engine
from bot.engine.result import Result
from bot.engine.session import Edit, Reject, Session
from bot.engine.values import Key


@dataclass(frozen=True, slots=True)
class Impact:
    """The difference that an edit would make.

    `opens`: questions to be asked anew. `aside`: answers that would be set aside; `restored`: those that would come
    back. `before` and `after` are the results, `session` is the interview as it would be; both are provisional while
    `opens` is not empty.
    """

    opens: tuple[Key, ...]
    aside: tuple[Key, ...]
    restored: tuple[Key, ...]
    before: Result
    after: Result
    session: Session

    @property
    def advice_added(self) -> tuple[str, ...]:
        """The recommendations that would be given, and are not now."""
        now = {advice.id for advice in self.before.advice}
        return tuple(advice.id for advice in self.after.advice if advice.id not in now)

    @property
    def advice_gone(self) -> tuple[str, ...]:
        """The recommendations that would no longer be given."""
        then = {advice.id for advice in self.after.advice}
        return tuple(advice.id for advice in self.before.advice if advice.id not in then)


def impact(engine: Engine, session: Session, edit: Edit) -> Impact | Problem:
    """What `edit` would change in `session`; the problem, if its value does not answer the question."""
    turn = engine.advance(session, edit)
    match turn.effects:
        case (Reject(_, problem), *_):
            return problem
    after = turn.session
    now, then = (engine.whole(each) for each in (session, after))
    again = () if after.back_at is None else (after.back_at,)
    return Impact(
        opens=tuple(dict.fromkeys((*(key for key in then.missing if key not in now.missing), *again))),
        aside=engine.in_order(after.aside - session.aside),
        restored=engine.in_order(session.aside & frozenset(then.path)),
        before=engine.result(session),
        after=engine.result(after),
        session=after,
    )
