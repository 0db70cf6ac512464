"""`python -m benchmarks`."""

from benchmarks.quick import main

if __name__ == "__main__":
    main()
