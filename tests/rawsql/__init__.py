"""Querysets over hand-written SQL."""
