"""Django's commands on the demo's database: ``python -m demo.manage sqllist explain '/api/orders/?page_size=10'``.

`DATABASE_URL` changes the database, `DEMO_ORDERS` the number of orders.
"""

import os
import sys
from contextlib import redirect_stdout

from django.core.management import execute_from_command_line

from demo import embedded
from demo.__main__ import fill_database, start_database


def main() -> None:
    try:
        # A command's own output may be read by a program.
        with redirect_stdout(sys.stderr):
            start_database()
            fill_database(int(os.environ.get("DEMO_ORDERS", "20000")))
        execute_from_command_line(["python -m demo.manage", *sys.argv[1:]])
    finally:
        embedded.stop()


if __name__ == "__main__":
    main()
