"""The same endpoints, written in other ways."""
