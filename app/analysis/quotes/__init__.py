"""The quotes of an article."""
