"""Who may see and do what: the one place that decides, and that writes the audit trail.

What a person may not reach does not exist for them: the answer is the same as for an id that was never given.
"""

from bot.ports import Ids
from bot.records import CaseFile, Member, Role, SessionRecord, Share, StepRecord, Trace, Visit
from bot.service.scene import Scene


class Access:
    """Decides for the person of a scene, from what is kept now: rights are never remembered."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids

    async def trace(self, scene: Scene, action: str, case: str = "", *, granted: bool = True) -> None:
        """A line in the audit trail, one a turn: `action` is what is done to what, `case.open` say."""
        if (action, case, granted) in scene.traced:
            return
        scene.traced.add((action, case, granted))
        member = scene.member
        await scene.tx.audit.note(
            Trace(
                id=self.ids.new(),
                at=scene.now,
                person=scene.person.id,
                organisation="" if member is None else member.organisation,
                case=case,
                action=action,
                granted=granted,
            )
        )

    async def case(self, scene: Scene, case: str, action: str = "") -> CaseFile | None:
        """The case file, if the person is one of its officers. A refusal is always traced, what is granted if `action`."""
        found = await scene.tx.cases.seen_by(scene.person.id, case) if case else None
        if found is None:
            await self.trace(scene, action or "case.see", case, granted=False)
        elif action:
            await self.trace(scene, action, case)
        return found

    async def admin(self, scene: Scene, action: str) -> Member | None:
        """The person's membership, if they are an admin."""
        member = scene.member
        if member is not None and member.role is Role.ADMIN:
            return member
        await self.trace(scene, action, granted=False)
        return None

    async def colleague(self, scene: Scene, person: str) -> Member | None:
        """Somebody of the person's own organisation."""
        other = await scene.tx.organisations.member(person) if scene.member else None
        if other is None or scene.member is None or other.organisation != scene.member.organisation:
            await self.trace(scene, "member.see", granted=False)
            return None
        return other

    async def over(self, scene: Scene, person: str, action: str) -> Member | None:
        """The membership of the person themselves, or for an admin that of a colleague."""
        other = await self.colleague(scene, person)
        if other is None or other.person == scene.person.id:
            return other
        return None if await self.admin(scene, action) is None else other

    async def last_admin(self, scene: Scene, member: Member) -> bool:
        """Whether others of the team would be left without an admin if `member` were none."""
        members = await scene.tx.organisations.members(member.organisation)
        others = [each for each in members if each.person != member.person]
        unled = not any(each.role is Role.ADMIN for each in others)
        return member.role is Role.ADMIN and bool(others) and unled

    async def own_session(self, scene: Scene, session: str) -> SessionRecord | None:
        """The interview, if the person answers it, and may still see the case it is about."""
        record = await scene.tx.sessions.get(session)
        if record is not None and record.person == scene.person.id:
            if record.subject.oneself:
                return record
            if await self.case(scene, record.subject.case) is not None:
                return record
            return None
        await self.trace(scene, "interview.see", granted=False)
        return None

    async def case_session(self, scene: Scene, case: str, session: str) -> SessionRecord | None:
        """An interview about a case that the person is an officer of, whoever answers it, unless it is private."""
        if await self.case(scene, case) is None:
            return None
        record = await scene.tx.sessions.get(session)
        if record is not None and record.subject.case == case and record.open_to(scene.person.id):
            return record
        await self.trace(scene, "interview.see", case, granted=False)
        return None

    async def share(self, scene: Scene, case: str, share: str) -> Share | None:
        """A share in force, given to a case that the person is an officer of."""
        if await self.case(scene, case) is None:
            return None
        given = await scene.tx.shares.with_case(case)
        found = next((each for each in given if each.id == share and each.holds(scene.now)), None)
        await self.trace(scene, "share.see", case, granted=found is not None)
        return found

    async def step(self, scene: Scene, step: str, action: str = "") -> StepRecord | None:
        """A next step of the person's own list, or of a case that they are an officer of; refused and traced as `case`."""
        found = await scene.tx.steps.get(step) if step else None
        if found is not None and found.subject.oneself:
            if found.person == scene.person.id:
                return found
        elif found is not None:
            case = await self.case(scene, found.subject.case, action)
            return None if case is None else found
        await self.trace(scene, action or "step.see", granted=False)
        return None

    async def visit(self, scene: Scene, visit: str, action: str = "") -> Visit | None:
        """A planned visit to a case that the person is an officer of; refused and traced as `case`."""
        found = await scene.tx.visits.get(visit) if visit else None
        if found is not None:
            case = await self.case(scene, found.case, action)
            return None if case is None else found
        await self.trace(scene, action or "visit.see", granted=False)
        return None
