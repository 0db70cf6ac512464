"""What a run found, in the docs: the tables between two comments, the picture on a light and on a dark page."""

from pathlib import Path

from benchmarks import readme
from benchmarks.growth.plot import DARK, LIGHT, draw
from benchmarks.growth.report import Report

DOCS = readme.ROOT / "docs"
MARKER = "growth"
PICTURES = {"growth.png": LIGHT, "growth-dark.png": DARK}


def page(docs: Path = DOCS) -> Path:
    return docs / "explanation" / "growth.md"


def write(report: Report, docs: Path = DOCS) -> bool:
    """Replace tables and pictures; False where the page has no place for tables."""
    assets = docs / "assets"
    assets.mkdir(exist_ok=True)
    for name, theme in PICTURES.items():
        draw(report.pages, assets / name, theme)
    return readme.write(report.markdown(), page(docs), MARKER)
