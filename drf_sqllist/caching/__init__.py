"""caching: what the database sent is kept, and used again as long as no table behind it has changed."""
