"""compile: a plan and a page become a statement. The only stage that writes SQL structure."""
