"""The reference: recommendations by theme, a glossary, and the outline of the source documents with what serves each item."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.engine.dialogue import Dialogue
from bot.loading.library import Library
from bot.loading.reader import Reader
from bot.loading.tree import Node, parse, read
from bot.problems import FileError, Problem, suggestion

ADVICE = "advice"
INTERVIEW = "interview"
_FILES = ("themes", "glossary", "outline")
_SERVES = ("advice", "interviews", "questions", "terms")


@dataclass(frozen=True, slots=True)
class Theme:
    """Recommendations that belong together, in the order in which they are shown."""

    id: str
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field. `aliases` are identifiers that it explains too; `see` are links (`advice:ID`, `interview:ID`)."""

    id: str
    aliases: tuple[str, ...] = ()
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item of a source document, and what serves it.

    `parent` is the item above it, or its document; `questions` are DIALOGUE.QUESTION; `none` is the id of the reason
    why nothing serves it, "" where something does.
    """

    id: str
    parent: str
    advice: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    none: str = ""

    @property
    def document(self) -> str:
        """The code of the document, `000` to `004`."""
        return self.id.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Reference:
    """All that there is to look up, each in the order in which it is shown.

    `related`: for each recommendation, what goes with it (`advice:ID`, `interview:ID`); `given_by`: the interviews that
    may give it, in the order of the library.
    """

    themes: Mapping[str, Theme]
    terms: Mapping[str, Term]
    items: Mapping[str, Item]
    documents: tuple[str, ...]
    interviews: tuple[str, ...]
    related: Mapping[str, tuple[str, ...]]
    given_by: Mapping[str, tuple[str, ...]]

    def below(self, parent: str) -> tuple[Item, ...]:
        """The items right under `parent`, an item or a document."""
        return tuple(item for item in self.items.values() if item.parent == parent)

    def named(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that need texts, by what they name."""
        reasons = {item.none: None for item in self.items.values() if item.none}
        return {
            "theme": tuple(self.themes),
            "term": tuple(self.terms),
            "document": self.documents,
            "item": tuple(self.items),
            "none": tuple(reasons),
            ADVICE: tuple(self.given_by),
            INTERVIEW: self.interviews,
        }


def load_reference(folder: Path, library: Library) -> Reference:
    """Read `folder`. Raises `FileError` with the mistakes of all files."""
    problems: list[Problem] = []
    files: dict[str, tuple[Reader, Node]] = {}
    for name in _FILES:
        path = folder / f"{name}.yaml"
        reader = Reader(f"{folder.name}/{path.name}")
        try:
            files[name] = reader, parse(reader.file, read(path, reader.file))
        except FileError as error:
            problems += error.problems
    if problems:
        raise FileError(problems)
    try:
        reference = _Reading(library).reference(files)
    except FileError as error:  # so many mistakes in one file that it was not read to its end
        problems += error.problems
    problems += (problem for reader, _ in files.values() for problem in reader.problems)
    if problems:
        raise FileError(problems)
    return reference


def given(dialogue: Dialogue) -> Iterator[tuple[str, str, str]]:
    """Each recommendation that `dialogue` may give, with the outcome and the cause ("" for the outcome's own need)."""
    for outcome in dialogue.outcomes.values():
        yield from ((advice, outcome.id, "") for advice in outcome.need)
        for cause in outcome.causes:
            yield from ((advice, outcome.id, cause.id) for advice in cause.advice)


class _Reading:
    """Reads the files of the reference; what they name must be in the library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.links: Mapping[str, Collection[str]] = {ADVICE: library.catalogue, INTERVIEW: library.engines}

    def reference(self, files: Mapping[str, tuple[Reader, Node]]) -> Reference:
        themes, related = self._themes(*files["themes"])
        terms = self._terms(*files["glossary"])
        documents, items = self._outline(*files["outline"], terms)
        dialogues = {name: engine.dialogue for name, engine in self.library.engines.items()}
        gives = {name: {advice for advice, _, _ in given(each)} for name, each in dialogues.items()}
        given_by = {
            advice: tuple(name for name in dialogues if advice in gives[name])
            for advice in self.library.catalogue
        }
        return Reference(themes, terms, items, documents, tuple(dialogues), related, given_by)

    def _themes(self, reader: Reader, root: Node) -> tuple[dict[str, Theme], Mapping[str, tuple[str, ...]]]:
        fields = reader.fields(root, ("reference", "themes", "related"), needed=("themes", "related"))
        place = fields.get("themes", Node({}, root.line))
        themes = {
            name: Theme(name, self._known(reader, node, self.library.catalogue, "recommendation"))
            for name, node in reader.named(place).items()
        }
        shown = {advice for theme in themes.values() for advice in theme.advice}
        for advice in self.library.catalogue:
            if advice not in shown:
                reader.report(place, f"{advice!r} is in no theme")
        place = fields.get("related", Node({}, root.line))
        related = {name: self._links(reader, node) for name, node in reader.pairs(place).items()}
        for name, node in reader.pairs(place).items():
            if name not in self.library.catalogue:
                reader.report(
                    node, f"there is no recommendation {name!r}{suggestion(name, self.links[ADVICE])}"
                )
            elif f"{ADVICE}:{name}" in related[name]:
                reader.report(node, f"{name!r} is related to itself")
        for advice in self.library.catalogue:
            if not related.get(advice):
                reader.report(place, f"nothing is related to {advice!r}")
        return themes, related

    def _terms(self, reader: Reader, root: Node) -> dict[str, Term]:
        fields = reader.fields(root, ("reference", "terms"), needed=("terms",))
        terms: dict[str, Term] = {}
        seen: dict[str, int] = {}
        for name, node in reader.named(fields.get("terms", Node({}, root.line))).items():
            own = reader.fields(node, ("aliases", "see"), needed=("see",))
            aliases = reader.maybe(own, "aliases", reader.words, ())
            for each in (name, *aliases):
                if each in seen:
                    reader.report(node, f"{each!r} stands here again (see line {seen[each]})")
                seen[each] = node.line
            see = self._links(reader, own["see"]) if "see" in own else ()
            terms[name] = Term(name, aliases, see)
        return terms

    def _outline(
        self, reader: Reader, root: Node, terms: Collection[str]
    ) -> tuple[tuple[str, ...], dict[str, Item]]:
        fields = reader.fields(root, ("reference", "documents"), needed=("documents",))
        documents = reader.pairs(fields.get("documents", Node({}, root.line)))
        places = {
            f"{document}:{name}": node
            for document, below in documents.items()
            for name, node in reader.pairs(below).items()
        }
        sources: dict[str, list[str]] = {}
        for advice in self.library.catalogue.values():
            for source in advice.sources:
                sources.setdefault(source, []).append(advice.id)
                if source not in places and source not in documents:
                    near = suggestion(source, places)
                    reader.report(
                        root, f"{advice.id!r} comes from {source!r}, which is not in the outline{near}"
                    )
        items = {
            name: self._item(
                reader, node, Item(name, _parent(name, places), tuple(sources.get(name, ()))), terms
            )
            for name, node in places.items()
        }
        return tuple(documents), items

    def _item(self, reader: Reader, node: Node, item: Item, terms: Collection[str]) -> Item:
        """`item`, which has the recommendations that come from it, with what else `node` says serves it."""
        fields = reader.fields(node, (*_SERVES, "none"))

        def named(field: str, known: Collection[str], sort: str) -> tuple[str, ...]:
            return self._known(reader, fields[field], known, sort) if field in fields else ()

        questions = self._questions(reader, fields["questions"]) if "questions" in fields else ()
        asked = (question.partition(".")[0] for question in questions)
        found = Item(
            item.id,
            item.parent,
            advice=_once((*item.advice, *named("advice", self.library.catalogue, "recommendation"))),
            interviews=_once((*named("interviews", self.library.engines, "interview"), *asked)),
            questions=questions,
            terms=named("terms", terms, "term"),
            none=reader.maybe(fields, "none", reader.new_id, ""),
        )
        serves = found.advice or found.interviews or found.terms
        if not serves and not found.none:
            reader.report(node, f"nothing serves {item.id!r}; if nothing can, say why with “none: reason”")
        elif serves and found.none:
            reader.report(
                node, f"{item.id!r} is served, so it needs no reason ({found.none!r}) why it is not"
            )
        return found

    def _questions(self, reader: Reader, node: Node) -> tuple[str, ...]:
        """The questions at `node`, which lists some for each interview."""
        found: list[str] = []
        for name, below in reader.pairs(node).items():
            if name not in self.library.engines:
                reader.report(
                    below, f"there is no interview {name!r}{suggestion(name, self.library.engines)}"
                )
                continue
            questions = self.library.engines[name].dialogue.questions
            found += (f"{name}.{each}" for each in self._known(reader, below, questions, "question"))
        return tuple(found)

    def _links(self, reader: Reader, node: Node) -> tuple[str, ...]:
        """The links at `node`: `advice:ID` or `interview:ID`."""
        return tuple(_checked(reader, node, self._wrong_link))

    def _wrong_link(self, link: str) -> str:
        kind, _, name = link.partition(":")
        if kind not in self.links:
            return f"{link!r} is no link; write {ADVICE}:ID or {INTERVIEW}:ID"
        if name not in self.links[kind]:
            return f"there is no {kind} {name!r}{suggestion(name, self.links[kind])}"
        return ""

    @staticmethod
    def _known(reader: Reader, node: Node, known: Collection[str], sort: str) -> tuple[str, ...]:
        """The words at `node`, each of which must be `known`."""

        def wrong(word: str) -> str:
            return "" if word in known else f"there is no {sort} {word!r}{suggestion(word, known)}"

        return tuple(_checked(reader, node, wrong))


def _checked(reader: Reader, node: Node, wrong: Callable[[str], str]) -> Iterator[str]:
    """The words at `node` that are not `wrong`, which says why; each is there once."""
    seen: set[str] = set()
    for each in [node] if isinstance(node.value, str) else reader.items(node):
        word = reader.word(each)
        if not word:
            continue
        if message := wrong(word) or (f"{word!r} stands here again" if word in seen else ""):
            reader.report(each, message)
        else:
            seen.add(word)
            yield word


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _parent(name: str, names: Iterable[str]) -> str:
    """The longest of `names` that `name` goes on from (1.1.a for 1.1.a2, but E1 not for E10), else its document."""
    above = (
        other
        for other in names
        if other != name
        and name.startswith(other)
        and not (other[-1].isdigit() and name[len(other)].isdigit())
    )
    return max(above, key=len, default=name.partition(":")[0])
