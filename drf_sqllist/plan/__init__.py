"""read: a serializer becomes an immutable plan. Opens no connection, writes no SQL."""
