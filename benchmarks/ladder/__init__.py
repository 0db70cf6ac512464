"""The ladder: one list, with one thing more left out at each rung."""
