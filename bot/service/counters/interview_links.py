"""The counter where officers get a link that opens an interview, to project, to print or to send."""

import re
from dataclasses import replace

from bot.blocks import Heading, Link, Paragraph, Tone
from bot.engine.dialogue import Voice
from bot.service.counter import Counter
from bot.service.counters.link_screens import paint_worn
from bot.service.counters.opening import payload
from bot.service.counters.proposing import DIALOGUE
from bot.service.counters.team_screens import on_page, ways
from bot.service.documents import Code
from bot.service.edits import shortened
from bot.service.painting import Painting, rows
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.views import Show, View
from bot.service.wording import Wording
from bot.texts.catalogues import Texts
from bot.texts.folding import folded

_WORD = re.compile("[a-z0-9]+")


class InterviewLinks(Counter):
    """Shows members of a team the links, each with its picture. `mode` of its view is the interview."""

    shows = frozenset({Show.INTERVIEW_LINKS, Show.INTERVIEW_LINK})

    async def paint(self, scene: Scene, view: View) -> Painting:
        texts, titles = scene.texts, self._titles(scene.texts)
        if scene.member is None:
            await self.house.access.trace(scene, "link.new", granted=False)
            return paint_worn(texts, texts.say("Only members of a team get these links."))
        if view.show is Show.INTERVIEW_LINKS:
            return _paint_links(texts, titles, view.page)
        if view.mode not in titles:
            return paint_worn(texts, texts.say("This interview is no longer there."))
        return _paint_link(texts, titles[view.mode], payload(view.mode))

    def _titles(self, texts: Texts) -> dict[str, str]:
        """The interviews that somebody of a group can hold, with what they are called there, in alphabetical order."""
        there = (engine.dialogue for engine in self.house.interviews.library.engines.values())
        titles = {
            each.id: Wording(texts, each, Voice.BENEFICIARY).text("title")
            for each in there
            if Voice.BENEFICIARY in each.voices and each.calling.minutes
        }
        return dict(sorted(titles.items(), key=lambda each: folded(each[1])))

    async def press(self, scene: Scene, view: View, code: str) -> None:
        menu = self.house.menu
        match code:
            case "close":
                await menu(scene, View(Show.HOME))
            case "back" if view.show is Show.INTERVIEW_LINK:
                scene.below = True  # the link stays where it is
                await menu(scene, View(Show.INTERVIEW_LINKS, page=view.page))
            case "back" if view.page:
                await menu(scene, replace(view, page=view.page - 1))
            case "back":
                await self.house.command(scene, "interviews")
            case "more":
                await menu(scene, replace(view, page=view.page + 1))
            case _:
                await self._give(scene, view, code.removeprefix(DIALOGUE))

    async def _give(self, scene: Scene, view: View, dialogue: str) -> None:
        """The link of `dialogue`, with its picture; for members only."""
        given = View(Show.INTERVIEW_LINK, mode=dialogue, page=view.page)
        title = self._titles(scene.texts).get(dialogue)
        await self.house.menu(scene, given)
        if scene.member is not None and title is not None:
            caption = scene.texts.say("To scan: it opens “{title}”.", title=title)
            scene.documents.append(Code(_file_name(scene.texts, title), payload(dialogue), caption))


def _file_name(texts: Texts, title: str) -> str:
    """Named after the interview: several are printed for one workshop."""
    return f"{'-'.join((texts.say('link'), *_WORD.findall(folded(title))))}.png"


def _paint_links(texts: Texts, titles: dict[str, str], page: int) -> Painting:
    """Which interview the link is to open."""
    blocks = (
        Heading(texts.say("A link to hand over"), level=1),
        Paragraph(texts.say("Which interview is it to open?")),
    )
    shown = on_page(tuple(titles.items()), page)
    choices = tuple(Button(shortened(title), DIALOGUE + dialogue) for dialogue, title in shown)
    return Painting(blocks, choices, ways(texts, len(titles), page))


def _paint_link(texts: Texts, title: str, token: str) -> Painting:
    """The link, what it does, and which one to give where the answers are to come back."""
    group = texts.say("For the answers of a group that you support to come back to its case file, give it its own link instead: in the case file, “{label}”.", label=texts.say("Invite this group"))  # fmt: skip
    blocks = (
        Heading(title),
        Paragraph(texts.say("This link, or the picture to scan, opens the interview at once. It is good for everybody, and does not expire.")),
        Paragraph(texts.say("Each person answers on their own. You do not see the answers, unless they choose to show them to you.")),
        Link(token),
        Paragraph(group, Tone.QUIET),
    )  # fmt: skip
    return Painting(blocks, (), rows(Button(texts.say("Back"), "back")))
