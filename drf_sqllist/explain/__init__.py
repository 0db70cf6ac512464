"""One list, taken apart: its plan, its statement, what the database did with it, where the time went, what to do."""
