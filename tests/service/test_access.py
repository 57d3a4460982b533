"""The one place that decides: asked directly, whatever the counters would have checked before."""

from collections.abc import Awaitable, Callable

import pytest

from bot.records import Role
from bot.service.access import Access
from bot.service.scene import Scene
from tests.service.interviewed import interviewed
from tests.service.invited import Invited, agree, invited, office, office_of
from tests.service.office import Visitor

__all__ = ["invited", "office"]

Ask = Callable[[Access, Scene], Awaitable[object]]


async def asked(visitor: Visitor, ask: Ask) -> tuple[bool, int]:
    """Whether `ask` gives something to `visitor`, and how many refusals it leaves in the audit trail."""
    conversation = visitor.office.conversation
    before = sum(not each.granted for each in await visitor.traces())
    async with visitor.office.store.transaction() as tx:
        scene = await conversation._enter(tx, visitor.address, below=True)
        found = await ask(conversation.access, scene)
    return found is not None, sum(not each.granted for each in await visitor.traces()) - before


async def everything(invited: Invited) -> dict[str, Ask]:
    """What only Alice may have."""
    session = await interviewed(invited.office, invited.alice, invited.case)
    (share,) = await invited.shares()
    alice = (await invited.alice.person()).id
    return {
        "the case": lambda access, scene: access.case(scene, invited.case),
        "a colleague": lambda access, scene: access.colleague(scene, alice),
        "her interview": lambda access, scene: access.own_session(scene, session),
        "an interview of the case": lambda access, scene: access.case_session(scene, invited.case, session),
        "what is shared with the case": lambda access, scene: access.share(scene, invited.case, share.id),
    }


async def test_who_follows_the_case_has_all_of_it(invited: Invited) -> None:
    await agree(invited.group)
    for what, ask in (await everything(invited)).items():
        assert await asked(invited.alice, ask) == (True, 0), what


@pytest.mark.parametrize("who", ["stranger", "another team", "the group itself"])
async def test_to_others_it_does_not_exist_and_that_they_tried_is_traced(invited: Invited, who: str) -> None:
    await agree(invited.group)
    other = invited.group
    if who != "the group itself":
        other = invited.office.visitor("stranger")
        await other.sends("start")
    if who == "another team":
        elsewhere = await invited.office.organisation("Ailleurs")
        other = await invited.office.officer(elsewhere, "Bo", Role.ADMIN)
    for what, ask in (await everything(invited)).items():
        assert await asked(other, ask) == (False, 1), what


async def test_a_colleague_who_does_not_follow_the_case_has_nothing_of_it(invited: Invited) -> None:
    await agree(invited.group)
    colleague = await invited.office.officer(await office_of(invited), "Chloé")
    for what, ask in (await everything(invited)).items():
        assert await asked(colleague, ask) == ((True, 0) if what == "a colleague" else (False, 1)), what
    assert await asked(colleague, lambda access, scene: access.admin(scene, "team.see")) == (False, 1)
