"""Rules about consent: what somebody lets be seen, takes back, or keeps confidential; and the network."""

from hypothesis import strategies as st

from bot.ports import Transaction
from bot.records import Share
from bot.service import sharing
from bot.service.edits import shortened
from bot.service.screens import MENU
from bot.service.views import Show
from tests.service.machine_base import Base
from tests.service.machine_checks import plain
from tests.service.machine_model import Grant
from tests.service.machine_world import Phone, buttons


class ShareRules(Base):
    """Consents are given and taken back, and officers look at what is there."""

    @property
    def _invited(self) -> list[Phone]:
        """The phones of people who came by the link of a group."""
        return [each for each in self.guests if any(each.person_id == who for who, _, _ in self.model.met)]

    def mark_confidential(self, data: st.DataObject) -> None:
        if not self.answered:
            return
        phone = self.phone(data, self.answered)
        assert phone is not None
        phone.command("result")
        if phone.card == MENU:
            return
        phone.press("confide")
        code = self.one(data, phone.starting("k."), "answer")
        if code is None:
            return
        assert phone.screen is not None
        marked = next(each.ticked for each in buttons(phone.screen) if each.code == code)
        session, _ = self.world.run(self.checks.replayed(phone.card))
        name = sharing.name_of(session.path[int(code.removeprefix("k."))])
        phone.press(code)
        marks = self.model.marks.setdefault(phone.card, set())
        (marks.discard if marked else marks.add)(name)
        self._officers_look(phone.card)
        self.count("mark_confidential")

    def share(self, data: st.DataObject) -> None:
        """All (`part` 0) or some answers of an own interview are shared with a case."""
        if not self._invited:
            return
        part = data.draw(st.integers(0, 3), label="part")
        phone = self.phone(data, self._invited)
        assert phone is not None
        phone.command("shares")
        code = self.one(data, phone.starting("s."), "interview")
        if code is None:
            return
        phone.press(code)
        if "with" in phone.codes:
            phone.press("with")
            phone.press(self.one(data, phone.starting("c."), "whom") or "")
        if self.shared(phone, code.removeprefix("s."), part):
            self.count("share")

    def shared(self, phone: Phone, session: str, part: int) -> bool:
        """Whether something was shared, on the screen that asks what."""
        if part > 1:
            phone.press("none")
        for each in phone.starting("t.")[:part]:
            phone.press(each)
        ticked = self._ticked(phone)
        if "sure" not in phone.codes:
            return False
        facts = self.checks.facts(session)
        wanted = {key for key, (fact, _, _) in facts.items() if plain(shortened(fact)) in ticked}
        assert not wanted & self.model.marks.get(session, set()), "what is confidential is offered"
        phone.press("sure")
        phone.press(phone.starting("agree.")[0])
        self._given(phone, session, wanted)
        self._officers_look(session)
        return True

    def _ticked(self, phone: Phone) -> set[str]:
        """The labels ticked on all pages."""
        ticked: set[str] = set()
        for _ in range(9):
            assert phone.screen is not None
            now = {each.label for each in buttons(phone.screen) if each.ticked}
            ticked |= {plain(label) for label in now}
            if "more" not in phone.codes:
                break
            phone.press("more")
        return ticked

    def _given(self, phone: Phone, session: str, wanted: set[str]) -> None:
        known = {each.id for each in self.model.grants}
        (new,) = [each for each in self.world.run(self._shares(phone.person_id)) if each.id not in known]
        assert (new.session, set(new.keys)) == (session, wanted), "something else is shared than was ticked"
        assert any((phone.person_id, new.case) == (who, case) for who, case, _ in self.model.met), (
            "shared with strangers"
        )
        for each in self.model.grants:
            each.withdrawn = each.withdrawn or (each.session, each.case) == (session, new.case)
        until = sharing.until(self.world.clock.now())
        self.model.grants.append(Grant(new.id, phone.person_id, session, new.case, wanted, until))

    async def _shares(self, person: str) -> list[Share]:
        async with self.world.store.transaction() as tx:
            return await _of(tx, person)

    def withdraw(self, data: st.DataObject) -> None:
        if not self.model.grants:
            return
        phone = self.phone(
            data, [each for each in self.guests if any(each.person_id == g.person for g in self.model.grants)]
        )
        if phone is None:
            return
        phone.command("shares")
        code = self.one(data, phone.starting("x."), "share")
        in_force = {
            g.id for g in self.model.grants if g.person == phone.person_id and g.holds(self.world.clock.now())
        }
        assert {each.removeprefix("x.") for each in phone.starting("x.")} <= in_force
        if code is None:
            return
        phone.press(code)
        for each in self.model.grants:
            each.withdrawn = each.withdrawn or each.id == code.removeprefix("x.")
        for session in {each.session for each in self.model.grants if each.id == code.removeprefix("x.")}:
            self._officers_look(session)
        self.count("withdraw")

    def look_at_what_is_shared(self, data: st.DataObject) -> None:
        if not self.working():
            return
        whole = data.draw(st.booleans(), label="whole")
        phone, case = self._shared_with(data)
        if phone is None:
            return
        self._look(phone, case, whole=whole)
        self.count("look_at_what_is_shared")

    def _look(self, phone: Phone, case: str, *, whole: bool) -> None:
        """At the views of a case, and at each share. The answers that come are checked as all that comes."""
        self.checks.open_case(phone, case)
        if "views" not in phone.codes:
            return
        phone.press("views")
        self.at(phone, Show.VIEWS_COMPARED, case)
        every = {each.id for each in self.model.grants}
        offered = [code for code in phone.codes if code.partition(".")[2] in every]
        in_force = {
            each.id for each in self.model.grants if each.case == case and each.holds(self.world.clock.now())
        }
        assert {code.partition(".")[2] for code in offered} <= in_force, (
            "a share is offered that is not in force"
        )
        for code in offered:
            phone.press(code)
            self.at(phone, Show.SHARED, case)
            if whole:
                phone.press("result")
            phone.press("close")

    def _officers_look(self, session: str) -> None:
        """Who may look at what is shared of an interview does so, at once."""
        for case in {each.case for each in self.model.grants if each.session == session}:
            phones = [phone for phone, there in self.working() if there.id == case]
            for phone in phones[:1]:
                self._look(phone, case, whole=self.random.random() < 0.5)

    def _shared_with(self, data: st.DataObject) -> tuple[Phone | None, str]:
        """Somebody with a case of theirs, one that something was shared with if there is any."""
        every = [(phone.address.external, case.id) for phone, case in self.working()]
        given = {each.case for each in self.model.grants}
        found = self.one(data, [each for each in every if each[1] in given] or every, "case")
        return (None, "") if found is None else (self.world.phones[found[0]], found[1])

    # The network.

    def open_or_close(self, data: st.DataObject) -> None:
        if not self.working():
            return
        found = self.some_case(data)
        if found is None:
            return
        phone, case = found
        phone.press("network")
        code = self.one(data, [*phone.starting("o."), *phone.starting("x.")], "field")
        assert code is not None
        phone.press(code)
        field = code[2:]
        if code.startswith("x."):
            case.opened.pop(field)
        else:
            phone.say(f"La présidente, en réunion {self.word('consent', case=case.id)}")
            case.opened[field] = sharing.until(self.world.clock.now())
        self.at(phone, Show.NETWORK_CASE, case.id)
        self.count("open_or_close")

    def look_at_the_network(self, data: st.DataObject) -> None:
        phone = self.phone(data, list(self.world.phones.values()))
        assert phone is not None
        phone.command("network")
        text = phone.read
        while "more" in phone.codes:
            text += phone.press("more")
        if phone.person_id in self.model.members:
            now = self.world.clock.now()
            for word in self.model.words.values():
                case = self.model.cases.get(word.owner[1])
                shown = (
                    word.live
                    and case is not None
                    and not case.archived
                    and case.opened.get(word.kind, now) > now
                )
                assert not shown or word.text in text, f"{word} is open, and not shown in the network"
        self.count("look_at_the_network")


async def _of(tx: Transaction, person: str) -> list[Share]:
    return list(await tx.shares.of(person))
