"""The terminal: the same conversation, typed."""
