"""Measurements of searchapp beside its peers; see each script."""
