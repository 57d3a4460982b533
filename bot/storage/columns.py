"""Column types that come back the same from SQLite (STRICT) and PostgreSQL."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Flag = sa.Boolean().with_variant(sa.Integer(), "sqlite")  # SQLite gives 0 and 1 back: read it through bool()


class Instant(sa.types.TypeDecorator[datetime]):
    """A moment, exact to the microsecond, always aware and in UTC. SQLite: microseconds since 1970."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return sa.Integer()
        return dialect.type_descriptor(sa.TIMESTAMP(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return (value - _EPOCH) // _MICROSECOND if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return _EPOCH + timedelta(microseconds=value)
        stored: datetime = value
        return stored.astimezone(UTC)


class CalendarDay(sa.types.TypeDecorator[date]):
    """A day without a time. SQLite: ISO text, which sorts."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return sa.Text() if dialect.name == "sqlite" else dialect.type_descriptor(sa.Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ARG002 - the value tells
        return date.fromisoformat(value) if isinstance(value, str) else value


class Json(sa.types.TypeDecorator[Any]):
    """What JSON can hold, as text on both, so that it can be encrypted like any other text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - the same on both
        return None if value is None else dump(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - the same on both
        return None if value is None else json.loads(value)


def dump(value: Any) -> str:
    """`value` as JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=dict)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character: no database takes it, an escape does
        return json.dumps(value, separators=(",", ":"), default=dict)
    return text
