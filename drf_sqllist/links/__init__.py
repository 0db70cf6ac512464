"""URLs as templates: what ``reverse()`` makes of a view's name, found once and filled in for each value."""
