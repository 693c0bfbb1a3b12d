"""The claims of an article."""
