"""Saved web pages: one article each, with what the page says of itself."""
