"""Rules about case files: making, changing, joining, noting, and giving to others."""

from hypothesis import strategies as st

from bot.service.views import Show
from tests.service.machine_base import ENDINGS, Base
from tests.service.machine_model import CASE, FIELDS, File
from tests.service.machine_world import Phone

SILLY = st.sampled_from(
    ["", "   ", "?", "x" * 5_000, "\u200b\u202e", "!!! …", "🙂"]
)  # nothing that can be kept


class CaseRules(Base):
    """What officers do with case files."""

    def make(self, data: st.DataObject) -> None:
        typed = data.draw(st.booleans(), label="typed")
        phone = self.phone(data, self.officers)
        if phone is None:
            return
        self.made(phone, data.draw(st.sampled_from(ENDINGS), label="ending"), typed=typed)
        self.count("make")

    def made(self, phone: Phone, ending: str, *, typed: bool) -> File:
        """A new case file of the person at `phone`."""
        word = self.word("name", person=phone.person_id)
        name = f"{word} {ending}".strip()
        if typed:
            phone.command("case_new")
            phone.say(name)
        else:
            phone.command("case_new", name)
        return self.new_case(phone, name, word)

    def alter(self, data: st.DataObject) -> None:
        field = data.draw(st.sampled_from(FIELDS), label="field")
        found = self.some_case(data)
        if found is None:
            return
        phone, case = found
        phone.press("case_edit")
        phone.press(f"f.{field}")
        if "clear" in phone.codes and data.draw(st.booleans(), label="clear"):
            phone.press("clear")
            self.model.replaced((CASE, case.id), field)
        else:
            word = self.word(field, case=case.id)
            phone.say(f"{word} {data.draw(st.sampled_from(ENDINGS), label='ending')}".strip())
            self.model.replaced((CASE, case.id), field, by=word)
        case.opened.pop(field, None)  # the group agreed to what stood there before
        self.at(phone, Show.CASE_EDIT, case.id)
        self.count("alter")

    def type_nonsense(self, data: st.DataObject) -> None:
        """What cannot be kept is not kept, nothing is lost, and the screen stands there again."""
        way = data.draw(st.sampled_from(["case_new", "f.name", "f.contact", "notes"]), label="way")
        text = data.draw(SILLY, label="text")
        found = self.some_case(data)
        if found is None:
            return
        phone, _ = found
        if way == "case_new":
            phone.command("case_new")
        else:
            phone.press("notes" if way == "notes" else "case_edit")
            phone.press("note_new" if way == "notes" else way)
        show, before = phone.view.show, self.world.tables()
        phone.say(text)
        after = self.world.tables()
        assert phone.view.show is show
        assert all(before[table] == after[table] for table in ("case_file", "note", "cooperation"))
        self.count("type_nonsense")

    def note(self, data: st.DataObject) -> None:
        found = self.some_case(data)
        if found is None:
            return
        phone, case = found
        word = self.word("note", case=case.id)
        phone.press("notes")
        phone.press("note_new")
        phone.say(
            f"Vu ce matin : {word}. Ils " + "hésitent " * data.draw(st.sampled_from([1, 150]), label="long")
        )
        self.at(phone, Show.NOTES, case.id)
        self.count("note")

    def own_note(self, data: st.DataObject) -> None:
        """A note of one's own is marked, or erased."""
        drop = data.draw(st.booleans(), label="drop")
        found = self.some_case(data)
        if found is None:
            return
        phone, case = found
        phone.press("notes")
        if "own" in phone.codes:
            phone.press("own")
        code = self.one(data, phone.starting("n."), "note")
        if code is None:
            return
        text = phone.press(code)
        if drop:
            phone.press("drop")
            phone.press("drop_sure")
            for each in self.model.words.values():
                if each.owner == (CASE, case.id) and each.kind == "note" and each.text in text:
                    each.live = False
        else:
            phone.press("mark")
        self.count("own_note")

    def shelve_or_reopen(self, data: st.DataObject) -> None:
        if not self.working(archived=None):
            return
        found = self.some_case(data, archived=None)
        if found is None:
            return
        phone, case = found
        phone.press("reopen" if case.archived else "archive")
        case.archived = not case.archived
        self.count("shelve_or_reopen")

    def join_two(self, data: st.DataObject) -> None:
        """Two case files with like names become one."""
        if not len(self.working(archived=None)) > 1:
            return
        found = self.some_case(data)
        if found is None:
            return
        phone, case = found
        phone.press("case_edit")
        if "doubles" not in phone.codes:
            return
        phone.press("doubles")
        code = self.one(data, phone.starting("c."), "other")
        assert code is not None
        phone.press(code)
        other = code.removeprefix("c.")
        kept = self.one(data, [case.id, other], "kept")
        assert kept is not None
        phone.press(f"kept.{kept}")
        self._joined(phone.view.about, {case.id, other}, kept)
        self.at(phone, Show.CASE)
        self.count("join_two")

    def _joined(self, target: str, both: set[str], kept: str) -> None:
        """Where both say something, the words of the case file kept stay; the name of the other goes to its project."""
        (source,) = both - {target}
        (lost,) = both - {kept}
        standing = {
            each.kind for each in self.model.words.values() if each.owner == (CASE, kept) and each.live
        }
        for kind in standing:
            self.model.cases[lost].opened.pop(kind, None)  # it reads otherwise from now on
        bare = not self.world.rows("SELECT 1 FROM cooperation WHERE case_file = ? LIMIT 1 OFFSET 1", target)
        for each in list(self.model.words.values()):
            if each.owner != (CASE, lost) or each.kind not in FIELDS or not each.live:
                continue
            if each.kind in standing:
                each.live = False
        if (
            bare
        ):  # nothing hung on the source: its key is gone, and the words that were not taken over with it
            moved = [each for each in self.model.words.values() if each.owner == (CASE, source) and each.live]
            for each in moved:
                each.owner = (CASE, target)
            there = self.model.cases[target]
            there.officers |= self.model.cases[source].officers
            self.model.erase_case(source)
        else:
            self.model.become_one(source, target)

    def second_cooperation(self, data: st.DataObject) -> None:
        found = self.some_case(data)
        if found is None:
            return
        phone, case = found
        phone.press("case_edit")
        phone.press("cooperation_new" if "cooperation_new" in phone.codes else "cooperations")
        if phone.view.show is Show.COOPERATIONS:
            phone.press("cooperation_new")
        for _ in range(2):
            if phone.view.show is Show.COOPERATION_NAME:
                phone.say(f"Projet {self.word('project', case=case.id)}")
        self.at(phone, Show.COOPERATIONS, case.id)
        self.count("second_cooperation")

    # To others.

    def hand_over(self, data: st.DataObject) -> None:
        mode = data.draw(st.sampled_from(["give", "follow", "leave"]), label="mode")
        found = self.some_case(data)
        if found is None:
            return
        phone, case = found
        phone.press("hand_over")
        if mode not in phone.codes:
            return
        phone.press(mode)
        if mode == "leave":
            assert len(case.officers) > 1
            phone.press("confirm")
            case.officers.discard(phone.person_id)
        else:
            code = self.one(data, phone.starting("m."), "colleague")
            assert code is not None
            phone.press(code)
            if mode == "give":
                phone.press("confirm")
            case.officers.add(code.removeprefix("m."))
            if mode == "give":
                case.officers.discard(phone.person_id)
        self.count(f"hand_over.{mode}")

    def switch(self, data: st.DataObject) -> None:
        phone = self.phone(data, self.officers)
        if phone is not None:
            phone.command("switch")
            self.count("switch")
