"""`python -m app`: the program. Its first act is for the bundled one, whose child processes start here too."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # from source it does nothing, and takes a tenth of a start to import
        import multiprocessing

        multiprocessing.freeze_support()
    from app.cli import main

    sys.exit(main())
