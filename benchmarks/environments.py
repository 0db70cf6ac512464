"""Virtual environments of scenarios whose rivals need packages of their own, made when first needed.

The project's own stays small, and no rival's package decides which Django the others run with.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAME = ("django", "djangorestframework", "psycopg", "psycopg2-binary", "redis", "django-redis")
"""Of these, they have the versions that the benchmark runs with, and that its result file names."""

TELL_VERSIONS = """
import json, sys
from importlib.metadata import version
print(json.dumps({name: version(name) for name in sys.argv[1:]}))
"""


@dataclass(frozen=True)
class Environment:
    """One that is ready.

    Arguments:
        python: its interpreter.
        versions: of what was installed, by the name of its distribution.
        missing: why the others were not.
    """

    python: str
    versions: Mapping[str, str]
    missing: Mapping[str, str]


@dataclass(frozen=True)
class Recipe:
    """What one is made of.

    Arguments:
        folder: where it lies.
        requirements: a file; one of its lines that is not to be had leaves out those who need it.
        base: what pip is told to install before, as arguments.
        named: distributions of the base whose versions belong to the results.
    """

    folder: Path
    requirements: Path
    base: tuple[str, ...]
    named: tuple[str, ...] = ()

    def prepared(self, advance: Callable[[], object] = lambda: None) -> Environment:
        """The environment, made anew where what it is made of has changed.

        Arguments:
            advance: called after each line of the requirements.

        Raises:
            subprocess.CalledProcessError: not even the base can be installed.
        """
        ready, wanted = self.folder / "ready.json", self._fingerprint()
        if ready.exists() and (known := json.loads(ready.read_text()))["wanted"] == wanted:
            return Environment(**known["environment"])
        made = self._make(advance)
        ready.write_text(json.dumps({"wanted": wanted, "environment": asdict(made)}, indent=1))
        return made

    def lines(self) -> list[str]:
        """The requirements, without the comments."""
        return [line for line in self.requirements.read_text().splitlines() if line and not line.startswith("#")]

    def _fingerprint(self) -> str:
        files = (self.requirements.read_text(), (ROOT / "pyproject.toml").read_text())
        return sha256("\n".join((sys.version, *files, *_same(), *self.base)).encode()).hexdigest()

    def _make(self, advance: Callable[[], object]) -> Environment:
        subprocess.run([sys.executable, "-m", "venv", "--clear", self.folder], check=True, capture_output=True)
        python, same = self.folder / "bin" / "python", self.folder / "constraints.txt"
        same.write_text("\n".join(_same()))
        _pip(python, same, *self.base).check_returncode()
        missing = {}
        for line in self.lines():
            # One by one, so that one that is not to be had for this Python takes nobody with it.
            if (done := _pip(python, same, line)).returncode:
                missing[name(line)] = _reason(done.stderr)
            advance()
        installed = [distribution for distribution in map(name, self.lines()) if distribution not in missing]
        return Environment(str(python), _versions(python, [*self.named, *installed]), missing)


def name(requirement: str) -> str:
    """The distribution that a line asks for."""
    return requirement.partition("[")[0]


def _same() -> list[str]:
    return [f"{distribution}=={version(distribution)}" for distribution in SAME]


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
