"""The graph of who appears with whom."""
