"""Where a cooperation stands, by a result about it; and which results say so."""

from collections.abc import Iterable
from typing import TypeVar

from bot.ports import Ids
from bot.records import DiagnosisRecord, SessionRecord, Standing
from bot.service.scene import Scene

# The main dialogue and what extends it, as `Library.family` has it: written out for those who have no library at hand.
SITUATING = frozenset({"situation_diagnosis", "follow_up_visit"})
_Told = TypeVar("_Told", DiagnosisRecord, SessionRecord)


def situates(dialogue: str) -> bool:
    """Whether it finds out where a cooperation stands: of such results alone the outcome is a situation."""
    return dialogue in SITUATING


def situating(records: Iterable[_Told]) -> list[_Told]:
    """Those of `records` that say where a cooperation stands, in their order."""
    return [each for each in records if situates(each.dialogue)]


async def first_standing(scene: Scene, ids: Ids, record: DiagnosisRecord) -> Standing | None:
    """Where a cooperation stands by its first result; a later one only proposes a move (see `bot.service.course`)."""
    standings = await scene.tx.cases.standings(record.subject.case)
    known = [each for each in standings if each.cooperation == record.subject.cooperation]
    if known:
        return None
    standing = standing_of(ids, scene, record, (record.outcome, record.stage))
    await scene.tx.cases.add_standing(standing)
    return standing


def standing_of(ids: Ids, scene: Scene, record: DiagnosisRecord, confirmed: tuple[str, str]) -> Standing:
    """That the cooperation of `record` stands where `confirmed` (situation, stage) says.

    Statistics count what was confirmed only where the open answers alone say the same.
    """
    situation, stage = confirmed
    same = situation in {record.open_outcome, ""} or not record.report.get("marks")
    return Standing(
        id=ids.new(),
        case=record.subject.case,
        cooperation=record.subject.cooperation,
        at=scene.now,
        by=scene.person.id,
        diagnosis=record.id,
        situation=situation,
        stage=stage,
        computed=record.computed,
        open_situation=situation if same else record.open_outcome,
        open_stage=stage if same else record.open_stage,
    )
