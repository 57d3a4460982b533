"""Checks every call against the description of the Bot API, before anything is done with it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from .model import Json, Upload
from .spec_builtin import METHODS, builtin_api

DEFAULT_SPEC = Path(__file__).parents[3] / "shared/bot-api/api.json"
ARRAY = "Array of "
PLAIN = frozenset({"Integer", "Float", "Boolean", "String", "InputFile"})


@lru_cache(maxsize=4)
def _load(path: Path) -> Json:
    api: Json = json.loads(path.read_text(encoding="utf-8"))
    return api


class Spec:
    """Knows which parameters a method takes and what they must look like."""

    def __init__(self, path: Path | str | None = DEFAULT_SPEC) -> None:
        full = Path(path) if path is not None else None
        api = _load(full) if full is not None and full.exists() else builtin_api()
        self._methods: Json = api["methods"]
        self._types: Json = api["types"]
        self._names = {name.lower(): name for name in METHODS}

    @property
    def fields(self) -> dict[str, dict[str, bool]]:
        """The parameters of each emulated method, and whether they are required."""
        return {
            name: {one["name"]: one["required"] for one in self._methods[name].get("fields", [])}
            for name in METHODS
        }

    def method(self, name: str) -> str | None:
        """The emulated method of that name (Telegram ignores case), or nothing."""
        return self._names.get(name.lower())

    def check(
        self, method: str, params: Json, files: dict[str, Upload], *, textual: bool
    ) -> tuple[Json, list[str]]:
        """The parameters as real values, and what is wrong with them.

        `textual`: they came as a form, where numbers and objects travel as text.
        """
        fields = {one["name"]: one for one in self._methods[method].get("fields", [])}
        decoded: Json = {}
        wrong: list[str] = []
        for name, value in params.items():
            if name not in fields:
                wrong.append(f"unknown parameter {name!r}")
                continue
            decoded[name] = _from_text(value, fields[name]["types"]) if textual else value
            wrong += self._any_of(decoded[name], fields[name]["types"], name, files)
        for name in files.keys() - params.keys():
            if "InputFile" in fields.get(name, {}).get("types", []):
                decoded[name] = files[name]
            elif f"attach://{name}" not in params.values():
                wrong.append(f"unknown file {name!r}")
        for name, one in fields.items():
            if one["required"] and name not in decoded:
                wrong.append(f"missing parameter {name!r}")
        return decoded, wrong

    def _any_of(self, value: Any, types: list[str], where: str, files: dict[str, Upload]) -> list[str]:
        """What is wrong with a value that must be one of the types: the complaints of the nearest one."""
        complaints = [self._one(value, kind, where, files) for kind in types]
        return min(complaints, key=len) if complaints else []

    def _one(self, value: Any, kind: str, where: str, files: dict[str, Upload]) -> list[str]:
        if kind.startswith(ARRAY):
            if not isinstance(value, list):
                return [f"{where} must be an array"]
            inner = kind.removeprefix(ARRAY)
            return [
                wrong
                for index, item in enumerate(value)
                for wrong in self._one(item, inner, f"{where}[{index}]", files)
            ]
        if kind == "InputFile":
            named = isinstance(value, str) and value.removeprefix("attach://") in files
            return [] if named else [f"{where} must be an uploaded file"]
        if kind in ("Integer", "Float", "Boolean", "String"):
            return [] if _is_a(value, kind) else [f"{where} must be of type {kind}"]
        return self._object(value, kind, where, files)

    def _object(self, value: Any, kind: str, where: str, files: dict[str, Upload]) -> list[str]:
        if not isinstance(value, dict):
            return [f"{where} must be an object ({kind})"]
        described: Json = self._types.get(kind, {})
        if "subtypes" in described:
            return self._any_of(value, described["subtypes"], where, files)
        if "fields" not in described:
            return []  # a kind without description can only be taken as it is
        fields = {one["name"]: one for one in described["fields"]}
        wrong = [f"{where} has an unknown field {name!r}" for name in value if name not in fields]
        for name, one in fields.items():
            if name in value:
                wrong += self._any_of(value[name], one["types"], f"{where}.{name}", files)
            elif one["required"]:
                wrong.append(f"{where} lacks {name!r}")
        return wrong


def _is_a(value: Any, kind: str) -> bool:
    if kind == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "Float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, bool if kind == "Boolean" else str)


def _from_text(value: Any, types: list[str]) -> Any:
    """Read a form's text as the first type it can stand for."""
    if not isinstance(value, str):
        return value
    if "Integer" in types and re.fullmatch(r"-?\d+", value):
        return int(value)
    if "Float" in types and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value)
    if "Boolean" in types and value.lower() in ("true", "false"):
        return value.lower() == "true"
    return value if set(types) & PLAIN else _from_json(value)


def _from_json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value  # and be told that it should have been an object
