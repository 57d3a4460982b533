"""Logging: ids, never words; no token in any line."""

import json
import logging
import sys
from datetime import UTC, datetime

from bot.settings import Settings


def set_up_logging(settings: Settings) -> None:
    """Send log lines to standard error, as text or as JSON."""
    from bot.channels.telegram.redact import Redacting  # noqa: PLC0415 - only Telegram has tokens

    handler = logging.StreamHandler(sys.stderr)
    plain = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonLines() if settings.log_format == "json" else plain)
    handler.addFilter(Redacting())
    logging.getLogger("alembic.runtime.plugins").setLevel(
        logging.WARNING
    )  # it lists itself at every migration
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)


class JsonLines(logging.Formatter):
    """A JSON object a line: time, level, logger, message, and the error if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """`record` as a line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
