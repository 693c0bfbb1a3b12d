"""Glossator: the people, quotes and claims of an article, beside its text, with your notes."""

__version__ = "0.1.0"
