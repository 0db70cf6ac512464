"""A small project whose own tests are run with ``--sqllist-parity``, in processes of their own."""
