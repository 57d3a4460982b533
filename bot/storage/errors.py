"""What can go wrong with a database, told without a word of any person."""

from bot.ports import StoreUnavailable


class StoreRefused(Exception):  # noqa: N818 - read by whoever starts the program
    """The database cannot be used as it is. The text is one sentence for whoever starts the program.

    `setting` is where the mend is.
    """

    def __init__(self, text: str, setting: str = "DATABASE_URL") -> None:
        super().__init__(text)
        self.setting = setting


class KeysUnavailable(StoreUnavailable):
    """It is the key store that cannot be reached now."""


class StatementFailed(Exception):  # noqa: N818 - a fault of ours, not of the world
    """A statement was refused: a fault of the program. The transaction is undone.

    Carries the database's code only: what drivers say quotes the values, and those may be a person's words.
    """


class SealBroken(Exception):  # noqa: N818 - a state of the data
    """What is kept at `place` (« table.column/row ») cannot be decrypted: changed, moved, never sealed, or erased."""

    def __init__(self, place: str) -> None:
        super().__init__(f"broken seal: {place}")
        self.place = place
