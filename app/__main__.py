"""`python -m app`: the program. Its first act is for the bundled one, whose child processes start here too."""

from __future__ import annotations

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from app.cli import main

    sys.exit(main())
