"""Views whose list is hand-written SQL."""
