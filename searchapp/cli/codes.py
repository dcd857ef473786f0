"""Exit codes; 0 says found, or done."""

NOTHING_FOUND = 1
USAGE = 2
TROUBLE = 3
STOPPED = 130
