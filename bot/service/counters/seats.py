"""Who sits in a team, as its members see each other: gathered from what is kept."""

from collections.abc import Sequence
from dataclasses import replace

from bot.records import Member
from bot.service.counters.team_screens import PAGE, Seat, titles
from bot.service.scene import Scene


async def all_seats(scene: Scene, own: Member, page: int = -1) -> Sequence[Seat]:
    """All members of the team of `own`; the case files are counted of those on the page only."""
    members = await scene.tx.organisations.members(own.organisation)
    said = titles(scene.texts, members, scene.person.zone)
    return [
        Seat(
            each.person,
            said[each.person],
            each.role,
            len(await scene.tx.cases.held_by(each.person)) if at // PAGE == page else 0,
            own=each.person == scene.person.id,
        )
        for at, each in enumerate(members)
    ]


async def seat_of(scene: Scene, member: Member) -> Seat:
    """One member, with how many case files they follow."""
    seats = await all_seats(scene, member)
    held = await scene.tx.cases.held_by(member.person)
    return replace(next(each for each in seats if each.person == member.person), cases=len(held))
