"""The same lists over each driver of a database."""
