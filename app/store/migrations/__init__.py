"""Numbered migrations, in plain SQL, so that each says for ever what it said when it was released."""
