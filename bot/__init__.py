"""Trait d’union: guided interviews for people who support cooperation projects."""
