"""From folders to an index: read what changed, replace it, report what happened."""

from searchapp.indexing.building import BuildStopped, build
from searchapp.indexing.progress import Progress
from searchapp.indexing.report import MOST_REJECTED, Report, check_place

__all__ = ["MOST_REJECTED", "BuildStopped", "Progress", "Report", "build", "check_place"]
