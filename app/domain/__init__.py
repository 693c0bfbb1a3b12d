"""What the program knows about: plain values and pure functions, with no Qt, SQL or spaCy."""
