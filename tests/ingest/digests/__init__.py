"""Digests made from invented articles in many styles, and how well they are read."""
