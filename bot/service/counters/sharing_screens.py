"""How sharing looks to who shares: what would be shared, the consent, and what is shared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.session import Session
from bot.engine.values import Key
from bot.service import sharing
from bot.service.counters.shared_screens import back, seen_blocks, turn
from bot.service.dates import say_day
from bot.service.edits import shortened
from bot.service.interviews import Interview
from bot.service.menus import registered
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.texts.catalogues import Texts, msg

TICK, CASE, SESSION, AGREE, STOP = "t.", "c.", "s.", "agree.", "x."
PAGE = 8  # choices on a screen
SEEN, SEEN_RESULT, WITH = "seen", "seen_result", "with"  # ways of showing what is to be shared


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whose officers are shared with: the case, the organisation's name, and the officer's if they gave one."""

    case: str
    organisation: str
    officer: str = ""

    def said(self, texts: Texts, *, by_me: bool = False) -> str:
        """Who it is, as who shares knows them; `by_me`: in what they say themselves."""
        if self.officer:
            return texts.say("{name} ({organisation})", name=self.officer, organisation=self.organisation)
        msgid = (
            msg("the person who supports me ({organisation})")
            if by_me
            else msg("the person who supports you ({organisation})")
        )
        return texts.say(msgid, organisation=self.organisation)


@dataclass(frozen=True, slots=True)
class Given:
    """A share in force, as who gave it sees it."""

    id: str
    title: str
    recipient: Recipient
    answers: int
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Fitting:
    """An interview that could be shared, or is."""

    id: str
    title: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What is about to be shared: answers of `interview` called `names`, with whom, and whether there are others.

    `shared` is the interview as it would be seen, `seen` what the answers in it are called: those of `names` that do
    not give away what is kept back.
    """

    interview: Interview
    names: tuple[str, ...]
    recipient: Recipient
    shared: Session
    seen: tuple[str, ...]
    others: bool
    page: int = 0


def code_of(key: Key) -> str:
    """The code of the button for an answer: the same whatever place the answer stands in, and short."""
    return TICK + _digest(sharing.name_of(key))


def agreement(sentence: str) -> str:
    """The code that agrees to exactly `sentence`: it is not offered once the sentence would be another."""
    return AGREE + _digest(sentence)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


# Choosing.


def paint_share(texts: Texts, offer: Offer) -> Painting:
    """Each answer, to be shared or not."""
    wording, session = offer.interview.wording, offer.interview.session
    keys = sharing.shareable(offer.interview.engine, session)
    blocks = (
        Heading(texts.say("What you share"), level=1),
        Paragraph(texts.say("With: {who}.", who=offer.recipient.said(texts))),
        Paragraph(texts.say("Only the ticked answers will be seen. Touch one to keep it to yourself, or to share it.")),
        Paragraph(_counted(texts, offer), Tone.STRONG),
        *_kept_back(texts, offer),
        *_consequences(texts, offer, len(keys)),
        *_telling(texts, offer),
    )  # fmt: skip
    choices = tuple(
        Button(shortened(wording.fact(session, key)), code_of(key), ticked=sharing.name_of(key) in offer.seen)
        for key in keys
    )
    more = Button(texts.say("More"), "more") if len(choices) > PAGE else None
    controls = (
        *rows(Button(texts.say("All"), "all"), Button(texts.say("None"), "none"), more, width=3),
        *rows(
            Button(texts.say("See what will be seen"), SEEN) if offer.seen else None,
            Button(texts.say("Share with somebody else"), WITH) if offer.others else None,
            Button(texts.say("Go on"), "sure") if offer.seen else None,
            Button(texts.say("Not now"), "close"),
        ),
    )
    return Painting(blocks, choices[offer.page * PAGE :][:PAGE], controls)


def _counted(texts: Texts, offer: Offer) -> str:
    if not offer.seen:
        return texts.say("Nothing would be seen.")
    return texts.count("{n} answers will be seen.", len(offer.seen))


def _kept_back(texts: Texts, offer: Offer) -> list[Block]:
    wording, session = offer.interview.wording, offer.interview.session
    lines = tuple(
        (wording.fact(session, key), "") for key in sharing.kept_back(offer.interview.engine, session)
    )
    return [Paragraph(texts.say("You keep to yourself:"), Tone.QUIET), Bullets(lines)] if lines else []


def _consequences(texts: Texts, offer: Offer, there: int) -> list[Block]:
    """What goes with the answers that are kept back."""
    interview = offer.interview
    if len(offer.seen) == there and not sharing.kept_back(interview.engine, interview.session):
        return []
    blocks: list[Block] = [
        Paragraph(texts.say("The shared result will be worked out without these answers."))
    ]
    resting = sharing.resting(interview.engine, interview.session, offer.names)
    if resting:
        said = texts.say("Not ticked either, as they would give away what you keep:")
        blocks += [Paragraph(said), Bullets(tuple((interview.wording.topic(key), "") for key in resting))]
    return blocks


def _telling(texts: Texts, offer: Offer) -> list[Block]:
    """What will be seen, and names what an answer that is kept back is about."""
    interview = offer.interview
    telling = sharing.telling(interview.engine, interview.session, offer.seen)
    if not telling:
        return []
    said = texts.count("Will be seen, and tells what one that you keep is about; untick it to keep that too:", len(telling))  # fmt: skip
    lines = tuple((interview.wording.fact(interview.session, key), "") for key in telling)
    return [Paragraph(said), Bullets(lines)]


def paint_with(texts: Texts, recipients: Sequence[Recipient]) -> Painting:
    """With whom, where several have invited."""
    choices = tuple(Button(shortened(each.said(texts)), CASE + each.case) for each in recipients[:PAGE])
    asked = Paragraph(texts.say("With whom would you like to share?"), Tone.STRONG)
    return Painting((asked,), choices, rows(Button(texts.say("Back"), "close")))


def paint_preview(texts: Texts, offer: Offer, today: date, *, result: bool) -> Painting:
    """What will be seen, exactly."""
    blocks = (
        Heading(texts.say("What will be seen"), level=1),
        *_as_read(texts, result=result),
        *seen_blocks(offer.interview, offer.shared, today, result=result),
    )
    return Painting(blocks, (), rows(turn(texts, SEEN, SEEN_RESULT, result=result), back(texts)))


def _as_read(texts: Texts, *, result: bool) -> list[Block]:
    return [] if result else [Paragraph(texts.say("It is told as they will read it: “the group” is you."), Tone.QUIET)]  # fmt: skip


def paint_sure(texts: Texts, offer: Offer, sentence: str) -> Painting:
    """The consent, in full."""
    blocks = (
        Heading(texts.say("Your agreement"), level=1),
        Paragraph(sentence, Tone.STRONG),
        Paragraph(texts.say("If you change an answer later, they see the new one once the interview is finished again; an answer that you mark as confidential is no longer seen, at once.")),
        Paragraph(texts.say("If you take your agreement back, what has been read already stays known."), Tone.QUIET),
    )  # fmt: skip
    controls = rows(Button(texts.say("See what will be seen"), SEEN), back(texts))
    agree = () if not offer.seen else (Button(texts.say("I agree"), agreement(sentence)),)
    return Painting(blocks, agree, controls)


def consent(texts: Texts, offer: Offer, last: date) -> str:
    """The sentence that is agreed to: who, what, for what, until when, and how to take it back."""
    return texts.count(
        "I agree that {n} of my answers to “{title}” are seen, with the result that follows from them, by {who} and the colleagues there who follow the same case file, in order to support our group. My agreement holds until {day}; I can take it back at any moment with {command}.",
        len(offer.seen),
        who=replace(offer.recipient, officer="").said(
            texts, by_me=True
        ),  # kept: no name of somebody else in it
        title=offer.interview.wording.text("title"),
        day=say_day(texts, last),
        command=f"/{registered(texts, 'shares')}",
    )


# What is shared.


def paint_shares(
    texts: Texts, given: Sequence[Given], offers: Sequence[Fitting], page: int, nothing: str
) -> Painting:
    """What is shared, each to be taken back in one tap, and what could be; `nothing`: what to say if neither."""
    blocks: list[Block] = [Heading(texts.say("What you share"), level=1)]
    if given:
        blocks.append(Bullets(tuple((_line(texts, each), _note(texts, each)) for each in given)))
    else:
        blocks.append(Paragraph(texts.say("You share nothing: your answers are seen by you alone.")))
    if nothing:
        blocks.append(Paragraph(nothing, Tone.QUIET))
    choices = (
        *(Button(shortened(_stop(texts, each)), STOP + each.id) for each in given),
        *(Button(shortened(_way_in(texts, each)), SESSION + each.id) for each in offers),
    )
    more = Button(texts.say("More"), "more") if len(choices) > PAGE else None
    return Painting(
        tuple(blocks), choices[page * PAGE :][:PAGE], rows(more, Button(texts.say("Home"), "home"))
    )


def _way_in(texts: Texts, fitting: Fitting) -> str:
    msgid = msg("Change what I share: “{title}”") if fitting.shared else msg("Share “{title}”")
    return texts.say(msgid, title=fitting.title)


def _line(texts: Texts, given: Given) -> str:
    return texts.say("“{title}”, with {who}", title=given.title, who=given.recipient.said(texts))


def _stop(texts: Texts, given: Given) -> str:
    who = given.recipient.said(texts)
    return texts.say("Stop sharing with {who}: “{title}”", who=who, title=given.title)


def _note(texts: Texts, given: Given) -> str:
    return texts.count(
        "{n} answers, since {since}, until {until}",
        given.answers,
        since=say_day(texts, given.since),
        until=say_day(texts, given.until),
    )


def say_stopped(texts: Texts, recipient: Recipient) -> str:
    """That a share has been taken back."""
    if not recipient.organisation:
        return texts.say("It is done: these answers are seen no more.")
    who = recipient.said(texts)
    return texts.say("It is done: {who} and their colleagues see these answers no more.", who=who)


def say_uninvited(texts: Texts, *, officer: bool) -> str:
    """Why nothing can be shared by who came by no link of a group, and what there is instead."""
    if officer:
        return texts.say("What groups share with you stands in their case files, under “Shared answers”.")
    return texts.say("To share a result, ask the person who supports you for their link.")
