"""Logs without secrets. A bot's token stands in every address that is called."""

import logging
import re

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
_PUT_INSTEAD = "<token>"
_TALKATIVE = ("httpx", "httpcore", "telegram")  # at INFO they tell addresses, at DEBUG what people wrote
_formatter = logging.Formatter()


def redacted(text: str) -> str:
    """`text` without bot tokens."""
    return _TOKEN.sub(_PUT_INSTEAD, text)


class Redacting(logging.Filter):
    """Takes bot tokens out of everything logged. Belongs on handlers: filters of loggers pass over their children."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = _formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redacted(record.exc_text)
        if record.stack_info:
            record.stack_info = redacted(record.stack_info)
        return True


def hush_libraries() -> None:
    """Let the libraries below say only what is wrong, whatever the level of the program."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
