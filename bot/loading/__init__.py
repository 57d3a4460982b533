"""From dialogue files to dialogues: everything that an author can get wrong is reported before use, all at once."""
