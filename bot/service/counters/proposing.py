"""The counter of interviews: those that fit now, with why and how long, and all the others."""

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.dialogue import Voice
from bot.records import Subject
from bot.service.counter import Counter, House
from bot.service.counters import case_ways
from bot.service.dates import local_day, say_day
from bot.service.menus import case_name
from bot.service.painting import Painting, rows
from bot.service.proposals import Proposal, circumstances, proposals
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.views import Show, View
from bot.service.wording import Wording
from bot.texts.folding import folded

DIALOGUE = "d."
SHOWN = 5  # more to choose from at once would put people off


class Proposing(Counter):
    """Shows the interviews there are, and begins one."""

    shows = frozenset({Show.PROPOSALS})
    commands = frozenset({"interviews"})

    async def command(self, scene: Scene, name: str, argument: str) -> None:  # noqa: ARG002 - one command, without words
        await self.house.menu(scene, await self._view(scene))

    async def _view(self, scene: Scene) -> View:
        """About the cooperation of the case spoken of; of several, about any of them: which one is asked when one begins."""
        if scene.case is None:
            return View(Show.PROPOSALS)
        there = await scene.tx.cases.cooperations(scene.case.id)
        only = (there[0].id,) if len(there) == 1 else ()
        return View(Show.PROPOSALS, about=scene.case.id, ids=only)

    async def paint(self, scene: Scene, view: View) -> Painting:
        texts = scene.texts
        case = await scene.tx.cases.seen_by(scene.person.id, view.about) if view.about else None
        if view.about and case is None:
            return case_ways.paint_out_of_reach(scene)
        found = await self._found(scene, view)
        fitting = [each for each in found if each.reason]
        shown = fitting[:SHOWN] if fitting and view.mode != "all" else found
        blocks: list[Block] = [Heading(texts.say("The interviews"), level=1)]
        if case is not None:
            blocks.append(Paragraph(texts.say("Case file: {name}", name=case_name(texts, case)), Tone.QUIET))
        if shown != found:
            blocks.append(Paragraph(texts.say("Those that fit now:")))
        lines = tuple((self._title(scene, each), self._about(scene, each)) for each in shown)
        blocks.append(Bullets(lines, numbered=True))
        choices = tuple(Button(self._title(scene, each), DIALOGUE + each.dialogue) for each in shown)
        others = Button(texts.say("All interviews"), "all") if len(shown) < len(found) else None
        link = Button(texts.say("A link to hand over"), "link") if scene.member else None
        back = (
            Button(texts.say("Back to the case file"), "case") if case else Button(texts.say("Home"), "home")
        )
        return Painting(tuple(blocks), choices, rows(others, link, back))

    async def _found(self, scene: Scene, view: View) -> tuple[Proposal, ...]:
        voice = scene.person.voice or Voice.BENEFICIARY
        library = self.house.interviews.library
        now = await circumstances(library, scene, Subject(view.about, *view.ids[:1]), voice)
        found = proposals(library, voice, now, scene.now)
        return tuple(sorted(found, key=lambda each: (not each.reason, folded(self._title(scene, each)))))

    def _wording(self, scene: Scene, dialogue: str) -> Wording:
        engine = self.house.interviews.library.engines[dialogue]
        return Wording(scene.texts, engine.dialogue, scene.person.voice or Voice.BENEFICIARY)

    def _title(self, scene: Scene, proposal: Proposal) -> str:
        return self._wording(scene, proposal.dialogue).text("title")

    def _about(self, scene: Scene, proposal: Proposal) -> str:
        """How long it takes, and why it fits now or what it is for."""
        wording = self._wording(scene, proposal.dialogue)
        why = wording.text(f"fits.{proposal.reason}" if proposal.reason else "purpose").partition(". ")[0]
        minutes = scene.texts.count("about {n} minutes", proposal.minutes)
        said = scene.texts.say("{why} ({minutes})", why=why.rstrip("."), minutes=minutes)
        if proposal.done is None:
            return said
        day = say_day(scene.texts, local_day(proposal.done, scene.person.zone))
        return scene.texts.say("{what}, done on {day}", what=said, day=day)

    async def press(self, scene: Scene, view: View, code: str) -> None:
        match code:
            case "all":
                await self.house.menu(scene, View(Show.PROPOSALS, about=view.about, ids=view.ids, mode="all"))
            case "case":
                await self.house.open_case(scene, view.about)
            case "home":
                await self.house.menu(scene, View(Show.HOME))
            case "link":
                await self.house.menu(scene, View(Show.INTERVIEW_LINKS))
            case "cases":
                await self.house.command(scene, code)
            case _:
                subject = Subject(view.about, *view.ids[:1])
                await open_interview(self.house, scene, code.removeprefix(DIALOGUE), subject)


async def open_interview(house: House, scene: Scene, dialogue: str, subject: Subject) -> None:
    """An interview about `subject`; one that is about who answers, about them whatever is spoken of."""
    calling = house.interviews.library.engines[dialogue].dialogue.calling
    if calling.oneself:
        await house.start(scene, dialogue, Subject())
        return
    if subject.oneself:
        if scene.member is None:
            await house.start(scene, dialogue, Subject())
        else:
            await house.menu(scene, View(Show.WHICH_CASE, mode=dialogue))
        return
    case = await house.access.case(scene, subject.case, "case.open")
    if case is None:
        await case_ways.out_of_reach(house, scene)
    else:
        await case_ways.interview(house, scene, case, dialogue, subject.cooperation)
