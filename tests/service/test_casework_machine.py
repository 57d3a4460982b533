"""Whatever officers, beneficiaries and strangers do, in any order: access, consent, nothing lost, erased is erased.

`MACHINE=full` plays for long. The tests at the end break the program on purpose: the machine must find each of these.
"""

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, run_state_machine_as_test

from bot.app import load_content
from bot.engine.engine import Engine
from bot.engine.session import Session
from bot.engine.values import Key
from bot.records import Card, CaseFile, Note, Share
from bot.service import sharing
from bot.service.access import Access
from bot.service.reception import Reception
from bot.service.scene import Scene
from bot.service.views import decode_view
from bot.storage.cases import CasesTable
from bot.storage.safe import Safe
from tests.service.machine_base import LONG
from tests.service.machine_cases import CaseRules
from tests.service.machine_ends import EndRules
from tests.service.machine_shares import ShareRules
from tests.service.machine_talks import TalkRules
from tests.service.machine_team import TeamRules

_FULL = os.environ.get("MACHINE") == "full"


class Casework(CaseRules, TeamRules, TalkRules, ShareRules, EndRules):
    """All rules together."""

    content = load_content()

    @initialize(end=st.booleans())
    def begin(self, end: bool) -> None:
        """Two case files with like names in one team and one in the other; somebody came by a link, and shares."""
        phones = self.world.phones
        for name in ("alba", "anton", "boris"):
            self.made(phones[name], LONG, typed=False)
        for name, guest in (("anton", "gaby"), ("boris", "hanna")):
            (case,) = self.model.followed(phones[name].person_id)
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


TestCasework = Casework.TestCase
TestCasework.settings = settings(
    max_examples=2000 if _FULL else 40,
    stateful_step_count=50 if _FULL else 25,
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


def kept_key(self: Safe, owner: str) -> None:
    """The key stays."""


async def no_note(self: CasesTable, note: Note) -> None:
    """It is not kept."""


async def obliging(self: Reception, scene: Scene, card: Card, code: str) -> None:
    view = decode_view(card.view)
    await self._counters[view.show].press(scene, view, code)


TRACE, SHAREABLE = Access.trace, sharing.shareable
BROKEN: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "access": (Access, "case", everybody),
    "audit": (Access, "trace", silent),
    "withdrawal": (Share, "holds", for_ever),
    "confidence": (sharing, "shareable", also_confidential),
    "consent": (sharing, "as_shared", everything),
    "erasure": (Safe, "forget", kept_key),
    "loss": (CasesTable, "add_note", no_note),
    "forgery": (Reception, "press", obliging),
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_machine_finds_what_is_broken(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*BROKEN[what])
    within = settings(
        TestCasework.settings, max_examples=60, phases=[Phase.generate], database=None, derandomize=True
    )
    with pytest.raises(Exception):  # noqa: B017 - whatever it stumbles over
        run_state_machine_as_test(Casework, settings=within)
