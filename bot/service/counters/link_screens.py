"""How the screens of links look: whom to invite, a link that was just made, one's links, and what opening one does."""

from collections.abc import Mapping, Sequence

from bot.blocks import Block, Bullets, Heading, Link, Paragraph, Tone
from bot.records import Invitation, Purpose
from bot.service.counters.team_screens import ways
from bot.service.dates import local_day, say_day
from bot.service.edits import shortened
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.validity import Flaw
from bot.texts.catalogues import Texts, msg

LINK = "x."
_TITLES = {
    Purpose.ADMIN: msg("Link to join the team and run it"),
    Purpose.OFFICER: msg("Link to join the team"),
    Purpose.BENEFICIARY: msg("Link for the group “{name}”"),
    Purpose.PHONE: msg("Link for the new telephone of {name}"),
}
_GIVEN = {
    Purpose.ADMIN: msg("Send this link to your colleague. Whoever opens it joins the team and runs it too."),
    Purpose.OFFICER: msg("Send this link to your colleague. Whoever opens it joins the team."),
    Purpose.BENEFICIARY: msg("Send this link to the group. Each person finds out on their own where they stand, and decides at the end what to share with you."),
    Purpose.PHONE: msg("Open this link on the new account, and nowhere else: whoever opens it takes over everything."),
}  # fmt: skip
_FLAWS = {
    Flaw.UNKNOWN: msg("This link is not known here. Check that it is whole, or ask for a new one."),
    Flaw.REVOKED: msg("This link was cancelled. Ask whoever gave it to you for a new one."),
    Flaw.EXPIRED: msg("This link is too old. Ask whoever gave it to you for a new one."),
    Flaw.USED_UP: msg("This link has been used already. Ask whoever gave it to you for a new one."),
}


def say_flaw(texts: Texts, flaw: Flaw) -> str:
    """Why a link cannot be used, and what to do."""
    return texts.say(_FLAWS[flaw])


def say_link(texts: Texts, link: Invitation, name: str) -> str:
    """What a link is for; `name`: that of the case file, or of whose telephone it is ("": one's own)."""
    if link.purpose is Purpose.PHONE and not name:
        return texts.say("Link for your new telephone")
    return texts.say(_TITLES[link.purpose], name=name)


def paint_invite(texts: Texts, case: str, *, admin: bool, links: bool) -> Painting:
    """Whom to invite; `case`: the name of the case file that is spoken of, if one is."""
    group = Button(shortened(texts.say("The group “{name}”", name=case)), "group") if case else None
    choices = (
        Button(texts.say("A colleague"), "officer"),
        Button(texts.say("Somebody who runs the team too"), "admin") if admin else None,
        group,
        Button(texts.say("Another group") if case else texts.say("A group"), "cases"),
    )
    controls = rows(
        Button(texts.say("My links"), "links") if links else None, Button(texts.say("Back"), "back")
    )
    blocks = (
        Heading(texts.say("Invite")),
        Paragraph(texts.say("Whom would you like to invite? You get a link to hand over.")),
    )
    return Painting(blocks, tuple(each for each in choices if each), controls)


def paint_invite_group(texts: Texts, case: str) -> Painting:
    """What a link for a group does, before it is made."""
    blocks = (
        Heading(case),
        Paragraph(texts.say("With a link, people of the group find out on their own where they stand.")),
        Paragraph(texts.say("You see nothing of it unless they agree at the end, and choose what.")),
        Paragraph(texts.say("One link is good for ten people, for thirty days."), Tone.QUIET),
    )
    return Painting(
        blocks, (Button(texts.say("Make the link"), "confirm"),), rows(Button(texts.say("Back"), "back"))
    )


def paint_invite_nobody(texts: Texts) -> Painting:
    """Why who belongs to no team cannot invite."""
    said = texts.say("Invitations come from teams that support groups, since they open their case files. To tell somebody about this assistant, simply give them its name.")  # fmt: skip
    return Painting((Paragraph(said),), (), rows(Button(texts.say("Go on"), "close")))


def paint_invited(texts: Texts, link: Invitation, name: str, token: str, zone: str) -> Painting:
    """A link that was just made, or (`token` "") that it was shown once."""
    blocks: list[Block] = [Heading(say_link(texts, link, name))]
    if token:
        blocks += [Paragraph(texts.say(_GIVEN[link.purpose])), Link(token)]
    else:
        blocks.append(Paragraph(texts.say("The link stands further up in this conversation.")))
    blocks.append(Paragraph(_until(texts, link, zone), Tone.QUIET))
    controls = rows(
        Button(texts.say("Make another"), "another"),
        Button(texts.say("Cancel this link"), "revoke"),
        Button(texts.say("Back"), "back"),
    )
    return Painting(tuple(blocks), (), controls)


def paint_used(texts: Texts, link: Invitation, name: str) -> Painting:
    """A link that one made, and that is good no more."""
    blocks = (Heading(say_link(texts, link, name)), Paragraph(texts.say("This link is no longer good.")))
    controls = rows(Button(texts.say("Make another"), "another"), Button(texts.say("Back"), "back"))
    return Painting(blocks, (), controls)


def paint_worn(texts: Texts, sentence: str) -> Painting:
    """A link that is good no more."""
    return Painting((Paragraph(sentence),), (), rows(Button(texts.say("Go on"), "close")))


def _until(texts: Texts, link: Invitation, zone: str) -> str:
    day = say_day(texts, local_day(link.expires_at, zone))
    return texts.count("Good until {day}, for {n} more people.", link.most - link.used, day=day)


def paint_links(
    texts: Texts, links: Sequence[Invitation], names: Mapping[str, str], total: int, at: tuple[int, str]
) -> Painting:
    """The links of a page that are still good, out of `total`; `at`: (page, time zone)."""
    page, zone = at
    blocks: list[Block] = [Heading(texts.say("My links"))]
    if links:
        lines = tuple((say_link(texts, each, names[each.id]), _until(texts, each, zone)) for each in links)
        blocks.append(Bullets(lines, numbered=True))
    else:
        blocks.append(Paragraph(texts.say("No link of yours is good at the moment.")))
    choices = tuple(
        Button(texts.say("Cancel link {n}", n=number), LINK + each.id) for number, each in enumerate(links, 1)
    )
    return Painting(tuple(blocks), choices, ways(texts, total, page))


def paint_phone(texts: Texts, name: str) -> Painting:
    """What a link for a new telephone does, before it is made; `name` "": one's own."""
    if name:
        title = texts.say("New telephone of {name}", name=name)
        said = (
            texts.say("On the new account, they open a link that you hand over to them. They are the same person there; the old account gives access to nothing any more."),
            texts.say("Make sure that it reaches nobody else."),
        )  # fmt: skip
    else:
        title = texts.say("New telephone or new account")
        said = (
            texts.say("You get a link, and open it on the new account. You are the same person there, with your interviews and all that you follow."),
            texts.say("This account here then gives access to nothing any more."),
        )  # fmt: skip
    blocks: tuple[Block, ...] = (Heading(title), *(Paragraph(each) for each in said))
    return Painting(
        blocks, (Button(texts.say("Make the link"), "confirm"),), rows(Button(texts.say("Back"), "back"))
    )


def paint_join(texts: Texts, organisation: str, link: Invitation, *, member: bool) -> Painting:
    """Whether to join the team that invites, or (`member`) to run it too."""
    if member:
        said = texts.say("You belong to this team already. With this link, you run it too.")
    elif link.purpose is Purpose.ADMIN:
        said = texts.say("You are invited to join this team, and to run it.")
    else:
        said = texts.say("You are invited to join this team.")
    join = texts.say("Run the team too") if member else texts.say("Join")
    return _asked(texts, organisation, said, join)


def paint_take_over(texts: Texts) -> Painting:
    """Whether this account is to be that of the person who made the link."""
    said = texts.say("You will be the same person here as on your old account; the old account gives access to nothing any more.")  # fmt: skip
    return _asked(
        texts, texts.say("Go on with this account?"), said, texts.say("Yes, go on with this account")
    )


def _asked(texts: Texts, title: str, said: str, yes: str) -> Painting:
    blocks = (Heading(title), Paragraph(said))
    return Painting(blocks, (Button(yes, "confirm"),), rows(Button(texts.say("Not now"), "close")))


def say_hello(texts: Texts) -> list[str]:
    """What whoever comes here for the first time is told, though a link has led them past the welcome."""
    return [
        texts.say("Hello. In a few questions, we find out where a cooperation project stands and which first step fits."),
        texts.say("Your answers stay between you and this assistant; you can have them erased at any moment with /supprimer."),
    ]  # fmt: skip


def say_welcome(texts: Texts, organisation: str, inviter: str) -> list[str]:
    """What somebody of a group is told who opens a link; `inviter` "" where they gave no name."""
    by = (
        texts.say("{name} ({organisation}) invites you to find out where your project stands.", name=inviter, organisation=organisation)
        if inviter
        else texts.say("{organisation} invites you to find out where your project stands.", organisation=organisation)
    )  # fmt: skip
    return [
        by,
        texts.say("Your answers stay yours: nothing is shared unless you choose so at the end."),
    ]


def say_taken_over(texts: Texts, *, officer: bool) -> str:
    """What is told on the old telephone of who goes on with another."""
    msgid = (
        msg("Your account has moved to another telephone. If this was not you, tell whoever runs your team at once.")
        if officer
        else msg("Your account has moved to another telephone. If this was not you, tell the person who supports you at once.")
    )  # fmt: skip
    return texts.say(msgid)
