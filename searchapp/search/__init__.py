"""From a plan to a page: matches marked, snippets cut, facets in order."""
