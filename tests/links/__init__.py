"""The Python hyperlink fields: DRF's own field in the same test is the oracle."""
