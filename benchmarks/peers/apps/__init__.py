"""The endpoint, once for each peer: one file each."""
