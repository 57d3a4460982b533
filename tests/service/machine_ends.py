"""Rules about the end of things, the course of time, and those who try what they may not."""

from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from bot.records import Subject
from bot.service.retention import tidy
from bot.service.screens import MENU
from bot.service.views import ASKING_WORDS, Show
from tests.service.machine_base import Base
from tests.service.machine_model import PERSON
from tests.service.machine_world import Phone, said

_WORDS = st.sampled_from(
    ["???", "🙂", "bla bla", "/", "/x", "\x00", "merci beaucoup", "<b>&", "\u202eab", "%s {name}"]
)
# Buttons that change what the model knows; the rules press them with their eyes open.
_CHANGING = ("erase_sure", "confirm", "m.", "kept.", "agree.", "x.", "drop", "clear", "admin", "officer", "another", "revoke", "l.", "k.", "months", "give", "follow")  # fmt: skip
_OF_OTHERS = {"chat", "card", "trace", "person", "identity", "sqlite_sequence"}


class EndRules(Base):
    """Erasing, waiting, forging, and straying about."""

    @rule(data=st.data())
    @precondition(lambda self: self.working(archived=None))
    def erase_a_case(self, data: st.DataObject) -> None:
        found = self.some_case(data, archived=None)
        if found is None:
            return
        phone, case = found
        if not case.archived:
            phone.press("case_edit")
        phone.press("case_erase")
        self.backups.append(self.world.back_up())
        phone.press("erase")
        phone.press("erase_sure")
        self.model.erase_case(case.id)
        self.attack()
        self.count("erase_a_case")

    @rule(data=st.data())
    def erase_oneself(self, data: st.DataObject) -> None:
        phone = self.phone(data, [each for each in self.world.phones.values() if each.person_id])
        if phone is None:
            return
        person = phone.person_id
        phone.command("erase")
        phone.press("erase")
        self.backups.append(self.world.back_up())
        if "erase_sure" not in phone.codes:
            return
        phone.press("erase_sure")
        assert not phone.person_id
        self.model.erase_person(person)
        self.attack()
        self.count("erase_oneself")

    def attack(self) -> None:
        """Nothing of what was erased can be read in what is left, nor in the copies made before; what stays can."""
        read = self.world.attack(self.backups[-3:])
        gone = [
            each for each in self.model.words.values() if each.owner in self.model.gone and each.text in read
        ]
        assert not gone, f"still to be read: {gone}"
        lost = [
            each
            for each in self.model.words.values()
            if each.live and each.owner not in self.model.gone and each.text not in read
        ]
        assert not lost, f"lost, or the attacker is blind: {lost}"

    @rule(days=st.sampled_from([0.01, 1, 4, 20, 31, 100, 366]))
    def wait(self, days: float) -> None:
        self.world.clock.turn(days=days)
        self.count("wait")

    @rule()
    def tidy(self) -> None:
        """What nobody has touched for as long as it is to be kept goes, and nothing else."""
        cases = {case: self._touched(case) for case in self.model.cases}
        people = {each.person_id for each in self.guests if each.person_id}
        self.backups.append(self.world.back_up())
        self.world.run(tidy(self.world.store, self.world.ids, self.world.clock))
        now, kept = self.world.clock.now(), {id for (id,) in self.world.rows("SELECT id FROM case_file")}
        for case, (touched, months) in cases.items():
            old = (now - touched) / timedelta(days=1) / 30.5 - months
            assert abs(old) < 0.2 or (old > 0) is (case not in kept), (
                f"{old} months too old; kept: {case in kept}"
            )
            if case not in kept:
                self.model.erase_case(case)
        there = {id for (id,) in self.world.rows("SELECT id FROM person")}
        assert set(self.model.members) <= there
        for person in people - there:
            self.model.erase_person(person)
            for phone in self.world.phones.values():
                if phone.person_id == person:
                    phone.person_id, phone.screen = "", None
        self.checks.pruned = True
        self.attack()
        self.count("tidy" if set(cases) <= kept and people <= there else "tidy away")

    def _touched(self, case: str) -> tuple[datetime, int]:
        """When somebody worked on the case last, and how many months it is to be kept."""
        return self.world.run(self._last(case))

    async def _last(self, case: str) -> tuple[datetime, int]:
        async with self.world.store.transaction() as tx:
            there = await tx.cases.get(case)
            assert there is not None
            house = await tx.organisations.get(there.organisation)
            assert house is not None
            times = [there.touched_at, *(each.touched_at for each in await tx.sessions.about(case))]
            for each in await tx.cases.cooperations(case):
                times += [event.at for event in await tx.plans.of(Subject(case, each.id), "")]
            return max(times), house.retention_months

    @rule(data=st.data(), form=st.sampled_from(["json", "pdf"]))
    def ask_for_a_copy(self, data: st.DataObject, form: str) -> None:
        """All that is kept of somebody comes, and nothing of others."""
        phone = self.phone(data, [each for each in self.world.phones.values() if each.person_id])
        if phone is None:
            return
        phone.command("my_data")
        phone.press(form)
        text, owner = said(phone.answer), (PERSON, phone.person_id)
        for word in self.model.words.values():
            assert word.owner != owner or not word.live or word.text in text, f"{word} is not in the copy"
        self.count("ask_for_a_copy")

    # What may not be.

    @rule(data=st.data(), pick=st.integers(0, 10**6))
    def forge(self, data: st.DataObject, pick: int) -> None:
        """A code that the screen does not offer: nothing changes, and it is noted."""
        phone = self.phone(data, [each for each in self.world.phones.values() if each.screen])
        if phone is None:
            return
        codes = sorted(self._codes() - set(phone.codes))
        code, person = codes[pick % len(codes)], phone.person_id
        before = self.world.tables()
        phone.force(code)
        after = self.world.tables()
        changed = [each for each in before if each not in _OF_OTHERS and before[each] != after[each]]
        assert not changed, f"a forged {code!r} changed {changed}"
        self._others_untouched(before, after, phone)
        new = [row for row in after["trace"] if row not in before["trace"]]
        if phone.answer.screens:
            assert any(not row[-1] and person in row for row in new), f"nothing is noted of a forged {code!r}"
            assert all(not row[-1] or row[-2] == "case.open" for row in new), (
                f"a forged {code!r} was granted: {new}"
            )
        self.count("forge")

    def _codes(self) -> set[str]:
        """Codes of all phones' screens, and with the ids of everything there is."""
        rows = self.world.rows
        codes = {code for phone in self.world.phones.values() for code in phone.codes}
        codes |= {f"{kind}{id}" for (id,) in rows("SELECT id FROM case_file") for kind in ("c.", "kept.")}
        codes |= {f"{kind}{id}" for (id,) in rows("SELECT id FROM person") for kind in ("m.", "c.")}
        codes |= {f"n.{id}" for (id,) in rows("SELECT id FROM note")}
        codes |= {f"{kind}{id}" for (id,) in rows("SELECT id FROM session") for kind in ("i.", "s.")}
        codes |= {f"{kind}{id}" for (id,) in rows("SELECT id FROM share") for kind in ("x.", "v.", "s.")}
        codes |= {f"{kind}{id}" for (id,) in rows("SELECT id FROM diagnosis") for kind in ("r.", "m.")}
        return codes | {
            "erase_sure",
            "confirm",
            "drop_sure",
            "agree.0",
            "o.nothing",
            "k.99999",
            "a.99999",
            "x" * 48,
            "",
        }

    def _others_untouched(
        self, before: dict[str, list[object]], after: dict[str, list[object]], phone: Phone
    ) -> None:
        for table in ("chat", "card"):
            others = [
                [row for row in rows if phone.address.external not in row]
                for rows in (before[table], after[table])
            ]  # type: ignore[attr-defined]
            assert others[0] == others[1]

    @rule(data=st.data(), back=st.integers(1, 9), pick=st.integers(0, 10**6))
    def press_an_old_button(self, data: st.DataObject, back: int, pick: int) -> None:
        phone = self.phone(data, [each for each in self.world.phones.values() if each.screen])
        if phone is None or phone.screen is None:
            return
        codes = sorted(code for code in self._codes() if not code.startswith(_CHANGING))
        phone.force(codes[pick % len(codes)], phone.screen.number - back)
        self.count("press_an_old_button")

    @rule(
        data=st.data(),
        name=st.sampled_from(
            [
                "cases",
                "case_new",
                "switch",
                "team",
                "invite",
                "network",
                "shares",
                "plan",
                "link",
                "open",
                "case",
            ]
        ),
    )
    def command_of_others(self, data: st.DataObject, name: str) -> None:
        """Who belongs to no team asks for what officers have."""
        phone = self.phone(data, self.guests)
        if phone is None:
            return
        kept = ("case_file", "case_officer", "member", "invitation", "note", "share")
        before = self.world.tables()
        phone.command(name, "groupe xyz" if name in {"case_new", "cases", "link"} else "")
        after = self.world.tables()
        assert all(before[table] == after[table] for table in kept)
        self.count("command_of_others")

    @rule(data=st.data(), steps=st.integers(1, 4))
    def stray(self, data: st.DataObject, steps: int) -> None:
        """Buttons as they come, on whatever the phone shows."""
        phone = self.phone(data, [each for each in self.world.phones.values() if each.codes])
        for _ in range(steps if phone else 0):
            assert phone is not None
            codes = [code for code in phone.codes if not code.startswith(_CHANGING)]
            code = self.one(data, codes, "button")
            if code is not None:
                phone.press(code)
        self.count("stray")

    @rule(
        data=st.data(),
        text=_WORDS,
        name=st.sampled_from(["help", "notice", "resume", "cancel", "start", "cases", "role"]),
    )
    def say_something_odd(self, data: st.DataObject, text: str, name: str) -> None:
        phone = self.phone(data, list(self.world.phones.values()))
        assert phone is not None
        phone.command(name)
        if phone.card != MENU or phone.view.show not in ASKING_WORDS or phone.view.show is Show.CASE_SEARCH:
            phone.say(text)
        self.count("say_something_odd")
