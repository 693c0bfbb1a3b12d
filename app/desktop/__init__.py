"""The window. Knows the services, the domain and the worker's bridge; never the store, a parser or a model."""
