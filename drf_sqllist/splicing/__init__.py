"""Fills the places that SQL left to Python: values, members made of model instances, whole objects."""
