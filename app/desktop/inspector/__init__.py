"""Everything about the one thing that is selected, and what can be done with it."""
