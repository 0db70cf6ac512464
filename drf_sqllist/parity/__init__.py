"""Every list of a test run answered on both paths, unnoticed by the tests."""
