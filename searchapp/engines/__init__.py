"""Indexes that can be searched and written, all behind one protocol."""
