"""Rules about interviews, what they advise, and where a group stands."""

from random import Random

from hypothesis import strategies as st

from bot.service.screens import MENU
from bot.service.views import Show
from tests.service.machine_base import Base
from tests.service.machine_world import Phone

_MOST = 60  # presses until an interview is at its end
_ANSWERS = ("done", "skip", "dont_know", "same")


class TalkRules(Base):
    """Interviews are begun, gone on with, changed; their results are worked with."""

    def interview_about_a_case(self, data: st.DataObject) -> None:
        if not self.working():
            return
        seed = data.draw(st.integers(0, 999), label="seed")
        end = data.draw(st.booleans(), label="end")
        found = self.some_case(data)
        if found is None:
            return
        phone, case = found
        self._begin_and_talk(data, phone, case.id, Random(seed), _MOST if end else seed % 5)
        self.count("interview_about_a_case")

    def _begin_and_talk(
        self, data: st.DataObject, phone: Phone, case: str, random: Random, most: int
    ) -> None:
        """An interview about the case file that stands on the screen."""
        offered = [code for code in phone.codes if code in {"diagnosis", "again", "visit", "resume"}]
        phone.press(self.one(data, offered, "which") or "")
        if phone.view.show is Show.COOPERATIONS and phone.card == MENU:
            phone.press(self.one(data, phone.starting("k."), "project") or "")
        if phone.view.show is Show.ANOTHER and phone.card == MENU:
            phone.press(self.one(data, ["begin", "resume"], "again") or "")
        self.talk(phone, case, random, most)

    def interview_about_oneself(self, data: st.DataObject) -> None:
        seed = data.draw(st.integers(0, 999), label="seed")
        end = data.draw(st.booleans(), label="end")
        phone = self.phone(data, self.guests)
        if phone is None:
            return
        phone.command("diagnosis")
        if phone.view.show is Show.WELCOME and "v.beneficiary" in phone.codes:
            phone.press("v.beneficiary")
        if phone.view.show is Show.ANOTHER and phone.card == MENU:
            phone.press(self.one(data, ["begin", "resume"], "again") or "")
        self.talk(phone, "", Random(seed), _MOST if end else seed % 5)
        self.count("interview_about_oneself")

    def talk(self, phone: Phone, case: str, random: Random, most: int) -> None:
        """Answer up to `most` questions somehow, now and then with a remark."""
        assert phone.card != MENU, phone.view
        for _ in range(most):
            if "pdf" in phone.codes:
                return
            if "remark" in phone.codes and random.random() < 0.08:
                self._remark(phone, case)
            self._answer(phone, case, random)
        assert most < _MOST, "the interview does not come to its end"

    def _remark(self, phone: Phone, case: str) -> None:
        word = self.word("remark", case=case, person=phone.person_id)
        phone.press("remark")
        phone.say(f"Entre nous : {word}.")

    def _answer(self, phone: Phone, case: str, random: Random) -> None:
        options, ways = phone.starting("o."), [code for code in _ANSWERS if code in phone.codes]
        if not options and "skip" in phone.codes and random.random() < 0.6:
            self._answer_in_words(phone, case)
            return
        several = "done" in phone.codes
        code = random.choice(options) if options and random.random() < 0.6 else random.choice(ways)
        before = self._events(phone.card)
        phone.press(code)
        if not several or code != "done":
            assert self._events(phone.card) > before or (several and code in options), (
                f"{code} is not in the log"
            )

    def _answer_in_words(self, phone: Phone, case: str) -> None:
        """A text, if one is asked for; a date or a number is not."""
        word, card = self.word("answer", case=case, person=phone.person_id), phone.card
        phone.say(f"Appeler {word}")
        session, _ = self.world.run(self.checks.replayed(card))
        if word not in repr(session.answers):
            self.drop(word)
            phone.press("skip")

    def _events(self, session: str) -> int:
        ((count,),) = self.world.rows("SELECT count(*) FROM event WHERE session = ?", session)
        return int(count)

    def change_an_answer(self, data: st.DataObject) -> None:
        if not self.answered:
            return
        seed = data.draw(st.integers(0, 999), label="seed")
        phone = self.phone(data, self.answered)
        assert phone is not None
        random = Random(seed)
        phone.command("edit")
        if phone.card == MENU or not phone.starting("a."):
            return
        phone.press(random.choice(phone.starting("a.")))
        options = phone.starting("o.")
        phone.press(random.choice(options) if options else "skip")
        for code in ("done", "confirm"):
            if code in phone.codes:
                phone.press(code)
        self.count("change_an_answer")

    def ask_for_the_result(self, data: st.DataObject) -> None:
        if not self.answered:
            return
        phone = self.phone(data, self.answered)
        assert phone is not None
        phone.command("result")
        for code in ("pdf", "reasons", "details"):
            if phone.card != MENU and code in phone.codes:
                phone.press(code)
        self.count("ask_for_the_result")

    # Where a group stands.

    def confirm_or_correct_a_move(self, data: st.DataObject) -> None:
        if not self.working():
            return
        way = data.draw(st.sampled_from(["yes", "stay", "other"]), label="way")
        seed = data.draw(st.integers(0, 999), label="seed")
        found = self.some_case(data)
        if found is None:
            return
        phone, case = found
        sql = "SELECT count(*) FROM standing WHERE case_file = ?"
        for _ in range(2):  # a second result proposes the move
            if len(self.world.rows("SELECT id FROM diagnosis WHERE case_file = ?", case.id)) < 2:
                self._begin_and_talk(data, phone, case.id, Random(seed), _MOST)
                seed += 1
                self.checks.open_case(phone, case.id)
        before = self.world.rows(sql, case.id)[0][0]
        phone.press("course")
        for code in phone.starting("r.")[:1]:
            phone.press(code)
            phone.press("back")
        move = self.one(data, phone.starting("m."), "move")
        if move is None:
            return
        phone.press(move)
        phone.press(way if way in phone.codes else "yes")
        if phone.view.show is Show.MOVE_OTHER:
            phone.press(self.one(data, phone.starting("s."), "stands") or "")
        assert self.world.rows(sql, case.id)[0][0] == before + 1
        self.count("confirm_or_correct_a_move")

    # What was advised.

    def judge_advice_for_a_case(self, data: st.DataObject) -> None:
        if not self.working():
            return
        found = self.some_case(data)
        if found is None:
            return
        phone, case = found
        phone.press("plan")
        if phone.view.show is Show.COOPERATIONS:
            phone.press(self.one(data, phone.starting("k."), "project") or "")
        self._judge(data, phone, case.id)

    def judge_own_advice(self, data: st.DataObject) -> None:
        phone = self.phone(data, [each for each in self.guests if each.person_id])
        if phone is None:
            return
        phone.command("plan")
        if phone.view.show is Show.PLAN:
            self._judge(data, phone, "")

    def _judge(self, data: st.DataObject, phone: Phone, case: str) -> None:
        self.at(phone, Show.PLAN)
        item = self.one(data, ["add", "trace", *phone.starting("p."), *phone.starting("t.")], "item")
        if item is None or item not in phone.codes:
            return
        phone.press(item)
        if item == "add":
            self._add(data, phone, case)
        elif item != "trace":
            ways = [
                each
                for each in phone.codes
                if each.startswith("d.") or each in {"keep", "up", "down", "reword", "remove", "why"}
            ]
            way = self.one(data, ways, "way")
            phone.press(way or "back")
            if way == "reword":
                phone.say(f"Plutôt {self.word('item', case=case, person=phone.person_id)}")
                self.at(phone, Show.PLAN)
        self.count("judge")

    def _add(self, data: st.DataObject, phone: Phone, case: str) -> None:
        code = self.one(data, ["", *phone.starting("a.")], "which")
        if code:
            phone.press(code)
        else:
            phone.say(f"Inviter {self.word('item', case=case, person=phone.person_id)}")
        self.at(phone, Show.PLAN)
