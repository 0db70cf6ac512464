"""Eleven models, with everything that models do besides having columns."""

from demo.kitchen.models.papers import Batch, Note, Ticket
from demo.kitchen.models.people import Cook, Station
from demo.kitchen.models.recipes import Line, Recipe, Review, Tag
from demo.kitchen.models.stock import Ingredient, Supplier

__all__ = ("Batch", "Cook", "Ingredient", "Line", "Note", "Recipe", "Review", "Station", "Supplier", "Tag", "Ticket")
