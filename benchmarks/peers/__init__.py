"""One endpoint in many frameworks, each served as its users serve it, under load over HTTP."""
