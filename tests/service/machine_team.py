"""Rules about people: links, teams, roles, another phone."""

from datetime import timedelta

from hypothesis import strategies as st

from bot.service.views import Show
from tests.service.machine_base import Base
from tests.service.machine_model import File, Token
from tests.service.machine_world import Phone

_SHORT, _LONG = timedelta(hours=72), timedelta(days=30)


class TeamRules(Base):
    """Who comes, who goes, who becomes what."""

    def invite(self, data: st.DataObject) -> None:
        role = data.draw(st.sampled_from(["officer", "officer", "admin"]), label="role")
        phone = self.phone(data, self.officers)
        if phone is None:
            return
        phone.command("invite")
        assert ("admin" in phone.codes) is self.model.admin(phone.person_id)
        if role in phone.codes:
            phone.press(role)
            until = self.world.clock.now() + _SHORT
            organisation = self.model.organisation(phone.person_id)
            self.model.tokens.append(Token(self.token(phone), role, phone.person_id, until, organisation))
            self.count("invite")

    def invite_group(self, data: st.DataObject) -> None:
        if not self.working():
            return
        found = self.some_case(data)
        if found is None:
            return
        self.invited(*found)
        self.count("invite_group")

    def invited(self, phone: Phone, case: File) -> Token:
        """A link for the group of the case file that stands on the screen of `phone`."""
        phone.press("invite")
        phone.press("confirm")
        until = self.world.clock.now() + _LONG
        made = Token(self.token(phone), "group", phone.person_id, until, case.organisation, case.id, left=10)
        self.model.tokens.append(made)
        return made

    def open_link(self, data: st.DataObject) -> None:
        """Anybody opens a link that was made once, good or not."""
        if not self.model.tokens:
            return
        text = self.one(data, [each.text for each in self.model.tokens], "link")
        phone = self.phone(data, list(self.world.phones.values()))
        assert text is not None
        assert phone is not None
        token = next(each for each in self.model.tokens if each.text == text)
        before, person = dict(self.model.members), phone.person_id
        if token.purpose == "phone":
            self._take_over(phone, token)
            return
        phone.command("start", token.text)
        person = phone.person_id
        if token.purpose == "group":
            self.met(phone, token)
        elif phone.view.show is Show.TAKE_OVER and "confirm" in phone.codes:
            assert self._good(token), f"a link that is no longer good is offered: {token}"
            assert self.model.organisation(person) in {"", token.organisation}
            phone.press("confirm")
            token.left -= 1
            self.model.members[person] = (token.organisation, token.purpose)
            self._named(phone, data.draw(st.booleans(), label="named"))
            self.count("join" if person not in before else "raised")
        else:
            self.count("link refused")

    def _named(self, phone: Phone, named: bool) -> None:
        if phone.view.show is not Show.MY_NAME:
            return
        if named:
            self._called(phone)
        else:
            phone.press("skip")

    def _called(self, phone: Phone) -> None:
        """Their name from now on."""
        word = self.word("own_name", person=phone.person_id)
        phone.say(f"Dominique {word}")
        self.model.replaced(self.model.words[word].owner, "own_name", by=word)

    def _good(self, token: Token) -> bool:
        """Whether the link lets anybody in: in time, not used up, and its maker may still make it."""
        maker = self.model.members.get(token.by, ("", ""))
        if token.purpose == "phone" and token.by == token.person:
            return self.world.clock.now() < token.until and token.left > 0
        if token.purpose == "phone" and (
            maker[1] != "admin" or self.model.organisation(token.person) != maker[0]
        ):
            return False
        entitled = maker[0] == token.organisation and (token.purpose != "admin" or maker[1] == "admin")
        return self.world.clock.now() < token.until and token.left > 0 and entitled

    def met(self, phone: Phone, token: Token) -> None:
        """The person of the phone has come by a link for a group, or not."""
        sql = "SELECT count(*) FROM invitation_use JOIN invitation ON invitation = id WHERE invitation_use.person = ? AND by_person = ? AND case_file = ?"
        ((used,),) = self.world.rows(sql, phone.person_id, token.by, token.case)
        met = (phone.person_id, token.case, token.by)
        if used and met not in self.model.met:
            assert self._good(token), f"a link that is no longer good was used: {token}"
            assert phone.person_id not in self.model.members
            self.model.met.add(met)
            token.left -= 1
            self.count("met")

    def rename_oneself(self, data: st.DataObject) -> None:
        phone = self.phone(data, self.officers)
        if phone is None:
            return
        phone.command("team")
        phone.press("me")
        phone.press("name")
        self._called(phone)
        self.count("rename_oneself")

    def leave_team(self, data: st.DataObject) -> None:
        """Somebody leaves, or an admin removes them."""
        own = data.draw(st.booleans(), label="own")
        phone = self.phone(data, self.officers)
        if phone is None:
            return
        phone.command("team")
        code = "me" if own else self.one(data, phone.starting("m."), "colleague")
        if code is None:
            return
        phone.press(code)
        person, way = phone.view.about, "leave" if phone.view.about == phone.person_id else "remove"
        if way not in phone.codes:
            return
        assert way == "leave" or self.model.admin(phone.person_id)
        phone.press(way)
        if phone.view.mode == way:
            if self.model.admin(person):
                assert len(
                    self.model.admins(self.model.organisation(person))
                ) > 1 or not self.model.colleagues(person)
            phone.press("confirm")
            self.model.leave(person)
            self.count(f"{way} team")

    def pass_on(self, data: st.DataObject) -> None:
        """All case files of somebody (oneself, a colleague for an admin, or nobody) go to a colleague."""
        phone = self.phone(data, self.officers)
        if phone is None:
            return
        phone.command("team")
        code = self.one(
            data,
            [each for each in phone.codes if each in {"me", "unattended"} or each.startswith("m.")],
            "of",
        )
        if code is None:
            return
        phone.press(code)
        if code != "unattended":
            if "pass_on" not in phone.codes:
                return
            phone.press("pass_on")
        giver = "" if code == "unattended" else phone.view.about
        to = self.one(data, phone.starting("m."), "to")
        if to is None:
            return
        phone.press(to)
        if giver:
            phone.press("confirm")
        organisation = self.model.organisation(phone.person_id)
        assert giver in {"", phone.person_id} or self.model.admin(phone.person_id)
        for case in self.model.cases.values():
            if case.organisation == organisation and (giver in case.officers if giver else not case.officers):
                case.officers.discard(giver)
                case.officers.add(to.removeprefix("m."))
        self.count("pass_on")

    def change_role(self, data: st.DataObject) -> None:
        role = data.draw(st.sampled_from(["admin", "officer"]), label="role")
        phone = self.phone(data, [each for each in self.officers if self.model.admin(each.person_id)])
        if phone is None:
            return
        phone.command("team")
        phone.press(self.one(data, ["me", *phone.starting("m.")], "whose") or "me")
        person = phone.view.about
        if role in phone.codes:
            phone.press(role)
            alone = [person] == self.model.admins(self.model.organisation(person))
            if role == "admin" or not alone:
                self.model.members[person] = (self.model.organisation(person), role)
                self.count("change_role")

    def new_phone(self, data: st.DataObject) -> None:
        """A link to be the same person on another phone."""
        admin = data.draw(st.booleans(), label="admin")
        known = [each for each in self.world.phones.values() if each.person_id]
        phone = self.phone(
            data, [each for each in known if self.model.admin(each.person_id)] if admin else known
        )
        if phone is None:
            return
        phone.command("phone")
        person = phone.person_id
        other = self.one(data, self.model.colleagues(person), "whose") if admin else None
        if other is not None:
            phone.command("team")
            if f"m.{other}" not in phone.codes:
                return
            phone.press(f"m.{other}")
            phone.press("phone")
            person = other
        if "confirm" not in phone.codes:
            return
        phone.press("confirm")
        self.model.tokens = [
            each for each in self.model.tokens if (each.by, each.person) != (phone.person_id, person)
        ]
        until, organisation = (
            self.world.clock.now() + _SHORT,
            self.model.organisation(person) if other else "",
        )
        made = Token(self.token(phone), "phone", phone.person_id, until, organisation, person=person)
        self.model.tokens.append(made)
        self.count("new_phone")
        new = self.phone(data, self.guests) if data.draw(st.booleans(), label="opened") else None
        if new is not None:
            self.checks.all()
            self._take_over(new, made)

    def _take_over(self, phone: Phone, token: Token) -> None:
        phone.command("start", token.text)
        if phone.view.show is not Show.TAKE_OVER or "confirm" not in phone.codes:
            self.count("link refused")
            return
        before, old = phone.person_id, self.phone_of(token.person)
        assert self._good(token), f"a link that is no longer good is offered: {token}"
        assert before not in self.model.members
        phone.press("confirm")
        if phone.person_id == token.person:
            token.left -= 1
            self.model.erase_person(before)
            if old is not None:
                old.person_id, old.screen = "", None
            self.count("take over")
