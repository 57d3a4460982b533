"""Each of the eight tries to reach what is the others': with forged buttons, guessed ids, commands and old screens."""

# ruff: noqa: S608 - the queries are put together of constants
from collections.abc import Iterator

from tests.botapi import SeenMessage
from tests.journeys.office_people import Caller, Office, content
from tests.journeys.office_told import Strand, chapter

_SCREENS = {"officer": ("/equipe", "/dossiers"), "beneficiary": ("/resultat", "/partages")}
# what names things on the screens, and where the ids of others are found; ? is who attacks
_WITHIN = "SELECT case_file FROM case_officer WHERE person = ?"
_FORGED = {
    ("c.", "kept."): f"SELECT id FROM case_file WHERE id NOT IN ({_WITHIN})",
    ("m.",): "SELECT person FROM member WHERE organisation <> coalesce((SELECT organisation FROM member WHERE person = ?), '')",
    ("i.", "s."): f"SELECT id FROM session WHERE coalesce(person, '') <> ?1 AND coalesce(case_file, '') NOT IN ({_WITHIN}1)",
    ("r.", "m."): f"SELECT id FROM diagnosis WHERE coalesce(person, '') <> ?1 AND coalesce(case_file, '') NOT IN ({_WITHIN}1)",
    ("p.",): f"SELECT item FROM plan_event WHERE coalesce(person, '') <> ?1 AND coalesce(case_file, '') NOT IN ({_WITHIN}1)",
    ("t.",): f"SELECT id FROM next_step WHERE coalesce(person, '') <> ?1 AND coalesce(case_file, '') NOT IN ({_WITHIN}1)",
    ("n.",): f"SELECT id FROM note WHERE case_file NOT IN ({_WITHIN})",
    ("k.",): f"SELECT id FROM cooperation WHERE case_file NOT IN ({_WITHIN})",
    ("s.", "x."): f"SELECT id FROM share WHERE person <> ?1 AND case_file NOT IN ({_WITHIN}1)",
    ("x.",): "SELECT id FROM invitation WHERE by_person <> ?",
}  # fmt: skip
_NEVER_OFFERED = (
    "erase_sure",
    "drop_sure",
    "confirm",
    "case_erase",
    "kept.",
    "v.admin",
    "agree.0000000000000000",
)
ENOUGH = 10  # kinds of ids of others, for everybody
_COMMANDS = ("resultat", "reprendre", "partages", "pistes")
_LAST = "SELECT action FROM trace WHERE person = ? AND NOT granted ORDER BY at DESC LIMIT ?"
_OF_TEAMS = ("dossiers", "nouveau Ermitage", "equipe", "inviter", "reseau", "bilan")


def _forged(caller: Caller) -> Iterator[str]:
    """Codes of buttons with ids of what is out of the person's reach."""
    for patterns, sql in _FORGED.items():
        ids = [row[0] for row in caller.program.kept(sql, caller.id)]
        spread = ids[:: max(1, len(ids) // len(patterns))]
        yield from (f"{pattern}{id}" for id, pattern in zip(spread, patterns, strict=False))


async def _forges(caller: Caller, every: int) -> None:
    """The buttons of others, on one's own current screen, which has the next number after each that is refused."""
    forged = list(_forged(caller))
    assert len(forged) >= ENOUGH
    codes = [*forged, *_NEVER_OFFERED][::every]
    for part in (codes[:1], codes[1:]):
        first = caller.screen
        pressed = [(number, code) for number, code in enumerate(part, first)]
        await _are_refused(caller, "forged", pressed, caller.phone.messages[-1])


async def _replays(caller: Caller) -> None:
    """The buttons of others under their own numbers; codes under old numbers and under some to come."""
    others = [each for each in caller.office.callers.values() if each is not caller]
    seen = sorted({data for each in others for data in each.data})
    tried = [(int(data.partition(".")[0]), data.partition(".")[2]) for data in seen[:: len(seen) // 4]]
    last = caller.screen
    tried += [(number, code) for code in list(_forged(caller))[::5] for number in (last - 2, last + 90)]
    pressed = [
        (number, code) for number, code in tried if number not in range(min(caller.screens), last + 30)
    ]
    await _are_refused(caller, "old", pressed, caller.phone.messages[0])


async def _are_refused(caller: Caller, kind: str, pressed: list[tuple[int, str]], on: SeenMessage) -> None:
    """Press all this; what is refused stands in the audit trail."""
    before = caller.refused
    await caller.presses(pressed, on)
    missing = len(pressed) - (caller.refused - before)
    if missing:
        caller.office.untraced[kind].append(f"{caller.name}: {missing} of {len(pressed)}")


async def _asks(caller: Caller) -> None:
    """Commands with ids that are not theirs; people of groups also those of teams."""
    foreign = [code.rpartition(".")[2] for code in _forged(caller)]
    for command, id in zip(_COMMANDS, foreign, strict=False):
        await caller.phone.types(f"/{command} {id}")
    await caller.heard()
    if caller.voice == "officer":
        return
    before = caller.refused
    for command in _OF_TEAMS:
        await caller.phone.types(f"/{command}")
    await caller.heard()
    noted = [action for (action,) in caller.kept(_LAST, caller.id, caller.refused - before)]
    if len(noted) < len(_OF_TEAMS):
        caller.office.untraced["commands"].append(f"{caller.name}: only {noted} of {_OF_TEAMS}")


def _attacks(name: str) -> Strand:
    async def attack(office: Office) -> None:
        caller = office.callers[name]
        for every, command in enumerate(_SCREENS[caller.voice], 1):
            await caller.phone.types(command)
            await caller.heard()
            await _forges(caller, 2 * every - 1)
        await _replays(caller)
        await _asks(caller)
        await caller.settles()

    attack.__name__ = f"{name}_tries_everything_on_the_others"
    return attack


for _name in ("aline", "basile", "chloe", "denis", "elsa", "farid", "gaelle", "hugo"):
    chapter(3)(_attacks(_name))


@chapter(4)
async def nothing_has_changed(office: Office) -> None:
    after = content(office)
    assert after.keys() == office.before.keys()
    for name, rows in after.items():
        assert rows == office.before[name], name


@chapter(4)
async def every_forged_button_is_in_the_audit_trail(office: Office) -> None:
    assert not office.untraced["forged"], office.untraced["forged"]


@chapter(4)
async def so_are_buttons_of_other_screens_and_of_those_to_come(office: Office) -> None:
    assert not office.untraced["old"], office.untraced["old"]


@chapter(4)
async def so_are_the_commands_of_teams_from_people_of_groups(office: Office) -> None:
    assert not office.untraced["commands"], office.untraced["commands"]
