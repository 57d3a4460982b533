"""Reading a dialogue file: see docs/dialogues.md for the format."""

from collections.abc import Mapping
from dataclasses import replace

from bot.engine.conditions import All
from bot.engine.dialogue import (
    Dialogue,
    Earlier,
    Kind,
    Option,
    Question,
    Renames,
    ResultPlan,
    State,
    Voice,
)
from bot.loading.calling import FIELDS as CALLING
from bot.loading.calling import read_calling
from bot.loading.conditions import read_condition, read_wordings
from bot.loading.extending import ENTRIES, extended
from bot.loading.meaning import read_doubts, read_fact, read_result, read_score
from bot.loading.outcomes import read_cause, read_outcome, with_common
from bot.loading.parts import read_handout, read_picture
from bot.loading.path import read_path, read_sections
from bot.loading.reader import Reader, Sort
from bot.loading.tree import Node

_FIELDS = (
    "dialogue", "extends", "voices", "inputs", "questions", "path", "scores", "facts", "confidence", "result", "outcomes", "causes", "renamed", "handout", "picture", *CALLING,
)  # fmt: skip
_QUESTION_FIELDS = (
    "code", "ask", "options", "exclusive", "dont_know", "at_least", "at_most", "refines", "wordings", "options_are", "shuffled", "earlier", "after", "ahead",
)  # fmt: skip


def extends_of(root: Node) -> Node | None:
    """Where the tree `root` names the dialogue that it extends; None where it extends none."""
    return root.value.get("extends") if isinstance(root.value, dict) else None


def read_dialogue(reader: Reader, root: Node, version: str, base: Dialogue | None = None) -> Dialogue:
    """The dialogue in the tree `root`, with all that it takes over from `base`, the one that it extends.

    What is wrong with it is noted in `reader`.
    """
    extending = extends_of(root) is not None
    needed = ("dialogue", "path") if extending else ("dialogue", "questions", "path", "result", "outcomes")
    fields = reader.fields(root, _FIELDS, needed)
    own = _own(reader, root, fields, version)
    whole = own if base is None else extended(own, base, fields)
    return replace(whole, states=_refined(whole.states, whole.questions))


def _own(reader: Reader, root: Node, fields: Mapping[str, Node], version: str) -> Dialogue:
    """What stands in the file itself."""
    empty = Node({}, root.line)
    voices = reader.maybe(fields, "voices", lambda node: _voices(reader, node), tuple(Voice))
    sections = {name: reader.named(fields.get(name, empty)) for name in ENTRIES}
    plan = fields.get("result", empty)
    common = [
        read_cause(reader, name, node, common=True)
        for name, node in reader.named(fields.get("causes", empty)).items()
    ]
    return Dialogue(
        id=reader.maybe(fields, "dialogue", reader.new_id, ""),
        version=version,
        voices=voices,
        questions={
            name: _question(reader, name, node, voices) for name, node in sections["questions"].items()
        },
        states=read_path(reader, fields.get("path", Node([], root.line))),
        sections=read_sections(reader, fields.get("path", Node([], root.line))),
        facts={name: read_fact(reader, node) for name, node in sections["facts"].items()},
        scores={name: read_score(reader, node) for name, node in sections["scores"].items()},
        inputs=reader.maybe(fields, "inputs", reader.words, ()),
        outcomes={
            name: with_common(read_outcome(reader, name, node), common)
            for name, node in sections["outcomes"].items()
        },
        result=ResultPlan("", "") if plan is empty and "extends" in fields else read_result(reader, plan),
        doubts=read_doubts(reader, fields.get("confidence", empty)),
        renames=_renames(reader, fields.get("renamed", empty)),
        calling=read_calling(reader, fields),
        handout=reader.maybe(fields, "handout", lambda node: read_handout(reader, node), ()),
        picture=reader.maybe(fields, "picture", lambda node: read_picture(reader, node), ()),
    )


def _voices(reader: Reader, node: Node) -> tuple[Voice, ...]:
    """The voices named at `node`; `yes` for both, `no` for none."""
    if node.value in ("yes", "no"):
        return tuple(Voice) if node.value == "yes" else ()
    items = node.value if isinstance(node.value, list) else [node]
    return tuple(voice for item in items if (voice := reader.member(item, Voice)) is not None)


def _question(reader: Reader, name: str, node: Node, voices: tuple[Voice, ...]) -> Question:
    fields = reader.fields(node, _QUESTION_FIELDS, needed=("ask",))
    kind = reader.maybe(fields, "ask", lambda ask: reader.member(ask, Kind), None) or Kind.TEXT
    options = reader.maybe(fields, "options", lambda each: _options(reader, each), ())
    if kind in {Kind.ONE, Kind.SEVERAL} and len(options) < 2:
        reader.report(node, f"{name}: a question with choices needs two options at least")
    if kind not in {Kind.ONE, Kind.SEVERAL} and options:
        reader.report(node, f"{name}: only questions that ask `one` or `several` have options")
    for name_of in ("after", "ahead"):
        if name_of in fields and kind is not Kind.DATE:
            reader.report(fields[name_of], f"only questions that ask `date` have `{name_of}`")
    dont_know = reader.maybe(fields, "dont_know", lambda each: _voices(reader, each), voices)
    return Question(
        id=name,
        kind=kind,
        options=options,
        at_least=reader.maybe(fields, "at_least", reader.number, None),
        at_most=reader.maybe(fields, "at_most", reader.number, None),
        exclusive=frozenset(reader.maybe(fields, "exclusive", reader.words, ())),
        dont_know=frozenset(dont_know),
        refines=reader.maybe(fields, "refines", lambda each: read_condition(reader, each), None),
        wordings=read_wordings(reader, fields),
        weighs_outcomes=_weighs_outcomes(reader, fields),
        shuffled=_shuffled(reader, fields, kind),
        earlier=reader.maybe(fields, "earlier", lambda each: _earlier(reader, each), None),
        after=reader.maybe(fields, "after", lambda each: reader.refer(Sort.QUESTION, each), ""),
        ahead=reader.maybe(fields, "ahead", reader.yes_no, default=False),
        code=reader.maybe(fields, "code", reader.word, ""),
    )


def _weighs_outcomes(reader: Reader, fields: Mapping[str, Node]) -> bool:
    if "options_are" not in fields:
        return False
    if fields["options_are"].value != "outcomes":
        reader.report(fields["options_are"], "options_are can only be `outcomes`")
    return True


def _shuffled(reader: Reader, fields: Mapping[str, Node], kind: Kind) -> bool:
    if "shuffled" not in fields:
        return False
    if kind not in {Kind.ONE, Kind.SEVERAL}:
        reader.report(
            fields["shuffled"], "only questions that ask `one` or `several` have options to shuffle"
        )
    return reader.yes_no(fields["shuffled"])


def _earlier(reader: Reader, node: Node) -> Earlier | None:
    """What another interview found out: `DIALOGUE.NAME`; whether there is such a one is seen when all are read."""
    dialogue, dot, name = reader.word(node).partition(".")
    if not dialogue or not dot or not name:
        reader.report(node, "earlier is written DIALOGUE.NAME: a question or a fact of a dialogue")
        return None
    return Earlier(dialogue, name)


def _options(reader: Reader, node: Node) -> tuple[Option, ...]:
    options = tuple(_option(reader, item) for item in reader.items(node))
    seen: set[str] = set()
    for option, item in zip(options, reader.items(node), strict=True):
        if option.id in seen:
            reader.report(item, f"the option {option.id!r} stands here again")
        seen.add(option.id)
    return options


def _option(reader: Reader, node: Node) -> Option:
    """An option: its id, or its id with the points it adds or the condition under which it is offered."""
    if isinstance(node.value, str):
        return Option(reader.new_id(node))
    fields = reader.fields(node, ("id", "when", "points"), needed=("id",))
    return Option(
        reader.maybe(fields, "id", reader.new_id, ""),
        reader.maybe(fields, "when", lambda each: read_condition(reader, each), None),
        reader.maybe(fields, "points", reader.number, None),
    )


def _refined(states: tuple[State, ...], questions: Mapping[str, Question]) -> tuple[State, ...]:
    """`states`, with the option that a question refines as a condition of asking it."""
    return tuple(_with_refines(state, questions.get(state.question)) for state in states)


def _with_refines(state: State, question: Question | None) -> State:
    if question is None or question.refines is None:
        return state
    when = question.refines if state.when is None else All((question.refines, state.when))
    return replace(state, when=when)


def _renames(reader: Reader, node: Node) -> Renames:
    fields = reader.fields(node, ("questions", "options"))
    empty = Node({}, node.line)
    questions = reader.named(fields.get("questions", empty))
    options = reader.pairs(fields.get("options", empty))
    return Renames(
        {old: reader.refer(Sort.QUESTION, now) for old, now in questions.items()},
        {
            name: {old: reader.word(now) for old, now in reader.named(each).items()}
            for name, each in options.items()
        },
    )
