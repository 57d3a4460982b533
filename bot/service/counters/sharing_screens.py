"""How sharing looks: what would be shared, the consent, what is shared, and what who is shared with sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.session import Session
from bot.engine.values import Key
from bot.service import reports, sharing
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
RESULT = "result"  # a way of showing what is shared


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
class Offer:
    """What is about to be shared: answers of `interview` called `names`, with whom, and whether there are others."""

    interview: Interview
    names: tuple[str, ...]
    recipient: Recipient
    others: bool
    page: int = 0

    @property
    def shared(self) -> Session:
        """The interview as it would be seen."""
        return sharing.as_shared(self.interview.engine, self.interview.session, self.names)


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
        Paragraph(texts.count("{n} answers are ticked.", len(offer.names)) if offer.names else texts.say("No answer is ticked."), Tone.STRONG),
        *_kept_back(texts, offer),
        *_consequences(texts, offer, len(keys)),
    )  # fmt: skip
    choices = tuple(
        Button(
            shortened(wording.fact(session, key)), code_of(key), ticked=sharing.name_of(key) in offer.names
        )
        for key in keys
    )
    more = Button(texts.say("More"), "more") if len(choices) > PAGE else None
    controls = (
        *rows(Button(texts.say("All"), "all"), Button(texts.say("None"), "none"), more, width=3),
        *rows(
            Button(texts.say("See what will be seen"), SEEN),
            Button(texts.say("Share with somebody else"), WITH) if offer.others else None,
            Button(texts.say("Go on"), "sure") if offer.names else None,
            Button(texts.say("Not now"), "close"),
        ),
    )
    return Painting(blocks, choices[offer.page * PAGE :][:PAGE], controls)


def _kept_back(texts: Texts, offer: Offer) -> list[Block]:
    wording, session = offer.interview.wording, offer.interview.session
    lines = tuple(
        (wording.fact(session, key), "") for key in sharing.kept_back(offer.interview.engine, session)
    )
    return [Paragraph(texts.say("Stays between us:"), Tone.QUIET), Bullets(lines)] if lines else []


def _consequences(texts: Texts, offer: Offer, there: int) -> list[Block]:
    """What goes with the answers that are kept back."""
    interview = offer.interview
    if len(offer.names) == there and not sharing.kept_back(interview.engine, interview.session):
        return []
    blocks: list[Block] = [
        Paragraph(texts.say("The shared result will be worked out without these answers."))
    ]
    resting = sharing.resting(interview.engine, interview.session, offer.names)
    if resting:
        topics = tuple((interview.wording.topic(key), "") for key in resting)
        blocks += [
            Paragraph(texts.say("These would not be seen either, as they would give away what you keep:")),
            Bullets(topics),
        ]
    return blocks


def paint_with(texts: Texts, recipients: Sequence[Recipient]) -> Painting:
    """With whom, where several have invited."""
    choices = tuple(Button(shortened(each.said(texts)), CASE + each.case) for each in recipients[:PAGE])
    asked = Paragraph(texts.say("With whom would you like to share?"), Tone.STRONG)
    return Painting((asked,), choices, rows(Button(texts.say("Back"), "close")))


def paint_preview(texts: Texts, offer: Offer, today: date, *, result: bool) -> Painting:
    """What will be seen, exactly."""
    blocks = (
        Heading(texts.say("What will be seen"), level=1),
        *seen_blocks(offer.interview, offer.shared, today, result=result),
    )
    return Painting(blocks, (), rows(_turn(texts, SEEN, SEEN_RESULT, result=result), _back(texts)))


def paint_sure(texts: Texts, offer: Offer, sentence: str) -> Painting:
    """The consent, in full."""
    blocks = (
        Heading(texts.say("Your agreement"), level=1),
        Paragraph(sentence, Tone.STRONG),
        Paragraph(texts.say("If you change an answer later, they see the new one; an answer that you mark as confidential is no longer seen.")),
        Paragraph(texts.say("If you take your agreement back, what has been read already stays known."), Tone.QUIET),
    )  # fmt: skip
    controls = rows(Button(texts.say("See what will be seen"), SEEN), _back(texts))
    agree = () if not offer.names else (Button(texts.say("I agree"), agreement(sentence)),)
    return Painting(blocks, agree, controls)


def consent(texts: Texts, offer: Offer, last: date) -> str:
    """The sentence that is agreed to: who, what, for what, until when, and how to take it back."""
    return texts.count(
        "I agree that {n} of my answers to “{title}” are seen, with the result that follows from them, by {who} and the colleagues there who follow the same case file, in order to support our group. My agreement holds until {day}; I can take it back at any moment with {command}.",
        len(offer.names),
        who=offer.recipient.said(texts, by_me=True),
        title=offer.interview.wording.text("title"),
        day=say_day(texts, last),
        command=f"/{registered(texts, 'shares')}",
    )


# What is shared.


def paint_shares(
    texts: Texts, given: Sequence[Given], offers: Sequence[tuple[str, str]], page: int, *, invited: bool
) -> Painting:
    """What is shared, each to be taken back in one tap; `offers`: (id, title) of interviews that could be."""
    blocks: list[Block] = [Heading(texts.say("What you share"), level=1)]
    if given:
        blocks.append(Bullets(tuple((_line(texts, each), _note(texts, each)) for each in given)))
    else:
        blocks.append(Paragraph(texts.say("You share nothing: your answers are seen by you alone.")))
    if not invited:
        blocks.append(Paragraph(texts.say("To share a result, ask the person who supports you for their link."), Tone.QUIET))  # fmt: skip
    choices = (
        *(Button(shortened(_stop(texts, each)), STOP + each.id) for each in given),
        *(
            Button(shortened(texts.say("Share “{title}”", title=title)), SESSION + session)
            for session, title in offers
        ),
    )
    more = Button(texts.say("More"), "more") if len(choices) > PAGE else None
    return Painting(
        tuple(blocks), choices[page * PAGE :][:PAGE], rows(more, Button(texts.say("Home"), "home"))
    )


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


# What who is shared with sees.


def paint_shared(
    texts: Texts,
    name: str,
    who: tuple[str, Given],
    interview: Interview,
    shared: tuple[Session, date],
    mode: str,
) -> Painting:
    """The answers shared with the case `name`; `who` gave them, and how; `shared`: as seen today."""
    label, given = who
    session, today = shared
    said = texts.say(
        "From the shared answers, by {who}, since {since}, until {until}.",
        who=label,
        since=say_day(texts, given.since),
        until=say_day(texts, given.until),
    )
    blocks = (
        Heading(name, level=1),
        Paragraph(texts.say("“{name}”", name=given.title)),
        Paragraph(said, Tone.QUIET),
        *seen_blocks(interview, session, today, result=mode == RESULT),
    )
    return Painting(blocks, (), rows(_turn(texts, "answers", RESULT, result=mode == RESULT), _back(texts)))


def seen_blocks(interview: Interview, shared: Session, today: date, *, result: bool) -> tuple[Block, ...]:
    """What is to be read of a session made by `as_shared`: the answers with the result in short, or the result in full."""
    wording, engine = interview.wording, interview.engine
    texts = wording.texts
    if result:
        note = Paragraph(texts.say("It is told as to the person who answered."), Tone.QUIET)
        return (note, *reports.report(engine, wording, shared, today))
    lines = tuple((wording.fact(shared, key), "") for key in sharing.seen(engine, shared))
    outcome = engine.result(shared).outcome
    answers = Bullets(lines) if lines else Paragraph(texts.say("No answer is to be seen at the moment."))
    return (
        Heading(texts.say("The answers")),
        answers,
        Heading(texts.say("The result, from these answers alone")),
        Paragraph(wording.outcome(shared, outcome, "name"), Tone.STRONG),
        Paragraph(wording.outcome(shared, outcome, "says")),
    )


def paint_gone(texts: Texts, sentence: str) -> Painting:
    """What is not (or no longer) there."""
    return Painting((Paragraph(sentence),), (Button(texts.say("Home"), "home"),))


def _turn(texts: Texts, answers: str, whole: str, *, result: bool) -> Button:
    if result:
        return Button(texts.say("The answers"), answers)
    return Button(texts.say("The whole result"), whole)


def _back(texts: Texts) -> Button:
    return Button(texts.say("Back"), "close")
