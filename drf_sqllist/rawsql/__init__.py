"""Hand-written SQL as a source of rows: a queryset over a SELECT."""
