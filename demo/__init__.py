"""A pizza shop with one slow list endpoint, and the same endpoint twice more."""
