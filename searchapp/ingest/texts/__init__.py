"""Text files: one article or a digest of many, told apart by their lines."""
