"""All pages of the reference, as they are searched: with the words of every voice."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from bot.engine.dialogue import Voice
from bot.loading.reference import Reference
from bot.records import PageKind, PageRef
from bot.service.reference_search import Page
from bot.texts.catalogues import Texts
from bot.texts.reference_keys import DOMAIN

_APART = re.compile(r"\s*\([^)]*\)")  # what explains a name: « GAL (groupe d’action locale) »
_ADVICE = "advice"  # the texts of the recommendations


def pages(reference: Reference, texts: Texts) -> Iterator[Page]:
    """Recommendations, interviews, terms of the glossary, and items of the outline, in the order of the reference."""
    named, leading = reference.named(), _leading(reference, texts)
    for id in named["advice"]:
        said = [_said(texts, _ADVICE, f"{id}.{part}") for part in ("why", "how", "first_step")]
        body = ". ".join([*said, *leading[f"advice:{id}"]])
        yield Page(
            PageRef(PageKind.ADVICE, id),
            _said(texts, _ADVICE, f"{id}.title"),
            _words(texts, f"advice.{id}"),
            body,
            tuple(_each(texts, _ADVICE, f"{id}.title")),
        )
    for id in named["interview"]:
        title, purpose = (_said(texts, id, part) for part in ("title", "purpose"))
        yield Page(
            PageRef(PageKind.INTERVIEW, id),
            title,
            _words(texts, f"interview.{id}"),
            purpose,
            tuple(_each(texts, id, "title")),
        )
    for id in named["term"]:
        name, says = (texts.of(DOMAIN, f"term.{id}.{part}") for part in ("name", "says"))
        yield Page(
            PageRef(PageKind.TERM, id), name, _words(texts, f"term.{id}"), says, (name, _APART.sub("", name))
        )
    for id in named["item"]:
        yield Page(PageRef(PageKind.ITEM, id), texts.of(DOMAIN, f"item.{id}"), "", "")


def _leading(reference: Reference, texts: Texts) -> Mapping[str, list[str]]:
    """The names of the terms and items that lead to each page, by its link (`advice:ID`)."""
    leading: dict[str, list[str]] = defaultdict(list)
    for id, term in reference.terms.items():
        for link in term.see:
            leading[link].append(texts.of(DOMAIN, f"term.{id}.name"))
    for id, item in reference.items.items():
        for advice in item.advice:
            leading[f"advice:{advice}"].append(texts.of(DOMAIN, f"item.{id}"))
    return leading


def _words(texts: Texts, key: str) -> str:
    return texts.of(DOMAIN, f"{key}.words")


def _said(texts: Texts, domain: str, key: str) -> str:
    """The text `key`, as it is said to each voice, once where it is the same."""
    return ". ".join(_each(texts, domain, key))


def _each(texts: Texts, domain: str, key: str) -> Mapping[str, None]:
    """What the text `key` says to one voice or another."""
    return dict.fromkeys(texts.of(domain, key, voice) for voice in Voice if texts.has(domain, key, voice))
