"""`python -m training`: see `command.py`; `python -m training dumps`: see `dumps.py`.

Sets the number of threads before numpy is loaded.
"""

import os
import sys

# One thread: sums in another order would give other bytes.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

if __name__ == "__main__":
    if sys.argv[1:2] == ["dumps"]:
        from training.dumps import main

        sys.exit(main(sys.argv[2:]))
    from training.command import main as main_of_blocks

    sys.exit(main_of_blocks())
