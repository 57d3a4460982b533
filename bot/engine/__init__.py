"""The engine: dialogues, sessions, results, as values and pure functions.

Read in this order: `values`, `dialogue` (what an interview is), `session` (what happens in one), `engine` (how one
event leads to a turn), then `result`, `explain`, `impact` and `carry` (what is made of the answers).
"""
