"""A project whose endpoints are audited: every kind of URL, and every way to refuse an answer."""
