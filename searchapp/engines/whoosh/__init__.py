"""The embedded engine: an index in one folder, built on Whoosh."""
