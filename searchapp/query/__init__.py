"""From what was typed to a plan that any engine can run."""
