"""Serializer fields that say what a list's statement is to compute."""
