"""Every word a user reads, by locale: the dialogues' texts and the interface's own sentences."""
