"""A project sheet three weeks later, on a newer version of its questions."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.loading.library import Library, load
from bot.resources import folder
from bot.service.conversation import Conversation
from bot.texts.catalogues import Texts, load_texts
from bot.texts.keys import needs_of_dialogue
from tests.service.held import active
from tests.service.invited import office
from tests.service.office import Office, Visitor
from tests.service.sheet import SHEET, STAYS, filled, group, overview

__all__ = ["group", "office"]

Content = tuple[Library, dict[str, Texts]]
RENAMED = re.compile(r"\brhythm\b")
NEW_QUESTIONS = """
  neighbours: {ask: text, at_most: 600}
  partner: {ask: text, at_most: 600}
  partners_state: {ask: one, options: [to_refine, ready], dont_know: no}

path:
  - {section: partners, ask: [partner], judged: partners_state}
"""


def newer(form: str) -> str:
    """The sheet with a question and a section more, a question by another name, and one gone."""
    form = RENAMED.sub("pace", form)
    form = form.replace("place, strengths]", "place, strengths, neighbours]")
    form = form.replace("\npath:\n", NEW_QUESTIONS)
    form = re.sub(r"  gains:\n(    .*\n)+", "", form)
    form = form.replace("[shared_need, motives, gains]", "[shared_need, motives]")
    form = form.replace(", {gains: known}", "").replace(", gains: unknown", "")
    form = re.sub(r"      - \{line: \w+, when: \{gains: .*\n", "", form)
    assert "gains" not in form
    return form + "renamed: {questions: {rhythm: pace}}\n"


def on(place: Path, form: str) -> Content:
    """The content with the sheet `form`; a text that is missing is its key."""
    (place / "dialogues" / f"{SHEET}.yaml").write_text(form)
    library, path = load(place / "dialogues"), place / "locales" / "fr" / f"{SHEET}.po"
    words = path.read_text()
    needs = {each.key for each in needs_of_dialogue(library.engines[SHEET].dialogue)}
    missing = sorted(each for each in needs if f'msgid "{each}"\n' not in words)
    path.write_text(words + "".join(f'\nmsgid "{key}"\nmsgstr "[{key}]"\n' for key in missing))
    return library, {"fr": load_texts(place / "locales")}


@pytest.fixture
def renewed(tmp_path: Path, office: Office) -> Callable[[], None]:
    """Makes the bot start anew, three weeks later, with the newer sheet."""
    for name in ("dialogues", "locales"):
        shutil.copytree(folder(name), tmp_path / name)

    def renew() -> None:
        form = (tmp_path / "dialogues" / f"{SHEET}.yaml").read_text()
        content = on(tmp_path, newer(form))
        office.clock.turn(days=21)
        office.conversation = Conversation(*content, office.clock, office.ids)

    return renew


@pytest.mark.parametrize("where", ["question", "overview", "result"])
async def test_three_weeks_later_on_a_newer_version_it_goes_on_where_it_was(
    group: Visitor, renewed: Callable[[], None], where: str
) -> None:
    await filled(group)
    await group.touches("Enjeux et motivations")
    await group.says("Une cantine ouverte à tous")
    await group.touches("Je passe")
    await group.presses("o.savings")
    await group.presses("done")
    await group.touches("C’est prêt", "Animation", "Je passe")
    assert "Animation : question 2" in group.read
    await group.presses("o.quarterly")
    assert "Animation : question 3" in group.read
    at = group.read.splitlines()[-2]
    if where != "question":
        await overview(group)
    if where == "result":
        await group.touches("Terminer")
    log = (await active(group)).log
    renewed()
    await group.sends("resume" if where != "result" else "result")
    assert "Le questionnaire a été amélioré entre-temps" in group.read
    assert "Une réponse n’y a plus sa place, elle est gardée de côté" in group.read
    if where == "question":
        assert at in group.read
        await overview(group)
    if where == "result":
        await group.touches("Les rubriques")
    told = dict(each.split(" · ") for each in group.labels if " · " in each)
    assert told["[partners.name]"] == "encore vide"
    assert told["État des lieux"] == "c’est prêt"
    assert told["Enjeux et motivations"] == "c’est prêt"
    assert told["Animation"] == "commencé"
    await group.touches("Mes réponses")
    assert STAYS.partition(",")[0] in " ".join(group.labels)
    assert "Une cantine ouverte à tous" in " ".join(group.labels)
    assert "[pace.quarterly]" in " ".join(group.labels)
    record = await active(group)
    assert record.log[: len(log)] == log
    await group.touches("Continuer")
    if where == "result":
        await group.touches("Les rubriques")
    await group.touches("État des lieux")
    assert "[neighbours.ask]" in group.read
    assert "amélioré" not in group.read
    await group.says("Le Grand-Bois")
    await group.touches("État des lieux")
    assert "Le Grand-Bois" in " ".join(group.labels)
