"""Tables in the README and in the docs, between two comments."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"


def start(marker: str = "benchmark") -> str:
    return f"<!-- {marker} -->"


def end(marker: str = "benchmark") -> str:
    return f"<!-- /{marker} -->"


def write(markdown: str, page: Path = README, marker: str = "benchmark") -> bool:
    """Replace what stands between the comments; False where they are not there."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    before, starts, rest = text.partition(start(marker))
    _, ends, after = rest.partition(end(marker))
    if not (starts and ends):
        return False
    page.write_text(f"{before}{starts}\n{markdown}\n{ends}{after}", encoding="utf-8")
    return True
