"""The virtual environment that has the caches of others.

No extra of the project: drf-extensions wants a Django before 6.0, and would choose it for whatever else is measured.
"""

from pathlib import Path

from benchmarks.environments import ROOT, Recipe

RECIPE = Recipe(
    ROOT / ".venv-caching",
    Path(__file__).with_name("requirements.txt"),
    ("--editable", ".[demo,postgres,redis]"),
)
