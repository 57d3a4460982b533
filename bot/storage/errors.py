"""What can go wrong with a database, told without a word of any person."""


class StoreRefused(Exception):  # noqa: N818 - read by whoever starts the program
    """The database cannot be used as it is. The text is one sentence for whoever starts the program."""


class StatementFailed(Exception):  # noqa: N818 - a fault of ours, not of the world
    """A statement was refused: a fault of the program. The transaction is undone.

    Carries the database's code only: what drivers say quotes the values, and those may be a person's words.
    """
