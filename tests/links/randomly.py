"""How hypothesis chooses: the same examples in every run."""

import os

from hypothesis import HealthCheck, Phase, settings

randomly = settings(
    max_examples=int(os.environ.get("SQLLIST_EXAMPLES", "150")),
    derandomize="SQLLIST_RANDOM" not in os.environ,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
