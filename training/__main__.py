"""`python -m training`: see `command.py`. Sets the number of threads before numpy is loaded."""

import os
import sys

# One thread: sums in another order would give other bytes.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

if __name__ == "__main__":
    from training.command import main

    sys.exit(main())
