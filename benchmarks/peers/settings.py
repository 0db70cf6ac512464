"""The demo's settings, for a server that has one peer's URLs and no others.

``PEER`` names its module, ``PEER_DRIVER`` the package of PostgreSQL's driver. The demo's counter of statements is left
out: it would cost most where there are most of them.
"""

import os

from benchmarks.shop import use_driver

use_driver(os.environ["PEER_DRIVER"])
# Only now: the demo's settings look which driver is there.
from demo.settings import *  # noqa: E402, F403
from demo.settings import INSTALLED_APPS  # noqa: E402

ROOT_URLCONF = os.environ["PEER"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]

# Only django-bolt's server reads these; its command is found by the app.
BOLT_API = [f"{ROOT_URLCONF}:api"]
if os.environ.get("PEER_SERVER") == "runbolt":
    INSTALLED_APPS = [*INSTALLED_APPS, "django_bolt"]
