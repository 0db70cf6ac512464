"""The docs' page says what the tests hold, of the versions that are installed."""

import pytest

from tests.packages.package import Package
from tests.packages.table import PAGE, packages, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(packages()), "run python -m tests.packages.table"


@pytest.mark.parametrize("package", packages(), ids=lambda package: package.name)
def test_the_version_is_the_installed_one(package: Package) -> None:
    assert package.installed in package.versions
