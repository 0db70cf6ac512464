"""How statements and time grow with the rows of a list, with the database near and at a distance."""
