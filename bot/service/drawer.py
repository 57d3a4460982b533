"""The drawer: the interviews of the person in a scene, and what tells them apart."""

from bot.records import SessionRecord, Status
from bot.service.dates import local_day, say_day
from bot.service.interviews import Interview, Interviews
from bot.service.sayings import said_gone
from bot.service.scene import Scene


class Drawer:
    """Finds the interviews of a person. Holds nothing of anybody."""

    def __init__(self, interviews: Interviews) -> None:
        self.interviews = interviews

    async def take_up(self, scene: Scene, session: str) -> Interview | None:
        """The person's interview `session`, with a word on what a new version changed; None when there is none."""
        record = await self.interviews.find(scene.tx, scene.person, session)
        if record is None:
            return None
        interview = await self.interviews.take_up(scene.tx, scene.person, record, scene.now)
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
        """The interview that the chat is about: the active one, else the one touched last."""
        records = await self.interviews.all_of(scene.tx, scene.person)
        return next(
            (record for record in records if record.id == scene.chat.active), next(iter(records), None)
        )

    async def open(self, scene: Scene) -> list[SessionRecord]:
        """Those that are not finished, the last touched first; without those left before the first answer."""
        records = await self.interviews.all_of(scene.tx, scene.person)
        begun = [record for record in records if record.log or record.id == scene.chat.active]
        return [record for record in begun if record.status is not Status.FINISHED]

    async def with_result(self, scene: Scene) -> SessionRecord | None:
        """The interview with a result: the active one if it has, else the last."""
        records = await self.interviews.all_of(scene.tx, scene.person)
        finished = [record for record in records if record.status is Status.FINISHED]
        return next(
            (record for record in finished if record.id == scene.chat.active), next(iter(finished), None)
        )

    async def answered(self, scene: Scene, record: SessionRecord) -> int:
        """How many questions are answered in an interview."""
        interview = await self.interviews.take_up(scene.tx, scene.person, record, scene.now)
        return len(interview.session.path)

    async def lines(self, scene: Scene) -> list[str]:
        """What tells the open interviews apart: title, day begun, answers given."""
        lines = []
        for record in await self.open(scene):
            interview = await self.interviews.take_up(scene.tx, scene.person, record, scene.now)
            day = say_day(scene.texts, local_day(record.begun_at, scene.person.zone))
            lines.append(
                scene.texts.count(
                    "{title} ({day}, {n} answers)",
                    len(interview.session.path),
                    title=interview.wording.text("title"),
                    day=day,
                )
            )
        return lines
