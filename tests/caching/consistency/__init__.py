"""The consistency test of the cache: many processes write while others read through it, on a real PostgreSQL and Redis.

``python -m tests.caching.consistency --reads 50000`` runs a long one.
"""
