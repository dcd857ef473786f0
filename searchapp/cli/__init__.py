"""The command line: `searchapp`, `python -m searchapp`, or `python manage.py` in a checkout.

Exit codes: 0 found or done, 1 nothing found, 2 wrong usage, 3 trouble with the index or the corpus,
130 stopped by Ctrl-C.
"""

from searchapp.cli.main import main

__all__ = ["main"]
