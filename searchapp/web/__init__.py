"""The archive in a browser: pages without scripts, and a JSON API.

`create_app` makes a whole application, `blueprint` a part of someone else's.  Every state of a page
is in its address: an address that was kept is a search that was saved.
"""

from searchapp.web.app import blueprint, create_app

__all__ = ["blueprint", "create_app"]
