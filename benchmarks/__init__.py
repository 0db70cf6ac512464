"""Measures list endpoints against each other, on the demo's data."""
