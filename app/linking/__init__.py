"""Which found entities are one, across articles. Knows the domain only; stores nothing."""
