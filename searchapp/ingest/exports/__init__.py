"""Exports: an article in every record."""
