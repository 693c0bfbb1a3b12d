"""File bytes to an Article, one module a format. Runs in the worker process; never opens a network connection."""
