"""The virtual environment that has all peers."""

from pathlib import Path

from benchmarks.environments import ROOT, Recipe

RECIPE = Recipe(
    ROOT / ".venv-peers",
    Path(__file__).with_name("requirements.txt"),
    ("--editable", ".[demo,postgres]", "gunicorn>=25"),
    named=("gunicorn",),
)
