"""The two shapes of nested lists, at every size of a page."""
