"""What is known of the keys that words are sealed with; the keys themselves are kept elsewhere."""

from bot.storage.tables.frame import key, must, table

# Owners whose keys are to be erased, or handed over, now that the transaction that asked for it is kept.
shredding = table("shredding", key("owner"))

# Which key what is new is sealed with, where a purpose has one after another.
seal_in_use = table("seal_in_use", key("name"), must("key"))
