"""Hours of the day, as minutes since midnight."""

from datetime import time


def minutes(at: time) -> int:
    """Seconds are not kept."""
    return at.hour * 60 + at.minute


def hour(minutes: int) -> time:
    return time(*divmod(minutes, 60))
