"""Lists of one to four levels: many rows in each, or one in each."""
