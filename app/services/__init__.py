"""What the program can do, one class a field of work. Synchronous, without Qt; call from a background thread."""
