"""The entities of an article."""
