"""Rules about the end of things and the course of time."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from bot.records import Subject
from bot.service.private import kept_in
from bot.service.retention import tidy
from tests.service.machine_base import Base
from tests.service.machine_model import PERSON
from tests.service.machine_world import said


class EndRules(Base):
    """Erasing by hand and by the clock, and what everybody may have of their own."""

    def erase_a_case(self, data: st.DataObject) -> None:
        if not self.working(archived=None):
            return
        sure = data.draw(st.sampled_from([False, False, True]), label="sure")
        found = self.some_case(data, archived=None)
        if found is None:
            return
        phone, case = found
        if not case.archived:
            phone.press("case_edit")
        phone.press("case_erase")
        self.backups.append(self.world.back_up())
        phone.press("erase")
        phone.press("erase_sure" if sure else "close")
        if not sure:
            return
        self.model.erase_case(case.id)
        self.attack()
        self.count("erase_a_case")

    def erase_oneself(self, data: st.DataObject) -> None:
        sure = data.draw(st.sampled_from([False, False, True]), label="sure")
        phone = self.phone(data, [each for each in self.world.phones.values() if each.person_id])
        if phone is None:
            return
        person = phone.person_id
        phone.command("erase")
        phone.press("erase")
        self.backups.append(self.world.back_up())
        if not sure:
            phone.press("close")
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

    def wait(self, data: st.DataObject) -> None:
        days = data.draw(st.sampled_from([0.01, 1, 4, 20, 31, 100, 366]), label="days")
        tidied = data.draw(st.booleans(), label="tidied")
        self.world.clock.turn(days=days)
        if tidied:
            self._tidy()
        self.count("wait")

    def _tidy(self) -> None:
        """What nobody has touched for as long as it is to be kept goes, and nothing else."""
        cases = {case: self._touched(case) for case in self.model.cases}
        people = {each.person_id for each in self.guests if each.person_id}
        self.backups.append(self.world.back_up())
        self.world.run(tidy(self.world.store, self.world.ids, self.world.clock, kept_in(self.content[0])))
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
            times = [
                there.touched_at,
                *(each.touched_at for each in await tx.sessions.about(case, viewer=None)),
            ]
            for each in await tx.cases.cooperations(case):
                times += [event.at for event in await tx.plans.of(Subject(case, each.id), "")]
            return max(times), house.retention_months

    def ask_for_a_copy(self, data: st.DataObject) -> None:
        """All that is kept of somebody comes, and nothing of others."""
        form = data.draw(st.sampled_from(["json", "pdf"]), label="form")
        phone = self.phone(data, [each for each in self.world.phones.values() if each.person_id])
        if phone is None:
            return
        phone.command("my_data")
        phone.press(form)
        text, owner = said(phone.answer), (PERSON, phone.person_id)
        for word in self.model.words.values():
            assert word.owner != owner or not word.live or word.text in text, f"{word} is not in the copy"
        self.count("ask_for_a_copy")
