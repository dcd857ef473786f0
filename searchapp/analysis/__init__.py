"""Words: where they are in a text, and which are the same; no files, no fields, no engine."""
