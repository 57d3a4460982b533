"""Where the files that come with the program are: in a checkout, or inside the installed package."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
CHECKOUT = _PACKAGE.parent
SHIPPED = _PACKAGE / "_shipped"
COVERAGE = CHECKOUT / "docs" / "coverage.md"


def in_checkout() -> bool:
    """Whether the program runs from its source."""
    return (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / "dialogues").is_dir()


def folder(name: str) -> Path:
    """The folder `dialogues`, `locales` or `reference`."""
    return (CHECKOUT if in_checkout() else SHIPPED) / name
