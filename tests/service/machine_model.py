"""What ought to be, as plain values: who may see which words, what is shared, what is gone."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

CASE, PERSON = "case", "person"
OPENABLE = ("name", "territory", "themes", "contact")  # fields with words that the network may see
FIELDS = OPENABLE
_LETTERS = "bcdfghjklmnpqrtvwxz"


@dataclass
class Word:
    """A word that occurs once in the world. `owner`: (CASE or PERSON, id); `kind`: where it stands.

    `live`: it stands there now; else it was replaced, and only who might see it before may meet it again.
    """

    text: str
    owner: tuple[str, str]
    kind: str
    live: bool = True


@dataclass
class File:
    """A case file. `opened`: fields that the network sees, until when."""

    id: str
    organisation: str
    officers: set[str]
    archived: bool = False
    opened: dict[str, datetime] = field(default_factory=dict)


@dataclass
class Grant:
    """A share. `keys`: the answers, by their names."""

    id: str
    person: str
    session: str
    case: str
    keys: set[str]
    until: datetime
    withdrawn: bool = False

    def holds(self, now: datetime) -> bool:
        return not self.withdrawn and now < self.until


@dataclass
class Token:
    """A link. `left`: how often it can be used; `by` made it."""

    text: str
    purpose: str
    by: str
    until: datetime
    organisation: str = ""
    case: str = ""
    person: str = ""
    left: int = 1


@dataclass
class Model:
    """All of it. `met`: (beneficiary, case, who invited); `marks`: confidential answers of each interview."""

    cases: dict[str, File] = field(default_factory=dict)
    members: dict[str, tuple[str, str]] = field(default_factory=dict)  # person: (organisation, role)
    words: dict[str, Word] = field(default_factory=dict)
    grants: list[Grant] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    met: set[tuple[str, str, str]] = field(default_factory=set)
    marks: dict[str, set[str]] = field(default_factory=dict)
    gone: set[tuple[str, str]] = field(default_factory=set)  # owners that were erased

    def word(self, random: Random, owner: tuple[str, str], kind: str) -> str:
        """A new word. It counts from now on; `forget` it if it was not taken."""
        text = "".join(random.choice(_LETTERS) for _ in range(10))
        self.words[text] = Word(text, owner, kind)
        return text

    def replaced(self, owner: tuple[str, str], kind: str, by: str = "") -> None:
        """What stood there before does so no more."""
        for each in self.words.values():
            if (each.owner, each.kind) == (owner, kind) and each.text != by:
                each.live = False

    def organisation(self, person: str) -> str:
        return self.members.get(person, ("", ""))[0]

    def admin(self, person: str) -> bool:
        return self.members.get(person, ("", ""))[1] == "admin"

    def colleagues(self, person: str) -> list[str]:
        """The others of the team."""
        own = self.organisation(person)
        return [each for each, (other, _) in self.members.items() if own and other == own and each != person]

    def admins(self, organisation: str) -> list[str]:
        return [each for each, there in self.members.items() if there == (organisation, "admin")]

    def follows(self, person: str, case: str) -> bool:
        there = self.cases.get(case)
        return (
            there is not None and person in there.officers and self.organisation(person) == there.organisation
        )

    def followed(self, person: str, *, archived: bool | None = False) -> list[File]:
        """The case files of `person`; `archived` None: all."""
        return [
            each
            for each in self.cases.values()
            if self.follows(person, each.id) and (archived is None or each.archived is archived)
        ]

    def sees(self, person: str, word: Word, now: datetime) -> bool:
        """Whether `word` may be shown to `person`."""
        if word.owner in self.gone:
            return False
        kind, owner = word.owner
        if kind == PERSON:
            return person == owner or (word.kind == "own_name" and self.knows(person, owner))
        case = self.cases[owner]
        shown = word.live and not case.archived and case.opened.get(word.kind, now) > now
        return self.follows(person, owner) or (shown and person in self.members)

    def knows(self, person: str, other: str) -> bool:
        """Whether `person` may learn what `other` is called: a colleague, or who supports them."""
        if self.organisation(person) and self.organisation(person) == self.organisation(other):
            return True
        supporting = ((case, by) for who, case, by in self.met if who == person)
        return any(
            by == other or other in self.cases[case].officers for case, by in supporting if case in self.cases
        )

    def seen(self, person: str, now: datetime) -> set[str]:
        """All words that may be shown to `person` now."""
        return {each.text for each in self.words.values() if person and self.sees(person, each, now)}

    def erase_case(self, case: str) -> None:
        del self.cases[case]
        self.gone.add((CASE, case))
        self.grants = [each for each in self.grants if each.case != case]
        self.tokens = [each for each in self.tokens if each.case != case]
        self.met = {each for each in self.met if each[1] != case}

    def erase_person(self, person: str) -> None:
        """What they said for a case stays with it."""
        self.leave(person)
        self.gone.add((PERSON, person))
        self.grants = [each for each in self.grants if each.person != person]
        self.tokens = [each for each in self.tokens if person not in {each.by, each.person}]
        self.met = {each for each in self.met if each[0] != person}

    def leave(self, person: str) -> None:
        """They are of no team any more."""
        self.members.pop(person, None)
        for case in self.cases.values():
            case.officers.discard(person)

    def become_one(self, source: str, target: str) -> None:
        """All of the case `source` is that of `target` from now on."""
        gone, there = self.cases.pop(source), self.cases[target]
        there.officers |= gone.officers
        for name, until in gone.opened.items():
            there.opened[name] = max(until, there.opened.get(name, until))
        for each in self.words.values():
            if each.owner == (CASE, source):
                each.owner = (CASE, target)
        for grant in self.grants:
            grant.case = target if grant.case == source else grant.case
        for token in self.tokens:
            token.case = target if token.case == source else token.case
        self.met = {(who, target if case == source else case, by) for who, case, by in self.met}
