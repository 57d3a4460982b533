"""An office with dialogues of a test besides those that are shipped."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from bot.engine.dialogue import Voice
from bot.loading.library import load
from bot.records import Person
from bot.resources import folder
from bot.service.conversation import Conversation
from bot.texts.catalogues import load_texts
from bot.texts.keys import needs_of_dialogue
from tests.service.office import Office, Visitor


def formed(office: Office, place: Path, forms: Mapping[str, str], words: Mapping[str, str]) -> None:
    """From now on `office` holds `forms` too; each text is that of `words`, else its own key in brackets."""
    for name in ("dialogues", "locales"):
        if not (place / name).exists():
            shutil.copytree(folder(name), place / name)
    for name, form in forms.items():
        (place / "dialogues" / f"{name}.yaml").write_text(f"dialogue: {name}\n{form}")
    library = load(place / "dialogues")
    for name in forms:
        keys = [need.key for need in needs_of_dialogue(library.engines[name].dialogue)]
        said = "".join(f'msgid "{key}"\nmsgstr "{words.get(key, f"[{key}]")}"\n\n' for key in keys)
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        (place / "locales" / "fr" / f"{name}.po").write_text(head + said)
    texts = {"fr": load_texts(place / "locales")}
    office.conversation = Conversation(library, texts, office.clock, office.ids)


async def somebody(office: Office, name: str = "group") -> Visitor:
    """Somebody who answers for a group."""
    visitor = office.visitor(name)
    async with office.store.transaction() as tx:
        person = Person(office.ids.new(), office.clock.now(), Voice.BENEFICIARY)
        await tx.people.add(person, visitor.address)
    return visitor
