"""The drawer: the interviews of the person in a scene, and what tells them apart."""

from bot.records import CaseFile, SessionRecord, Status, Subject
from bot.service.access import Access
from bot.service.dates import local_day, say_day
from bot.service.interviews import Interview, Interviews
from bot.service.sayings import said_gone
from bot.service.scene import Scene


class Drawer:
    """Finds the interviews of a person. Holds nothing of anybody."""

    def __init__(self, interviews: Interviews, access: Access) -> None:
        self.interviews = interviews
        self.access = access

    async def take_up(self, scene: Scene, session: str) -> Interview | None:
        """The person's interview `session`, with a word on what a new version changed; None when there is none."""
        record = await self.access.own_session(scene, session)
        if record is None or record.dialogue not in self.interviews.library.engines:
            return None
        interview = await self.interviews.take_up(scene, record)
        if interview.renewed:
            scene.notes.append(
                scene.texts.say("The questionnaire was improved meanwhile; your answers were carried over.")
            )
        for gone in interview.gone:
            scene.notes.append(
                scene.texts.say(
                    "One answer has no place in it any more; it is kept aside: {answer}",
                    answer=said_gone(interview, gone),
                )
            )
        return interview

    async def active(self, scene: Scene) -> SessionRecord | None:
        """The interview that the chat is about: the active one, else the one touched last. Without its log."""
        records = await self._all(scene)
        return next(
            (record for record in records if record.id == scene.chat.active), next(iter(records), None)
        )

    async def open(self, scene: Scene) -> list[SessionRecord]:
        """Those that are not finished, the last touched first; without those left before the first answer."""
        records = await self._all(scene)
        begun = [record for record in records if record.answered or record.id == scene.chat.active]
        return [record for record in begun if record.status is not Status.FINISHED]

    async def to_resume(self, scene: Scene) -> list[SessionRecord]:
        """The open ones to choose from, the active one last: to ask for the way back is to ask for another one.

        One without an answer is nothing to come back to, unless there is no other.
        """
        there = await self.open(scene)
        begun = [record for record in there if record.answered]
        return sorted(begun or there, key=lambda record: record.id == scene.chat.active)

    async def newest_open(self, scene: Scene, dialogue: str, subject: Subject) -> SessionRecord | None:
        """The interview of `dialogue` about `subject` that can be gone on with, touched last.

        One in sections is never over: it can be opened again.
        """
        reopened = bool(self.interviews.library.engines[dialogue].dialogue.sections)
        own = (
            each for each in await self._all(scene) if (each.dialogue, each.subject) == (dialogue, subject)
        )
        return next((each for each in own if reopened or each.status is not Status.FINISHED), None)

    async def results(self, scene: Scene) -> list[SessionRecord]:
        """The interviews with a result about who or what is spoken of: of each sort, the last."""
        newest: dict[frozenset[str], SessionRecord] = {}
        for each in await self._with_results(scene):
            if each.subject.case == scene.chat.case:
                newest.setdefault(self.interviews.library.family(each.dialogue), each)
        return [*newest.values()]

    async def with_result(self, scene: Scene) -> SessionRecord | None:
        """The interview with a result: the active one if it has, else the last one about who or what is spoken of."""
        finished = await self._with_results(scene)
        active = next((record for record in finished if record.id == scene.chat.active), None)
        about = (record for record in finished if record.subject.case == scene.chat.case)
        return active or next(about, None)

    async def _with_results(self, scene: Scene) -> list[SessionRecord]:
        """Those that came to a result: also one whose sections were opened again since."""
        engines, found = self.interviews.library.engines, []
        for each in await self._all(scene):
            reopened = each.status is not Status.FINISHED and engines[each.dialogue].dialogue.sections
            if each.status is Status.FINISHED or (
                reopened and await scene.tx.diagnoses.last(each.id) is not None
            ):
                found.append(each)
        return found

    async def lines(self, scene: Scene, *, results: bool = False) -> list[tuple[str, str]]:
        """The interviews to go on with, or those with a result, as (id, what tells it apart: title, case or day begun, answers given)."""
        lines = []
        names = {case.id: case.name for case in await self._cases(scene)}
        for record in await (self.results(scene) if results else self.to_resume(scene)):
            day = say_day(scene.texts, local_day(record.begun_at, scene.person.zone))
            said = scene.texts.count(
                "{title} ({day}, {n} answers)",
                record.answered,
                title=self.interviews.wording(scene, record).text("title"),
                day=names.get(record.subject.case) or day,
            )
            lines.append((record.id, said))
        return lines

    async def _all(self, scene: Scene) -> list[SessionRecord]:
        """Those that this program still knows, and whose case the person may still see."""
        known = [
            each
            for each in await scene.tx.sessions.of(scene.person.id)
            if each.dialogue in self.interviews.library.engines
        ]
        if all(each.subject.oneself for each in known):
            return known
        seen = {"", *await scene.tx.cases.held_by(scene.person.id)} if scene.member else {""}
        return [each for each in known if each.subject.case in seen]

    async def _cases(self, scene: Scene) -> list[CaseFile]:
        return list(await scene.tx.cases.of(scene.person.id)) if scene.member else []
