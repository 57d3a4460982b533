"""How the tables came to be, step by step.

A change of `bot.storage.tables` needs a new file `versions/v0002_what_it_does.py` with `revision = "0002"` and
`down_revision = "0001"`. Files that were published are never changed. There is no way back but a backup.
"""
