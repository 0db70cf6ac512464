"""The demo under the tools of those who attack for a living: ``make hostile``."""
