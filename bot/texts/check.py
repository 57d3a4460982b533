"""Checking the files of texts: nothing missing, nothing superfluous, nothing empty, good typography."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

from bot.engine.dialogue import Voice
from bot.problems import Problem, suggestion
from bot.texts.catalogues import ITEM, VALUE, Domain, Entry, Texts
from bot.texts.keys import Need, quoted_in
from bot.texts.typography import faults

_SAYING = frozenset(("say", "count", "msg"))
_VOICES = tuple(voice.value for voice in Voice)


def check_domain(domain: Domain, needs: Iterable[Need]) -> Iterator[Problem]:
    """What is wrong with the texts of one dialogue, or of the catalogue."""
    wanted = {need.key: need for need in needs}
    for need in wanted.values():
        yield from _check_voices(domain, need)
    for (context, key), line in domain.lines.items():
        if context not in ("", *_VOICES):
            yield Problem(
                domain.file, line, f"{key!r}: {context!r} is no voice{suggestion(context, _VOICES)}"
            )
        elif key not in wanted:
            yield Problem(domain.file, line, f"{key!r} is not needed{suggestion(key, wanted)}")
        else:
            text, need = str(domain.entries[context, key]), wanted[key]
            yield from (Problem(domain.file, line, message) for message in _misfits(text, need))


def _misfits(text: str, need: Need) -> Iterator[str]:
    """Why `text` cannot stand where `need` wants one."""
    if len(text) > need.longest:
        yield f"{need.key!r} has {len(text)} characters; {need.longest} at most"
    if ITEM in text and not need.item:
        yield f"{need.key!r}: {ITEM} stands only in ask, hint and topic of a question about items with names, and in the lines of a handout for each of them"
    if need.value and VALUE not in text:
        yield f"{need.key!r} has no {VALUE}, in whose place what is shown stands"
    bare = text.replace(ITEM, "").replace(VALUE, "") if need.value else text.replace(ITEM, "")
    for name in quoted_in(bare) if need.quotes else ():
        bare = bare.replace(f"{{{name}}}", "")
        if name not in need.quotes:
            yield f"{need.key!r}: there is no answer {name!r} to quote here{suggestion(name, sorted(need.quotes))}"
    if set("{}") & set(bare):
        yield f"{need.key!r}: a brace that belongs to no {VALUE if need.value else ITEM}"


def _check_voices(domain: Domain, need: Need) -> Iterator[Problem]:
    for_all = ("", need.key) in domain.entries
    own = [voice for voice in Voice if (voice, need.key) in domain.entries]
    if for_all and own:
        line = domain.lines[own[0], need.key]
        yield Problem(domain.file, line, f"{need.key!r} stands both with and without a voice")
    elif not for_all and set(own) != need.voices and (own or not need.optional):
        line = domain.lines[own[0], need.key] if own else 1
        if missing := ", ".join(sorted(need.voices - set(own))):
            yield Problem(domain.file, line, f"{need.key!r} is missing for {missing}")
        if extra := ", ".join(sorted(set(own) - need.voices)):
            yield Problem(domain.file, line, f"{need.key!r} is never said to {extra}")


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
            if not _braces_match(form):
                yield Problem(domain.file, line, f"{msgid!r}: a brace is opened or closed alone")
            elif not (_placeholders(form) <= _placeholders(msgid) | {"n"}):
                extra = ", ".join(sorted(_placeholders(form) - _placeholders(msgid)))
                yield Problem(domain.file, line, f"{msgid!r}: the program does not give {{{extra}}}")
            elif _placeholders(msgid) - _placeholders(form) - {"n"}:
                extra = ", ".join(sorted(_placeholders(msgid) - _placeholders(form)))
                yield Problem(domain.file, line, f"{msgid!r}: {{{extra}}} is missing in the text")


def msgids_in(folder: Path) -> set[str]:
    """The msgids of the interface's sentences in the Python files of `folder`."""
    return {msgid for path in folder.rglob("*.py") for msgid in _msgids(path)}


def _msgids(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(attr=name) | ast.Name(id=name), args=[ast.Constant(value=str(msgid)), *_]
            ):
                if name in _SAYING and msgid.strip():
                    yield msgid


def _forms(entry: Entry) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else entry


def _braces_match(text: str) -> bool:
    try:
        list(Formatter().parse(text))
    except ValueError:
        return False
    return True


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
