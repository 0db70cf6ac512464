"""page: which rows, in which envelope. DRF's paginators decide; the adapters feed them from one statement."""
