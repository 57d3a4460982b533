"""What other interviews about the same have found out already: it is offered again, not asked again."""

from collections.abc import Mapping

from bot.engine.dialogue import Earlier, Kind, Question
from bot.engine.engine import Engine
from bot.engine.session import Session
from bot.engine.values import Key, One, Several, Value
from bot.loading.library import Library
from bot.records import SessionRecord, Status, Subject
from bot.service.replaying import replayed
from bot.service.scene import Scene


async def said_elsewhere(
    library: Library, scene: Scene, engine: Engine, subject: Subject
) -> tuple[Mapping[Key, Value], frozenset[Key]]:
    """The answers that other interviews about `subject` have for questions of `engine`, and which of them are confidential."""
    wanted = [(each, each.earlier) for each in engine.dialogue.questions.values() if each.earlier]
    dialogues = dict.fromkeys(earlier.dialogue for _, earlier in wanted)
    last = {each: await _last(library, scene, each, subject) for each in dialogues}
    found: dict[Key, Value] = {}
    confidential: set[Key] = set()
    for question, earlier in wanted:
        session = last[earlier.dialogue]
        value = None if session is None else _value(session, question, earlier)
        if session is None or value is None:
            continue
        found[Key(question.id)] = value
        if session.walk.known.support(earlier.name) & session.confidential:
            confidential.add(Key(question.id))
    return found, frozenset(confidential)


async def _last(library: Library, scene: Scene, dialogue: str, subject: Subject) -> Session | None:
    """The interview of `dialogue`, or of its family, about `subject` that was finished last."""
    tx, family = scene.tx, library.family(dialogue)
    heads = await (
        tx.sessions.of(scene.person.id) if subject.oneself else tx.sessions.about(subject.case, viewer="")
    )
    fitting = (each for each in heads if _fits(each, subject) and each.dialogue in family)
    head = next(fitting, None)
    record = None if head is None else await tx.sessions.get(head.id)
    return None if record is None else replayed(library, record)


def _fits(head: SessionRecord, subject: Subject) -> bool:
    """Not what was said in a private one: elsewhere it would outlive it, and be seen."""
    return head.subject == subject and head.status is Status.FINISHED and not head.private


def _value(session: Session, question: Question, earlier: Earlier) -> Value | None:
    """What `session` says of `earlier`, as an answer to `question`; None where it says nothing that fits."""
    if question.kind not in {Kind.ONE, Kind.SEVERAL}:
        key = Key(earlier.name)
        return session.given(key) if key in session.path else None
    said = session.walk.known.choices(earlier.name) or frozenset()
    options = tuple(option for option in question.option_ids if option in said)
    if question.kind is Kind.SEVERAL:
        return Several(options) if options else None
    return One(options[0]) if len(options) == 1 else None
