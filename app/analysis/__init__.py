"""Suggestions about a text: entities, quotes and claims. Runs in the worker; imports the domain and spaCy only."""
