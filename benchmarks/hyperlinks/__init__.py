"""Measures links against DRF's own: in Python, and in SQL."""
