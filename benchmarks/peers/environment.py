"""The virtual environment that has all peers, made when it is first needed: the project's own stays small."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers.server import ROOT

FOLDER = ROOT / ".venv-peers"
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
BASE = ("--editable", ".[demo,postgres]", "gunicorn>=25")
SAME = ("django", "djangorestframework", "psycopg", "psycopg2-binary")
"""Of these, it has the versions that the benchmark runs with, and that its result file names."""

TELL_VERSIONS = """
import json, sys
from importlib.metadata import version
print(json.dumps({name: version(name) for name in sys.argv[1:]}))
"""


@dataclass(frozen=True)
class Environment:
    """Arguments:
    python: its interpreter.
    versions: of what was installed, by the name of its distribution.
    missing: why the others were not.
    """

    python: str
    versions: Mapping[str, str]
    missing: Mapping[str, str]


def prepared(advance: Callable[[], object] = lambda: None) -> Environment:
    """The environment, made anew where what it is made of has changed.

    Arguments:
        advance: called after each line of the requirements.

    Raises:
        subprocess.CalledProcessError: not even the project and gunicorn can be installed.
    """
    ready, wanted = FOLDER / "ready.json", _fingerprint()
    if ready.exists() and (known := json.loads(ready.read_text()))["wanted"] == wanted:
        return Environment(**known["environment"])
    made = _make(advance)
    ready.write_text(json.dumps({"wanted": wanted, "environment": asdict(made)}, indent=1))
    return made


def lines() -> list[str]:
    """The requirements, without the comments."""
    return [line for line in REQUIREMENTS.read_text().splitlines() if line and not line.startswith("#")]


def name(requirement: str) -> str:
    """The distribution that a line asks for."""
    return requirement.partition("[")[0]


def _fingerprint() -> str:
    parts = (sys.version, REQUIREMENTS.read_text(), (ROOT / "pyproject.toml").read_text(), *_same(), *BASE)
    return sha256("\n".join(parts).encode()).hexdigest()


def _same() -> list[str]:
    return [f"{distribution}=={version(distribution)}" for distribution in SAME]


def _make(advance: Callable[[], object]) -> Environment:
    subprocess.run([sys.executable, "-m", "venv", "--clear", FOLDER], check=True, capture_output=True)
    python, same = FOLDER / "bin" / "python", FOLDER / "constraints.txt"
    same.write_text("\n".join(_same()))
    _pip(python, same, *BASE).check_returncode()
    missing = {}
    for line in lines():
        # One by one, so that one that is not to be had for this Python takes nobody with it.
        if (done := _pip(python, same, line)).returncode:
            missing[name(line)] = _reason(done.stderr)
        advance()
    installed = [distribution for distribution in map(name, lines()) if distribution not in missing]
    return Environment(str(python), _versions(python, ["gunicorn", *installed]), missing)


def _pip(python: Path, constraints: Path, *what: str) -> "subprocess.CompletedProcess[str]":
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", constraints]
    return subprocess.run([*command, *what], cwd=ROOT, capture_output=True, text=True)


def _reason(said: str) -> str:
    """pip's last error."""
    errors = [line.removeprefix("ERROR: ") for line in said.splitlines() if line.startswith("ERROR: ")]
    return errors[-1] if errors else "pip failed without a reason"


def _versions(python: Path, distributions: list[str]) -> dict[str, str]:
    done = subprocess.run([python, "-c", TELL_VERSIONS, *distributions], check=True, capture_output=True, text=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found
