"""Serializers as they are found in applications, one family of habits to a module."""
