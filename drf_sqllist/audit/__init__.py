"""Know before you switch: a project's list endpoints, what each would be, and both answers of each compared."""
