"""What is kept of a person as a document to read: the same as the JSON copy, in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone, decode_blocks
from bot.engine.dialogue import Voice
from bot.loading.library import Library
from bot.records import (
    Change,
    DiagnosisRecord,
    Doer,
    Habits,
    Invitation,
    PlanEvent,
    Purpose,
    Role,
    SessionRecord,
    Share,
    StepRecord,
)
from bot.service.counters.advice_screens import say_status, say_step_status
from bot.service.counters.reminders_words import WEEKDAYS, say_rhythm
from bot.service.dates import local_day, say_day
from bot.service.documents import Page
from bot.service.follow_up.steps import say_doer
from bot.service.known import say_step
from bot.service.personal_copy import Kept, Said
from bot.service.wording import Wording
from bot.texts.catalogues import Texts, msg

_CHANNELS = {"telegram": msg("Account on Telegram"), "terminal": msg("Account at the terminal")}
_LINKS = {
    Purpose.ADMIN: msg("Link to join the team and run it"),
    Purpose.OFFICER: msg("Link to join the team"),
    Purpose.BENEFICIARY: msg("Link for a group"),
    Purpose.PHONE: msg("Link for a new telephone"),
}
_CHANGES = {
    Change.GIVEN: msg("given by a result"),
    Change.ADDED: msg("added"),
    Change.KEPT: msg("kept"),
    Change.MOVED: msg("moved"),
    Change.REWORDED: msg("reworded"),
    Change.REMOVED: msg("taken from the list"),
    Change.DROPPED: msg("no longer given"),
}
# What the actions of the access log are about, by what stands before their dot.
_AREAS = {
    **dict.fromkeys(
        ("case", "note", "cooperation", "advice", "step", "interview", "result", "views"), msg("case files")
    ),
    **dict.fromkeys(("share", "network"), msg("sharing")),
    **dict.fromkeys(("link", "phone"), msg("links")),
    **dict.fromkeys(("team", "member"), msg("the team")),
    **dict.fromkeys(("person",), msg("what is kept of you")),
    **dict.fromkeys(("figures",), msg("figures of the team")),
}


@dataclass(frozen=True, slots=True)
class Teller:
    """Says what is kept in the words of today, for somebody in `zone`."""

    texts: Texts
    library: Library
    zone: str
    voice: Voice

    def day(self, at: datetime) -> str:
        """The day in the person's own calendar."""
        return say_day(self.texts, local_day(at, self.zone))

    def wordings(self) -> dict[str, Wording]:
        """The words of each dialogue."""
        engines = self.library.engines.items()
        return {name: Wording(self.texts, engine.dialogue, self.voice) for name, engine in engines}

    def title(self, record: SessionRecord) -> str:
        """What an interview is called."""
        engine = self.library.engines.get(record.dialogue)
        if engine is None:
            return self.texts.say("An interview that is no longer held")
        return Wording(self.texts, engine.dialogue, record.inputs.voice).text("title")


def page(teller: Teller, kept: Kept, interviews: Sequence[Said], now: datetime) -> Page:
    """The document. `interviews` are the person's alone, in words."""
    texts = teller.texts
    title = texts.say("What is kept of you")
    blocks: list[Block] = [Heading(title, level=1), *_person(teller, kept)]
    for each in interviews:
        blocks += _interview(teller, each)
    for result in kept.results:
        blocks += _result(teller, result)
    blocks += _list(teller, kept)
    for name, lines in (
        (texts.say("Reminders"), _habits(teller, kept.habits)),
        (texts.say("What you agreed to share"), [_share(teller, each) for each in kept.shares]),
        (texts.say("Links that you made"), [_link(teller, each) for each in kept.made]),
        (texts.say("Links that you opened"), [_link(teller, each) for each in kept.used]),
        (
            texts.say("Interviews answered for case files"),
            [_answered(teller, each) for each in kept.answered],
        ),
        (texts.say("Access log"), _trail(teller, kept)),
    ):
        if lines:
            blocks += [Heading(name), Bullets(tuple(lines))]
    if kept.answered:
        blocks.append(
            Paragraph(
                texts.say("What was said there belongs to the case file: it is not in this document."),
                Tone.QUIET,
            )
        )
    footer = texts.say("Trait d’union, {day}. For you alone.", day=teller.day(now))
    file_name = f"{texts.say('my-data')}-{local_day(now, teller.zone).isoformat()}.pdf"
    return Page(title, file_name, tuple(blocks), footer)  # fmt: skip


def _person(teller: Teller, kept: Kept) -> list[Block]:
    texts, person = teller.texts, kept.person
    lines = [
        texts.say("{channel}: {number}", channel=_channel(texts, each.channel), number=each.external)
        for each in kept.addresses
    ]
    lines.append(texts.say("Known since {day}", day=teller.day(person.since)))
    if person.name:
        lines.append(texts.say("Name: {name}", name=person.name))
    if person.voice is not None:
        officer = person.voice is Voice.OFFICER
        lines.append(
            texts.say("You support groups") if officer else texts.say("You speak for your own group")
        )
    lines.append(
        texts.say("Language: {language}; time zone: {zone}", language=person.locale, zone=person.zone)
    )
    if kept.organisation is not None and kept.member is not None:
        lines.append(_membership(teller, kept.organisation.name, kept.member.role, kept.member.since))
    if kept.followed:
        lines.append(texts.count("{n} case files followed", len(kept.followed)))
    return [Heading(texts.say("You")), Bullets(tuple((line, "") for line in lines))]


def _channel(texts: Texts, channel: str) -> str:
    return texts.say(_CHANNELS[channel]) if channel in _CHANNELS else channel


def _membership(teller: Teller, name: str, role: Role, since: datetime) -> str:
    day = teller.day(since)
    if role is Role.ADMIN:
        return teller.texts.say("In the team “{name}” since {day}, and you run it", name=name, day=day)
    return teller.texts.say("In the team “{name}” since {day}", name=name, day=day)


def _interview(teller: Teller, interview: Said) -> list[Block]:
    texts, record, session = teller.texts, interview.record, interview.session
    title = texts.say("{title} ({day})", title=teller.title(record), day=teller.day(record.begun_at))
    blocks: list[Block] = [Heading(title)]
    wording = interview.wording
    if session is None or wording is None:
        return [
            *blocks,
            Paragraph(texts.say("Its questions are no longer asked: your answers are in the file (JSON).")),
        ]
    lines = []
    for key in session.answers:
        kept_back = texts.say("confidential") if key in session.confidential else ""
        aside = texts.say("set aside") if key in session.aside else ""
        lines.append((wording.fact(session, key), ", ".join(each for each in (kept_back, aside) if each)))
    if lines:
        blocks.append(Bullets(tuple(lines)))
    said = [
        (texts.say("{topic}: {answer}", topic=wording.topic(key), answer=remark), "")
        for key, remarks in session.remarks.items()
        for remark in remarks
    ]
    if said:
        blocks += [Paragraph(texts.say("Your remarks:"), Tone.QUIET), Bullets(tuple(said))]
    return blocks  # fmt: skip


def _result(teller: Teller, result: DiagnosisRecord) -> list[Block]:
    """A result as it was given, its titles one step lower."""
    title = Heading(teller.texts.say("Result of {day}", day=teller.day(result.made_at)))
    report = decode_blocks(result.report["blocks"])
    return [title, *(replace(each, level=3) if isinstance(each, Heading) else each for each in report)]


def _list(teller: Teller, kept: Kept) -> list[Block]:
    """The person's own list: what happened to each recommendation, and the steps."""
    texts, blocks = teller.texts, list[Block]()
    if kept.plan:
        titles: dict[str, str] = {}
        lines = [_event(teller, event, titles) for event in kept.plan]
        blocks += [Heading(texts.say("Your list of ideas")), Bullets(tuple(lines))]
    if kept.steps:
        wordings = teller.wordings()
        steps = tuple((say_step(wordings, step), _step(teller, step)) for step in kept.steps)
        blocks += [Heading(texts.say("Your steps")), Bullets(steps)]
    return blocks


def _step(teller: Teller, step: StepRecord) -> str:
    """By when, where it stands, who does it, and since when that is known."""
    texts, status = teller.texts, say_step_status(teller.texts, step.status).lower()
    parts = [texts.say("by {day}: {status}", day=say_day(texts, step.due), status=status)]
    if step.doer is not Doer.GROUP:
        parts.append(texts.say("done by: {who}", who=say_doer(texts, step, own=True)))
    parts.append(texts.say("agreed on {day}", day=teller.day(step.agreed_at)))
    if step.said_at is not None:
        parts.append(texts.say("said on {day}", day=teller.day(step.said_at)))
    if step.muted:
        parts.append(texts.say("without reminders"))
    return ", ".join(parts)


def _habits(teller: Teller, habits: Habits) -> list[tuple[str, str]]:
    """How the person wants to be reminded; nothing for who never said it."""
    texts, lines = teller.texts, list[tuple[str, str]]()
    since = "" if habits.since is None else texts.say("since {day}", day=teller.day(habits.since))
    if habits.wanted is not None:
        said = texts.say("You want reminders") if habits.wanted else texts.say("You want no reminders")
        lines.append((said, since))
    if habits.consent:
        lines.append((texts.say("You were asked: “{sentence}”", sentence=habits.consent), ""))
    if habits.wanted or (lines and habits.wanted is None):
        lines.append((say_rhythm(texts, habits), ""))
    if habits.paused_until is not None:
        until = say_day(texts, habits.paused_until)
        lines.append((texts.say("No reminders before {day}", day=until), ""))
    if habits.digest is not None:
        day = texts.say(WEEKDAYS[habits.digest]).lower()
        lines.append((texts.say("An overview of your case files every {day}", day=day), ""))
    if habits.discreet:
        lines.append((texts.say("Messages say only that there is something to read"), ""))
    return lines


def _event(teller: Teller, event: PlanEvent, titles: dict[str, str]) -> tuple[str, str]:
    """What happened, and when; `titles` has what the items told before are called."""
    if event.words:
        titles[event.item] = event.words
    elif event.advice and teller.texts.has("advice", f"{event.advice}.title", teller.voice):
        titles.setdefault(event.item, teller.texts.of("advice", f"{event.advice}.title", teller.voice))
    if event.change is Change.STATUS:
        happened = say_status(teller.texts, event.status).lower()
    else:
        happened = teller.texts.say(_CHANGES[event.change])
    name = titles.get(event.item) or teller.texts.say("An idea that is no longer in the catalogue")
    return name, teller.texts.say("{day}: {what}", day=teller.day(event.at), what=happened)


def _share(teller: Teller, share: Share) -> tuple[str, str]:
    texts, given = teller.texts, teller.day(share.given_at)
    if share.withdrawn_at is not None:
        ended = teller.day(share.withdrawn_at)
        return share.consent, texts.say("given on {day}, taken back on {end}", day=given, end=ended)
    return share.consent, texts.say(
        "given on {day}, until {end}", day=given, end=teller.day(share.expires_at)
    )


def _link(teller: Teller, link: Invitation) -> tuple[str, str]:
    made, end = teller.day(link.made_at), teller.day(link.revoked_at or link.expires_at)
    return (
        teller.texts.say(_LINKS[link.purpose]),
        teller.texts.say("made on {day}, good until {end}", day=made, end=end),
    )


def _answered(teller: Teller, record: SessionRecord) -> tuple[str, str]:
    begun, touched = teller.day(record.begun_at), teller.day(record.touched_at)
    return teller.title(record), teller.texts.say("from {since} to {until}", since=begun, until=touched)


def _trail(teller: Teller, kept: Kept) -> list[tuple[str, str]]:
    """Day by day, how often something was done (or refused), and to what; each line by itself is in the JSON copy."""
    texts, days = teller.texts, dict[str, Counter[str]]()
    for trace in kept.traces:
        area = texts.say(_AREAS.get(trace.action.partition(".")[0], msg("other things")))
        refused = texts.say("{what}, refused", what=area)
        days.setdefault(teller.day(trace.at), Counter())[area if trace.granted else refused] += 1
    return [
        (day, _listed(texts, [texts.say("{what}: {n}", what=area, n=n) for area, n in areas.items()]))
        for day, areas in days.items()
    ]


def _listed(texts: Texts, parts: Sequence[str]) -> str:
    return reduce(lambda one, other: texts.say("{one}; {other}", one=one, other=other), parts)
