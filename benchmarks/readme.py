"""The table in the README, between two comments."""

from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
START, END = "<!-- benchmark -->", "<!-- /benchmark -->"


def write(markdown: str, readme: Path = README) -> bool:
    """Replace what stands between the comments; False where they are not there."""
    text = readme.read_text() if readme.exists() else ""
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        return False
    readme.write_text(f"{before}{start}\n{markdown}\n{end}{after}")
    return True
