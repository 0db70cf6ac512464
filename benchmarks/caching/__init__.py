"""One list behind each of the caches that projects put in front of it."""
