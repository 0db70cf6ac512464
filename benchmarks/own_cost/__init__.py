"""What a request costs that the library does, and nobody else."""
