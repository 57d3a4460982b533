"""Checking the files of texts: nothing missing, nothing superfluous, nothing empty, good typography."""

from collections.abc import Iterable, Iterator
from string import Formatter

from bot.engine.dialogue import Voice
from bot.problems import Problem, suggestion
from bot.texts.catalogues import Domain, Entry, Texts
from bot.texts.keys import Need
from bot.texts.typography import faults


def check_domain(domain: Domain, needs: Iterable[Need]) -> Iterator[Problem]:
    """What is wrong with the texts of one dialogue, or of the catalogue."""
    wanted = {need.key: need for need in needs}
    for need in wanted.values():
        yield from _check_voices(domain, need)
    for (context, key), line in domain.lines.items():
        if key not in wanted:
            yield Problem(domain.file, line, f"{key!r} is not needed{suggestion(key, wanted)}")
        elif len(text := str(domain.entries[context, key])) > wanted[key].longest:
            yield Problem(domain.file, line, f"{key!r} has {len(text)} characters; {wanted[key].longest} at most")


def _check_voices(domain: Domain, need: Need) -> Iterator[Problem]:
    for_all = ("", need.key) in domain.entries
    own = [voice for voice in Voice if (voice, need.key) in domain.entries]
    if for_all and own:
        line = domain.lines[own[0], need.key]
        yield Problem(domain.file, line, f"{need.key!r} stands both with and without a voice")
    elif not for_all and set(own) != need.voices and (own or not need.optional):
        missing = ", ".join(sorted(need.voices - set(own))) or "no other"
        line = domain.lines[own[0], need.key] if own else 1
        yield Problem(domain.file, line, f"{need.key!r} is missing for {missing}")


def check_words(texts: Texts) -> Iterator[Problem]:
    """Empty texts and faults of typography, in all files."""
    for domain in texts.domains.values():
        for place, entry in domain.entries.items():
            for form in _forms(entry):
                if not form.strip():
                    yield Problem(domain.file, domain.lines[place], f"{place[1]!r} is empty")
                for fault in faults(form):
                    yield Problem(domain.file, domain.lines[place], f"{place[1]!r}: {fault}")


def check_interface(domain: Domain, msgids: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the interface's own sentences, given the `msgids` that the program uses."""
    used = set(msgids)
    for msgid in sorted(used - {key for _, key in domain.entries}):
        yield Problem(domain.file, 1, f"{msgid!r} is missing")
    for (context, msgid), entry in domain.entries.items():
        line = domain.lines[context, msgid]
        if msgid not in used:
            yield Problem(domain.file, line, f"{msgid!r} is not used")
        for form in _forms(entry):
            if not (_placeholders(form) <= _placeholders(msgid) | {"n"}):
                extra = ", ".join(sorted(_placeholders(form) - _placeholders(msgid)))
                yield Problem(domain.file, line, f"{msgid!r}: the program does not give {{{extra}}}")
            elif _placeholders(msgid) - _placeholders(form) - {"n"}:
                extra = ", ".join(sorted(_placeholders(msgid) - _placeholders(form)))
                yield Problem(domain.file, line, f"{msgid!r}: {{{extra}}} is missing in the text")


def _forms(entry: Entry) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else entry


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
