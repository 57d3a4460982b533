"""Whatever officers, beneficiaries and strangers do, in any order: access, consent, nothing lost, erased is erased.

`MACHINE=full` plays for long. The tests at the end break the program on purpose: the machine must find each of these.
"""

import os
from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from bot.content import load_content
from bot.engine.engine import Engine
from bot.engine.session import Session
from bot.engine.values import Key
from bot.records import Card, CaseFile, Note, Share
from bot.service import sharing
from bot.service.access import Access
from bot.service.counters import comparing
from bot.service.reception import Reception
from bot.service.scene import Scene
from bot.service.views import decode_view
from bot.storage.cases import CasesTable
from bot.storage.safe import Safe
from tests.service.machine_base import LONG
from tests.service.machine_cases import CaseRules
from tests.service.machine_ends import EndRules
from tests.service.machine_forging import ForgeRules
from tests.service.machine_shares import ShareRules
from tests.service.machine_talks import TalkRules
from tests.service.machine_team import TeamRules

pytestmark = pytest.mark.untraced

_FULL = os.environ.get("MACHINE") == "full"


def _several(*acts: str) -> st.SearchStrategy[list[str]]:
    """One act after the other: so that what hangs together also comes together."""
    return st.lists(st.sampled_from(acts), min_size=1, max_size=4)


class Casework(CaseRules, TeamRules, TalkRules, ShareRules, EndRules, ForgeRules):
    """All rules together."""

    content = load_content()

    @initialize(end=st.booleans())
    def begin(self, end: bool) -> None:
        """Two case files with like names in one team and one in the other; somebody came by a link, and shares."""
        phones = self.world.phones
        for name in ("alba", "anton", "boris", "anton"):
            self.made(phones[name], LONG, typed=False)
        for name, guest in (("anton", "gaby"), ("boris", "hanna")):
            case = self.model.followed(phones[name].person_id)[0]
            self.checks.open_case(phones[name], case.id)
            token = self.invited(phones[name], case)
            phones[guest].command("start", token.text)
            self.met(phones[guest], token)
        if end:
            self.talk(phones["gaby"], "", self.random, 60)
            phones["gaby"].press("share")
            self.shared(phones["gaby"], phones["gaby"].view.about, 1)

    @invariant()
    def holds(self) -> None:
        self.checks.all()

    def _one_after_the_other(self, data: st.DataObject, acts: list[str]) -> None:
        for place, act in enumerate(acts):
            if place:
                self.checks.all()
            getattr(self, act)(data)

    @rule(
        data=st.data(),
        acts=_several(
            "note",
            "alter",
            "make",
            "second_cooperation",
            "own_note",
            "hand_over",
            "join_two",
            "shelve_or_reopen",
            "type_nonsense",
            "switch",
        ),
    )
    def case_files(self, data: st.DataObject, acts: list[str]) -> None:
        self._one_after_the_other(data, acts)

    @rule(
        data=st.data(),
        acts=_several(
            "open_link",
            "invite",
            "invite_group",
            "new_phone",
            "rename_oneself",
            "leave_team",
            "pass_on",
            "change_role",
        ),
    )
    def people(self, data: st.DataObject, acts: list[str]) -> None:
        self._one_after_the_other(data, acts)

    @rule(
        data=st.data(),
        acts=_several(
            "interview_about_a_case",
            "confirm_or_correct_a_move",
            "judge_advice_for_a_case",
            "interview_about_oneself",
            "judge_own_advice",
            "change_an_answer",
            "ask_for_the_result",
        ),
    )
    def interviews(self, data: st.DataObject, acts: list[str]) -> None:
        self._one_after_the_other(data, acts)

    @rule(
        data=st.data(),
        acts=_several("share", "mark_confidential", "withdraw", "change_an_answer", "look_at_what_is_shared"),
    )
    def consents(self, data: st.DataObject, acts: list[str]) -> None:
        self._one_after_the_other(data, acts)

    @rule(data=st.data(), acts=_several("open_or_close", "look_at_the_network", "alter", "shelve_or_reopen"))
    def network(self, data: st.DataObject, acts: list[str]) -> None:
        self._one_after_the_other(data, acts)

    @rule(data=st.data(), acts=_several("erase_a_case", "erase_oneself", "wait", "ask_for_a_copy"))
    def ends(self, data: st.DataObject, acts: list[str]) -> None:
        self._one_after_the_other(data, acts)

    @rule(
        data=st.data(),
        acts=_several(
            "forge",
            "go_on_after_losing_it",
            "press_an_old_button",
            "stray",
            "say_something_odd",
            "command_of_others",
        ),
    )
    def strays(self, data: st.DataObject, acts: list[str]) -> None:
        self._one_after_the_other(data, acts)


TestCasework = Casework.TestCase
TestCasework.settings = settings(
    max_examples=2000 if _FULL else 30,
    stateful_step_count=50 if _FULL else 12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


# The machine must be able to fail.


async def everybody(self: Access, scene: Scene, case: str, action: str = "") -> CaseFile | None:
    return await scene.tx.cases.get(case)


async def silent(self: Access, scene: Scene, action: str, case: str = "", *, granted: bool = True) -> None:
    if granted:
        await TRACE(self, scene, action, case, granted=granted)


def for_ever(self: Share, now: datetime) -> bool:
    return True


def also_confidential(engine: Engine, session: Session) -> tuple[Key, ...]:
    return (*SHAREABLE(engine, session), *sharing.kept_back(engine, session))


def everything(engine: Engine, session: Session, names: Iterable[str]) -> Session:
    return session


SHARING = SimpleNamespace(**{**vars(sharing), "as_shared": everything})  # as the officers' screens see it


def kept_key(self: Safe, owner: str) -> None:
    """The key stays."""


async def no_note(self: CasesTable, note: Note) -> None:
    """It is not kept."""


async def obliging(self: Reception, scene: Scene, card: Card, code: str) -> None:
    view = decode_view(card.view)
    await self._counters[view.show].press(scene, view, code)


TRACE, SHAREABLE = Access.trace, sharing.shareable
BROKEN: dict[str, tuple[Any, str, Any, str]] = {
    "access": (Access, "case", everybody, " reads .*Word"),
    "audit": (Access, "trace", silent, "nothing is noted"),
    "withdrawal": (Share, "holds", for_ever, "not in force|without consent"),
    "confidence": (sharing, "shareable", also_confidential, "what is confidential|without consent"),
    "consent": (comparing, "sharing", SHARING, "without consent| reads .*Word"),
    "erasure": (Safe, "forget", kept_key, "still to be read"),
    "loss": (CasesTable, "add_note", no_note, "is lost"),
    "forgery": (Reception, "press", obliging, "forged"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_machine_finds_what_is_broken(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target, name, broken, found = BROKEN[what]
    monkeypatch.setattr(target, name, broken)
    within = settings(
        TestCasework.settings, max_examples=60, phases=[Phase.generate], database=None, derandomize=True
    )
    with pytest.raises(Exception, match=found):
        run_state_machine_as_test(Casework, settings=within)
