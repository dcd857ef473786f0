"""Containers: files that hold files, and crawls that hold pages."""
