"""Reading a day that somebody names: words, phrases, and what to ask back. `bot.texts.days` is the way in."""
