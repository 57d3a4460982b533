"""The counter of the course of time: earlier results, what changed since, and confirming a move between situations."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone, decode_blocks
from bot.records import CaseFile, DiagnosisRecord, Standing
from bot.service.counters import course_screens as screens
from bot.service.counters.case_counter import CaseCounter
from bot.service.counters.case_ways import names, out_of_reach
from bot.service.counters.cases_screens import say_situation
from bot.service.course import difference, pending
from bot.service.dates import local_day, say_day
from bot.service.interviews import MAIN_DIALOGUE
from bot.service.menus import case_name
from bot.service.painting import Painting, rows
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.standings import situates, situating, standing_of
from bot.service.views import Show, View
from bot.service.wording import Wording, lowered

_Told = tuple[
    Sequence[DiagnosisRecord], Sequence[Standing]
]  # the results and the standings of a case, the newest first


class Course(CaseCounter):
    """Shows results over time; what was confirmed is only ever added to."""

    shows = frozenset({Show.COURSE, Show.OLD_RESULT, Show.MOVE, Show.MOVE_OTHER})

    async def draw(self, scene: Scene, view: View, case: CaseFile) -> Painting:
        results = await scene.tx.diagnoses.about(case.id, viewer=scene.person.id)
        record = next((each for each in results if each.id in view.ids), None)
        standings = await scene.tx.cases.standings(case.id)
        match view.show:
            case Show.OLD_RESULT if record is not None:
                return await self._paint_old(scene, case, record)
            case Show.MOVE if record is not None and situates(record.dialogue):
                return self._paint_move(scene, case, record, (results, standings))
            case Show.MOVE_OTHER if record is not None and situates(record.dialogue):
                return screens.paint_other(scene.texts, case_name(scene.texts, case))
        return await self._paint_course(scene, case, (results, standings))

    async def work(self, scene: Scene, view: View, code: str) -> None:
        if code == "back" and view.show is Show.COURSE:
            await self.house.open_case(scene, view.about)
        elif code.startswith(screens.RESULT):
            await self.house.access.trace(scene, "result.see", view.about)
            await self.house.menu(
                scene, replace(view, show=Show.OLD_RESULT, ids=(code.removeprefix(screens.RESULT),))
            )
        elif code.startswith(screens.MOVE):
            await self.house.menu(
                scene, replace(view, show=Show.MOVE, ids=(code.removeprefix(screens.MOVE),))
            )
        elif code == "other":
            await self.house.menu(scene, replace(view, show=Show.MOVE_OTHER))
        elif code in {"yes", "stay"} or code.startswith(screens.STANDS):
            await self._confirm(scene, view, code)
        else:
            await self.house.menu(scene, View(Show.COURSE, about=view.about))

    async def _paint_course(self, scene: Scene, case: CaseFile, told: _Told) -> Painting:
        texts, (results, standings) = scene.texts, told
        blocks: list[Block] = [Heading(texts.say("{name}: over time", name=case_name(texts, case)), level=1)]
        choices: list[Button] = []
        several = await scene.tx.cases.cooperations(case.id)
        people = list(dict.fromkeys(each.person for each in results))
        called = await names(scene, people) if len(people) > 1 else {}
        for cooperation in several:
            if len(several) > 1:
                blocks.append(Heading(cooperation.name or texts.say("First project")))
            mine = [each for each in results if each.subject.cooperation == cooperation.id]
            points = situating(mine)
            if not points:
                blocks.append(Paragraph(texts.say("Nothing has been taken stock of yet.")))
            stood = [each for each in standings if each.cooperation == cooperation.id]
            blocks += self._since_last(scene, points)
            if _corrected(stood, points):
                lines = tuple(
                    (say_situation(texts, each.situation, each.stage), self._day(scene, each.at))
                    for each in stood
                )
                blocks += [
                    Paragraph(texts.say("As you have confirmed it, the newest first:")),
                    Bullets(lines),
                ]
            if moved := pending(mine, stood):
                choices.append(Button(texts.say("Confirm where they stand now"), screens.MOVE + moved.id))
            shown = self._shown(scene, mine)
            blocks += await self._others(scene, [each for each in shown if not situates(each.dialogue)])
            choices += [
                Button(self._said(scene, each, called.get(each.person, "")), screens.RESULT + each.id)
                for each in shown
            ]
        if results:
            blocks.append(Paragraph(texts.say("To read a result again, choose it."), Tone.QUIET))
        return Painting(
            tuple(blocks), tuple(choices), rows(Button(texts.say("Back to the case file"), "back"))
        )

    def _since_last(self, scene: Scene, results: Sequence[DiagnosisRecord]) -> list[Block]:
        """What the last result changed against the one before, of another day or another interview."""
        if not results:
            return []
        before = next(
            (
                each
                for each in results
                if each.session != results[0].session and each.person == results[0].person
            ),
            None,
        )  # two persons see it differently: that is no change
        if before is None:
            return []
        found = difference(before, results[0])
        day = self._day(scene, before.made_at)
        return screens.said_difference(
            self._wording(scene, before.dialogue), self._wording(scene, results[0].dialogue), found, day
        )

    def _shown(self, scene: Scene, results: Sequence[DiagnosisRecord]) -> list[DiagnosisRecord]:
        """The newest of `results` that can be read again: of where they stand, and of other interviews, as many each."""
        days = self._by_day(scene, results)
        points = situating(days)
        others = [each for each in days if not situates(each.dialogue)]
        kept = {each.id for each in (*points[: screens.SHOWN], *others[: screens.SHOWN])}
        return [each for each in days if each.id in kept]

    async def _others(self, scene: Scene, results: Sequence[DiagnosisRecord]) -> list[Block]:
        """What other interviews came to, and what changed in each since it was done before."""
        if not results:
            return []
        texts = scene.texts
        lines = [(self._said(scene, each), await self._came_to(scene, each)) for each in results]
        blocks: list[Block] = [Paragraph(texts.say("Other interviews:")), Bullets(tuple(lines))]
        for dialogue in dict.fromkeys(each.dialogue for each in results):
            changes = self._since_last(scene, [each for each in results if each.dialogue == dialogue])
            if changes:
                title = self._wording(scene, dialogue).text("title")
                blocks += [Paragraph(texts.say("“{name}”", name=title), Tone.STRONG), *changes]
        return blocks

    async def _came_to(self, scene: Scene, record: DiagnosisRecord) -> str:
        """What an interview came to, in the words in which it was said then; "" where that stays with who answered."""
        blocks = await self._as_given(scene, record) or ()
        return next((each.text for each in blocks if isinstance(each, Heading)), "")

    async def _as_given(self, scene: Scene, head: DiagnosisRecord) -> tuple[Block, ...] | None:
        """A result as it was given; None if it rests on what somebody else marked as confidential."""
        record = await scene.tx.diagnoses.get(head.id)
        if record is None or not record.open_to(scene.person.id):
            return ()
        if record.report.get("marks") and record.person != scene.person.id:
            return None
        return decode_blocks(record.report.get("blocks", ()))

    def _by_day(self, scene: Scene, results: Sequence[DiagnosisRecord]) -> list[DiagnosisRecord]:
        """Of each interview what it came to on each day: answers changed soon after are no earlier result."""
        found: dict[tuple[str, str], DiagnosisRecord] = {}
        for each in results:
            found.setdefault((each.session, self._day(scene, each.made_at)), each)
        return list(found.values())

    async def _paint_old(self, scene: Scene, case: CaseFile, head: DiagnosisRecord) -> Painting:
        texts, blocks = scene.texts, await self._as_given(scene, head)
        above = Paragraph(texts.say("Case file: {name}", name=case_name(texts, case)), Tone.QUIET)
        day = Paragraph(
            texts.say("As it was given on {day}.", day=self._day(scene, head.made_at)), Tone.QUIET
        )
        if blocks is None:
            kept = texts.say(
                "This result rests on answers that were marked as confidential: only who gave them can read it again."
            )
            blocks = (Paragraph(kept),)
        return Painting((above, day, *blocks), (), rows(Button(texts.say("Back"), "back")))

    def _paint_move(
        self,
        scene: Scene,
        case: CaseFile,
        record: DiagnosisRecord,
        told: _Told,
    ) -> Painting:
        results, standings = told
        texts = scene.texts
        before = next((each for each in standings if each.cooperation == record.subject.cooperation), None)
        earlier = next((each for each in results if before is not None and each.id == before.diagnosis), None)
        wording = self._wording(scene, record.dialogue)
        move = screens.Move(
            case_name(texts, case),
            now=say_situation(texts, record.outcome, record.stage),
            now_day=self._day(scene, record.made_at),
            then=say_situation(texts, before.situation, before.stage) if before else "",
            then_day=self._day(scene, before.at) if before else "",
            facts=screens.facts(wording, record),
            changes=screens.said_difference(
                self._wording(scene, earlier.dialogue), wording, difference(earlier, record), ""
            )
            if earlier is not None and earlier.session != record.session
            else [],
        )
        return screens.paint_move(texts, move)

    async def _confirm(self, scene: Scene, view: View, code: str) -> None:
        """Keep what the officer confirms or corrects; what was computed stays beside it."""
        house, texts = self.house, scene.texts
        case = await house.access.case(scene, view.about, "case.move")
        results = await scene.tx.diagnoses.about(case.id, viewer=scene.person.id) if case else ()
        head = next((each for each in results if each.id in view.ids), None)
        record = None if head is None else await scene.tx.diagnoses.get(head.id)
        if case is None or record is None:
            await out_of_reach(house, scene)
            return
        confirmed = (record.outcome, record.stage)
        if code == "stay":
            standings = await scene.tx.cases.standings(case.id)
            stood = (each for each in standings if each.cooperation == record.subject.cooperation)
            confirmed = next(((each.situation, each.stage) for each in stood), confirmed)
        elif code != "yes":
            situation, _, stage = code.removeprefix(screens.STANDS).partition(".")
            confirmed = (situation, stage)
        await scene.tx.cases.add_standing(standing_of(house.interviews.ids, scene, record, confirmed))
        await scene.tx.cases.save(
            replace(case, situation=confirmed[0], stage=confirmed[1], touched_at=scene.now)
        )
        scene.notes.append(texts.say("It is noted: {situation}.", situation=say_situation(texts, *confirmed)))
        await house.open_case(scene, case.id)

    def _wording(self, scene: Scene, dialogue: str) -> Wording:
        library = self.house.interviews.library
        return Wording(scene.texts, library.engines[dialogue].dialogue, screens.VOICE)

    def _day(self, scene: Scene, at: datetime) -> str:
        return say_day(scene.texts, local_day(at, scene.person.zone))

    def _said(self, scene: Scene, record: DiagnosisRecord, by: str = "") -> str:
        """A result in one line, `by` whom if several people have answered; of other interviews only which it was."""
        day = self._day(scene, record.made_at)
        if by:
            day = scene.texts.say("{day}, {name}", day=day, name=by)
        title = self._wording(scene, record.dialogue).text("title")
        if not situates(record.dialogue):
            return scene.texts.say("{day}: “{title}”", day=day, title=title)
        said = say_situation(scene.texts, record.outcome, record.stage)
        if record.dialogue == MAIN_DIALOGUE:
            return scene.texts.say("{day}: {situation}", day=day, situation=said)
        title = lowered(title, 1)
        return scene.texts.say("{day}, {title}: {situation}", day=day, title=title, situation=said)


def _corrected(stood: Sequence[Standing], results: Sequence[DiagnosisRecord]) -> bool:
    """Whether somebody has confirmed otherwise than what the results say, which are told anyway."""
    said = {each.id: (each.outcome, each.stage) for each in results}
    return any(said.get(each.diagnosis) != (each.situation, each.stage) for each in stood)
