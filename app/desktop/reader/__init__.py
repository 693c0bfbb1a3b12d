"""The article as text on the screen, with its marks."""
