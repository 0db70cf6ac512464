"""Where the time of a request goes, for any view of any Django REST framework project."""

from drf_sqllist.profiling.middleware import ProfilingMiddleware
from drf_sqllist.profiling.profile import Lookup, Part, Profile, profile

__all__ = ["Lookup", "Part", "Profile", "ProfilingMiddleware", "profile"]
