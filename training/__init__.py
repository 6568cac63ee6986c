"""How the block judge's weights are made: corpora, labels, features, teacher, student, export."""

import os

# Sums in one order: linear algebra in several threads would not give the same bytes twice. Set before numpy loads.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
