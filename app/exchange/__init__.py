"""Import and export formats, one module a format. Knows the domain only."""
