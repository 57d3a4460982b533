"""Journeys of people through the whole program."""

import pytest

pytest.register_assert_rewrite(
    *(
        f"tests.journeys.{name}"
        for name in ("by_accident", "by_buttons", "by_detours", "by_the_end", "by_words", "checks")
    )
)
