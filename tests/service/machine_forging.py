"""Rules about those who try what they may not, and those who stray about."""

from typing import Any

from hypothesis import strategies as st

from bot.service.screens import MENU
from bot.service.views import ASKING_WORDS, Show
from tests.service.machine_base import Base
from tests.service.machine_model import File
from tests.service.machine_world import Phone

_WORDS = st.sampled_from(
    ["???", "🙂", "bla bla", "/", "/x", "\x00", "merci beaucoup", "<b>&", "\u202eab", "%s {name}"]
)
# Buttons that change what the model knows; the rules press them with their eyes open.
_CHANGING = ("erase_sure", "confirm", "m.", "kept.", "agree.", "x.", "drop", "clear", "admin", "officer", "another", "revoke", "l.", "k.", "months", "give", "follow")  # fmt: skip
_COMMANDS = ("switch", "plan", "result", "resume", "edit", "cases", "invite", "diagnosis")
_KEEPING = {Show.CASE_NEW, Show.MY_NAME}  # what is typed there is kept, and rightly so
_OF_OTHERS = {"chat", "card", "trace", "person", "identity", "sqlite_sequence"}


class ForgeRules(Base):
    """Old buttons, foreign codes, odd words; and going on where one may no longer."""

    def go_on_after_losing_it(self, data: st.DataObject) -> None:
        """Somebody has a case file before them, an admin gives it away, and they touch what their phone still shows."""
        if not self._removable():
            return
        where = data.draw(st.lists(st.integers(0, 99), max_size=2), label="where")
        ways = data.draw(st.lists(st.integers(0, 99), min_size=1, max_size=5), label="ways")
        name, id = self.one(data, self._removable(), "who") or ("", "")
        phone, case = self.world.phones[name], self.model.cases[id]
        self.checks.open_case(phone, id)
        for pick in where:
            codes = [code for code in phone.codes if not code.startswith(_CHANGING)]
            phone.press(codes[pick % len(codes)])
        self.checks.access()
        self._given_away(phone, case)
        self.checks.rights()
        self.checks.start()
        for pick in ways:
            codes = [code for code in phone.codes if not code.startswith(_CHANGING)]
            if pick % 3 and codes:
                phone.press(codes[pick % len(codes)])
            elif pick % 2:
                phone.command(_COMMANDS[pick % len(_COMMANDS)])
            elif phone.card != MENU or phone.view.show not in _KEEPING:
                phone.say("Les jardins")
            self.checks.access()
        self.count("go_on_after_losing_it")

    def _removable(self) -> list[tuple[str, str]]:
        """Who follows which case, and is not the only admin, who gives it away."""
        return [
            (phone.address.external, case.id)
            for phone, case in self.working()
            if any(
                each != phone.person_id and self.phone_of(each)
                for each in self.model.admins(case.organisation)
            )
        ]

    def _given_away(self, phone: Phone, case: File) -> None:
        """An admin passes all case files of the person on to themselves."""
        admins = (
            self.phone_of(each) for each in self.model.admins(case.organisation) if each != phone.person_id
        )
        admin = next(each for each in admins if each is not None)
        admin.command("team")
        while f"m.{phone.person_id}" not in admin.codes:
            admin.press("more")
        admin.press(f"m.{phone.person_id}")
        admin.press("pass_on")
        admin.press(f"m.{admin.person_id}")
        admin.agree()
        for each in self.model.followed(phone.person_id, archived=None):
            each.officers.discard(phone.person_id)
            each.officers.add(admin.person_id)

    def forge(self, data: st.DataObject) -> None:
        """A code that the screen does not offer: nothing changes, and it is noted."""
        pick = data.draw(st.integers(0, 10**6), label="pick")
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
            done = [
                row for row in new if row[-1] and not row[-2].endswith((".see", ".open"))
            ]  # to draw it anew is to see
            assert not done, f"a forged {code!r} was granted: {done}"
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
        self, before: dict[str, list[tuple[Any, ...]]], after: dict[str, list[tuple[Any, ...]]], phone: Phone
    ) -> None:
        for table in ("chat", "card"):
            others = [
                [row for row in rows if phone.address.external not in row]
                for rows in (before[table], after[table])
            ]
            assert others[0] == others[1]

    def press_an_old_button(self, data: st.DataObject) -> None:
        back = data.draw(st.integers(1, 9), label="back")
        pick = data.draw(st.integers(0, 10**6), label="pick")
        phone = self.phone(data, [each for each in self.world.phones.values() if each.screen])
        if phone is None or phone.screen is None:
            return
        codes = sorted(code for code in self._codes() if not code.startswith(_CHANGING))
        phone.force(codes[pick % len(codes)], phone.screen.number - back)
        self.count("press_an_old_button")

    def command_of_others(self, data: st.DataObject) -> None:
        """Who belongs to no team asks for what officers have."""
        name = data.draw(
            st.sampled_from(
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
            label="name",
        )
        phone = self.phone(data, self.guests)
        if phone is None:
            return
        kept = ("case_file", "case_officer", "member", "invitation", "note", "share")
        before = self.world.tables()
        phone.command(name, "groupe xyz" if name in {"case_new", "cases", "link"} else "")
        after = self.world.tables()
        assert all(before[table] == after[table] for table in kept)
        self.count("command_of_others")

    def stray(self, data: st.DataObject) -> None:
        """Buttons as they come, on whatever the phone shows."""
        steps = data.draw(st.integers(1, 4), label="steps")
        phone = self.phone(data, [each for each in self.world.phones.values() if each.codes])
        for _ in range(steps if phone else 0):
            assert phone is not None
            codes = [code for code in phone.codes if not code.startswith(_CHANGING)]
            code = self.one(data, codes, "button")
            if code is not None:
                phone.press(code)
        self.count("stray")

    def say_something_odd(self, data: st.DataObject) -> None:
        text = data.draw(_WORDS, label="text")
        name = data.draw(
            st.sampled_from(["help", "notice", "resume", "cancel", "start", "cases", "role"]), label="name"
        )
        phone = self.phone(data, list(self.world.phones.values()))
        assert phone is not None
        phone.command(name)
        if phone.card != MENU or phone.view.show not in ASKING_WORDS or phone.view.show is Show.CASE_SEARCH:
            phone.say(text)
        self.count("say_something_odd")
