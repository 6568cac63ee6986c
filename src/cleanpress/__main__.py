"""`python -m cleanpress` is the command `cleanpress`."""

from cleanpress.cli import main

if __name__ == "__main__":
    main()
