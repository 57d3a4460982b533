"""Events, answers and inputs as plain dictionaries, for whoever stores them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bot.engine.dialogue import Inputs, Voice
from bot.engine.session import (
    Back,
    Confide,
    Edit,
    Enter,
    Event,
    Finish,
    Leave,
    Remark,
    Reply,
    Resume,
    Skip,
    StartAgain,
)
from bot.engine.values import Day, Key, Number, One, Several, Text, Unknown, Value, Why

Plain = Mapping[str, Any]


def encode_value(value: Value) -> Plain:
    """`value` as a dictionary with one entry, named after its kind."""
    match value:
        case One(option):
            return {"one": option}
        case Several(options):
            return {"several": list(options)}
        case Number(amount):
            return {"number": str(amount)}
        case Day(day):
            return {"day": day.isoformat()}
        case Text(text):
            return {"text": text}
        case Unknown(why):
            return {"unknown": why.value}


def decode_value(plain: Plain) -> Value:
    """The value that `encode_value` made `plain` of."""
    match plain:
        case {"one": option}:
            return One(option)
        case {"several": options}:
            return Several(tuple(options))
        case {"number": amount}:
            return Number(Decimal(amount))
        case {"day": day}:
            return Day(date.fromisoformat(day))
        case {"text": text}:
            return Text(text)
        case {"unknown": why}:
            return Unknown(Why(why))
    raise ValueError(f"no value: {sorted(plain)}")


def encode_event(event: Event) -> Plain:
    """`event` as a dictionary: its kind, and what it is about."""
    match event:
        case Reply(key, value):
            return {"kind": "reply", **_key(key), "value": encode_value(value)}
        case Skip(key, why):
            return {"kind": "skip", **_key(key), "value": {"unknown": why.value}}
        case Edit(key, value):
            return {"kind": "edit", **_key(key), "value": encode_value(value)}
        case Back(to):
            return {"kind": "back", **(_key(to) if to else {})}
        case Remark(key, text):
            return {"kind": "remark", **_key(key), "value": {"text": text}}
        case Resume():
            return {"kind": "resume"}
        case StartAgain():
            return {"kind": "start_again"}
        case Enter(section):
            return {"kind": "enter", "question": section}
        case Leave():
            return {"kind": "leave"}
        case Finish():
            return {"kind": "finish"}
        case Confide(key, on):
            return {"kind": "confide" if on else "unconfide", **_key(key)}


def decode_event(plain: Plain) -> Event:
    """The event that `encode_event` made `plain` of."""
    match plain:
        case {"kind": "reply", "value": value}:
            return Reply(_key_of(plain), decode_value(value))
        case {"kind": "skip", "value": {"unknown": why}}:
            return Skip(_key_of(plain), Why(why))
        case {"kind": "edit", "value": value}:
            return Edit(_key_of(plain), decode_value(value))
        case {"kind": "back"}:
            return Back(_key_of(plain) if plain.get("question") else None)
        case {"kind": "remark", "value": {"text": text}}:
            return Remark(_key_of(plain), text)
        case {"kind": "resume"}:
            return Resume()
        case {"kind": "start_again"}:
            return StartAgain()
        case {"kind": "enter", "question": section}:
            return Enter(section)
        case {"kind": "leave"}:
            return Leave()
        case {"kind": "finish"}:
            return Finish()
        case {"kind": "confide" | "unconfide" as kind}:
            return Confide(_key_of(plain), kind == "confide")
    raise ValueError(f"no event: {plain.get('kind')!r}")


def encode_inputs(inputs: Inputs) -> Plain:
    """`inputs` as a dictionary."""
    return {
        "voice": inputs.voice.value,
        "choices": dict(inputs.choices),
        "items": {name: list(items) for name, items in inputs.items.items()},
        "settled": sorted(inputs.settled),
        "offered": [{**_key(key), "value": encode_value(value)} for key, value in inputs.offered.items()],
        "confidential": [_key(key) for key in sorted(inputs.confidential)],
        "labels": dict(inputs.labels),
        "seed": inputs.seed,
    }


def decode_inputs(plain: Plain) -> Inputs:
    """The inputs that `encode_inputs` made `plain` of, now or before there were confidential answers, labels and seeds."""
    return Inputs(
        voice=Voice(plain["voice"]),
        choices=dict(plain["choices"]),
        items={name: tuple(items) for name, items in plain["items"].items()},
        settled=frozenset(plain["settled"]),
        offered={_key_of(each): decode_value(each["value"]) for each in plain["offered"]},
        confidential=frozenset(map(_key_of, plain.get("confidential", ()))),
        labels=dict(plain.get("labels", {})),
        seed=plain.get("seed", ""),
    )


def _key(key: Key) -> dict[str, str]:
    return {"question": key.question, "item": key.item}


def _key_of(plain: Plain) -> Key:
    return Key(plain["question"], plain.get("item") or "")
