"""What the rules of the machine share: choosing among phones and case files, and the ways to screens."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from bot.service.views import Show
from tests.service.machine_checks import Checks
from tests.service.machine_model import CASE, PERSON, File, Model
from tests.service.machine_world import TEAMS, Content, Phone, World

T = TypeVar("T")
LONG = "Union des maraichers et eleveurs du canton de la haute vallee"
ENDINGS = ("du bocage", "", LONG, LONG)  # names that share a long one are alike


class Base(RuleBasedStateMachine):
    """Plays; `fired` counts the rules over all runs."""

    content: Content
    fired: dict[str, int] = {}  # noqa: RUF012 - of the class on purpose

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.content)
        self.model = Model()
        self.random = self.world.random
        self.checks = Checks(self.world, self.model, self.random)
        self.backups: list[Path] = []
        for names in TEAMS.values():
            for name in names:
                person = self.world.phones[name].person_id
                organisation, role = self.world.rows(
                    "SELECT organisation, role FROM member WHERE person = ?", person
                )[0]
                self.model.members[person] = (organisation, role)
        self.checks.start()

    def teardown(self) -> None:
        self.world.close()

    def count(self, name: str) -> None:
        """The rule `name` came to its end."""
        self.fired[name] = self.fired.get(name, 0) + 1

    # Who and what.

    @property
    def officers(self) -> list[Phone]:
        """The phones of members."""
        return [each for each in self.world.phones.values() if each.person_id in self.model.members]

    @property
    def guests(self) -> list[Phone]:
        """The phones of nobody, and of people of no team."""
        return [each for each in self.world.phones.values() if each.person_id not in self.model.members]

    @property
    def answered(self) -> list[Phone]:
        """The phones of people with a finished interview."""
        done = {
            person for (person,) in self.world.rows("SELECT person FROM session WHERE status = 'finished'")
        }
        return [each for each in self.world.phones.values() if each.person_id in done]

    def phone_of(self, person: str) -> Phone | None:
        return next((each for each in self.world.phones.values() if each.person_id == person), None)

    def working(self, *, archived: bool | None = False) -> list[tuple[Phone, File]]:
        """Who can work on what."""
        return [
            (phone, case)
            for phone in self.officers
            for case in self.model.followed(phone.person_id, archived=archived)
        ]

    def one(self, data: st.DataObject, among: Sequence[T], what: str) -> T | None:
        return data.draw(st.sampled_from(list(among)), label=what) if among else None

    def some_case(self, data: st.DataObject, *, archived: bool | None = False) -> tuple[Phone, File] | None:
        """Somebody with a case file of theirs, which is on the screen now."""
        found = self.one(
            data, [(p.address.external, c.id) for p, c in self.working(archived=archived)], "case"
        )
        if found is None:
            return None
        phone, case = self.world.phones[found[0]], self.model.cases[found[1]]
        self.checks.open_case(phone, case.id)
        return phone, case

    def phone(self, data: st.DataObject, among: Sequence[Phone]) -> Phone | None:
        name = self.one(data, [each.address.external for each in among], "phone")
        return None if name is None else self.world.phones[name]

    def word(self, kind: str, *, case: str = "", person: str = "") -> str:
        """A new word of a case or a person."""
        return self.model.word(self.random, (CASE, case) if case else (PERSON, person), kind)

    def drop(self, word: str) -> None:
        """It was not taken: it may be anybody's, nobody has it."""
        del self.model.words[word]

    def new_case(self, phone: Phone, name: str, word: str) -> File:
        """The case file that has just been made."""
        (id,) = {id for (id,) in self.world.rows("SELECT id FROM case_file")} - set(self.model.cases)
        organisation = self.model.organisation(phone.person_id)
        self.model.cases[id] = File(id, organisation, {phone.person_id})
        self.model.words[word].owner = (CASE, id)
        assert name in phone.read
        return self.model.cases[id]

    def token(self, phone: Phone) -> str:
        """The token of the link shown, as a word of its maker only."""
        text = phone.token
        self.model.words[text] = self.model.words.pop(self.word("token", person=phone.person_id))
        self.model.words[text].text, self.model.words[text].live = text, False
        return text

    def at(self, phone: Phone, show: Show, about: str = "") -> None:
        assert phone.view.show is show, f"{phone.view} instead of {show}: {phone.read}"
        assert not about or phone.view.about == about, phone.view
