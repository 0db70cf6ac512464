"""A hook of mkdocs: the docs' site has the plots of the results, which are kept once."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

RESULTS = Path(__file__).resolve().parent / "results"
FOLDER = "assets/benchmarks"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for plot in sorted(RESULTS.glob("*.png")) + sorted(RESULTS.glob("*.svg")):
        files.append(File.generated(config, f"{FOLDER}/{plot.name}", abs_src_path=str(plot)))
    return files
