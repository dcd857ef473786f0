"""What the path of a file says of its articles, where they say nothing themselves.

    www.riverpost.example/news/2016/05/04/bridge.html   a copy of a site: domain, day of the address
    reuters/bridge.txt                                  the folder of an outlet
    20160504_reuters_bridge.txt                         day and outlet before a title
    Reuters - Bridge closed (2016-05-04).html           outlet before a title, day behind it

A name is an outlet's only as a whole part between marks, and where the table of outlets has it.
Whoever names files means the day of the report or the day he saved it, so that a day counts only
at the start of a name or beside an outlet, never with an hour, of a page not behind its site alone,
and only within a year from the latest day that the text looks back on.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass

from searchapp.ingest import data
from searchapp.ingest.containers.members import SEPARATOR
from searchapp.ingest.dates import parse_field
from searchapp.ingest.kinds import EXPORTS, PAGES, kind_of
from searchapp.ingest.outlets import Outlets, built_in
from searchapp.model import Article, Evidence, PartialDate

_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}", re.ASCII)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)", re.ASCII)
_HOUR = re.compile(r"[\sT_-]{0,3}\d{2}[:._h-]?\d{2}(?:[:._m-]?\d{2})?(?!\d)", re.ASCII)
_DAY_FOLDERS = re.compile(r"(?:^|/)((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?:/|$)", re.ASCII)
# What parts a name, the strongest first: of "north-post_bridge" the first part is "north-post".
_MARKS = ((re.compile(r"\s[-–—|]\s"), ""), (re.compile(r"_+"), "_"), (re.compile(r"-+"), "-"))
_MOST_WORDS = 4
_SHORTEST_ALONE = 4
_LONGEST = 300
_MOST_DAYS = 366
_OF_DOMAIN, _OF_NAME, _OF_FOLDER, _OF_DAY = 0.5, 0.4, 0.35, 0.4


@dataclass(frozen=True, slots=True)
class _Named:
    """What a file's own name says.

    Args:
        outlet: the name that is shown, and as the file has it; None where it has none.
        day: the day, and as the file has it; None where it has none.
    """

    outlet: tuple[str, str] | None
    day: tuple[PartialDate, str] | None


@dataclass(frozen=True, slots=True)
class _Said:
    """What a whole path says.

    Args:
        outlet: the name that is shown, and why; None where it names none.
        day: the day, and why; None where it has none.
    """

    outlet: tuple[str, Evidence] | None
    day: tuple[PartialDate, Evidence] | None


def host_in(path: str, outlets: Outlets | None = None) -> str | None:
    """Return the domain after which a folder of a path is named, as in copies of sites.

    Args:
        path: the file, as in `searchapp.model.Source`.
        outlets: whose domains are known in any case; those of the program where None.

    Returns:
        The domain of the innermost such folder, or of the address of a page in a crawl; None where
        there is none.
    """
    address = path.partition("://")[2]
    if address:
        return address.partition("/")[0]
    known = built_in() if outlets is None else outlets
    folders = _parts(path)[:-1]
    return next((each for each in reversed(folders) if _is_host(each, known)), None)


def add_path(article: Article, outlets: Outlets) -> Article:
    """Add to an article what the path of its file says, where nothing else does.

    Args:
        article: as it was read, with its outlet named.
        outlets: the table of outlets.

    Returns:
        The article, with evidence for what was added.
    """
    if (article.outlet is not None and article.date is not None) or "://" in article.source.path:
        return article
    said = _read_path(article.source.path, outlets)
    if article.outlet is None and said.outlet is not None:
        name, why = said.outlet
        article = dataclasses.replace(article, outlet=name, evidence=(*article.evidence, why))
    if article.date is None and said.day is not None and _may_be_of(said.day[0], article):
        day, why = said.day
        article = dataclasses.replace(article, date=day, evidence=(*article.evidence, why))
    return article


def _may_be_of(day: PartialDate, article: Article) -> bool:
    """Say whether an article may be of a day, by the latest one that its text looks back on.

    It is not from before that, nor from so long after it that the file will rather have been saved
    on that day.
    """
    bound = article.not_before
    return bound is None or 0 <= (day.first_day() - bound.first_day()).days <= _MOST_DAYS


# An export may hold a million articles, all of the same path.
@functools.lru_cache(maxsize=256)
def _read_path(path: str, outlets: Outlets) -> _Said:
    parts = _parts(path)
    named = _read_name(parts[-1], outlets)
    of_an_export = kind_of(parts[-1]) in EXPORTS
    return _Said(
        _outlet(parts, named, outlets), None if of_an_export else _day(parts, named, outlets)
    )


def _outlet(parts: list[str], named: _Named, outlets: Outlets) -> tuple[str, Evidence] | None:
    """Return the outlet that the innermost part of a path names, and why."""
    if named.outlet is not None:
        shown, seen = named.outlet
        return shown, Evidence("outlet", "file-name", seen, None, None, _OF_NAME)
    for folder in reversed(parts[:-1]):
        name = _known(folder, outlets)
        if name is None:
            continue
        if _is_host(folder, outlets):
            return name, Evidence("outlet", "path-domain", folder, None, None, _OF_DOMAIN)
        return name, Evidence("outlet", "folder-name", folder, None, None, _OF_FOLDER)
    return None


def _day(parts: list[str], named: _Named, outlets: Outlets) -> tuple[PartialDate, Evidence] | None:
    """Return the day that a path gives, and why."""
    if named.day is not None:
        day, seen = named.day
        return day, Evidence("date", "file-name", seen, None, None, _OF_DAY)
    # Only in an outlet's own folder: others are as often those of the days of a crawl.
    site = next((at for at, each in enumerate(parts[:-1]) if _known(each, outlets)), None)
    folders = None if site is None else _DAY_FOLDERS.search("/".join(parts[site + 1 :]))
    date = None if folders is None else parse_field("-".join(folders.groups()))
    if folders is None or date is None:
        return None
    return date, Evidence("date", "path-date", folders[0].strip("/"), None, None, _OF_DAY)


def _read_name(name: str, outlets: Outlets) -> _Named:
    """Read the name of a file."""
    packed = name[-_LONGEST:].lower().removesuffix(".gz")
    stem = name[-_LONGEST:][: len(packed) - len(kind_of(packed) or "")].strip()
    day = _DAY.search(stem)
    if day is not None and (_HOUR.match(stem, day.end()) or parse_field(_iso(day)) is None):
        day = None
    rest = stem if day is None else f"{stem[: day.start()]}\0{stem[day.end() :]}"
    outlet = _first_name(rest, outlets, is_dated=day is not None)
    if day is None or not _is_published(stem, day, kind_of(packed), has_outlet=outlet is not None):
        return _Named(outlet, None)
    date = parse_field(_iso(day))
    return _Named(outlet, None if date is None else (date, day[0]))


def _is_published(stem: str, day: re.Match[str], kind: str | None, *, has_outlet: bool) -> bool:
    """Say whether the day in a name is that of a report, and not the one on which it was saved."""
    if day.start() == 0:
        return True
    # A page that is called by its site and a day was saved on that day.
    has_title = stem[day.end() :].strip(" _-") != "" or stem[day.start() - 1] in "(["
    return has_outlet and (has_title or kind not in PAGES)


def _iso(day: re.Match[str]) -> str:
    return f"{day[1]}-{day[3]}-{day[4]}"


def _first_name(stem: str, outlets: Outlets, *, is_dated: bool) -> tuple[str, str] | None:
    """Return the outlet with which a name begins, but for its day; or with which a title ends."""
    found = ((mark, sign) for mark, sign in _MARKS if mark.search(stem) is not None)
    mark, sign = next(found, (None, ""))
    pieces = [stem] if mark is None else mark.split(stem)
    parts = [part for each in pieces if (part := each.replace("\0", "").strip(" ()"))]
    # In "bbc-under-fire" the outlet may be what a title begins with.
    if not parts or (sign == "-" and not is_dated):
        return None
    # "g1" may be the first of many files.
    if mark is None and not is_dated and len(parts[0]) < _SHORTEST_ALONE:
        return None
    if sign:
        starts = range(min(_MOST_WORDS, len(parts)), 0, -1)
        offered = [sign.join(parts[:count]) for count in starts]
    else:
        offered = [parts[0], parts[-1]]
    named = ((name, each) for each in offered if (name := _known(each, outlets)))
    return next(named, None)


def _known(written: str, outlets: Outlets) -> str | None:
    """Return the outlet of a name that means nothing else, or of a domain."""
    if written.isdigit() or written.casefold() in data.table("paths")["ordinary"]:
        return None
    name = outlets.name_of(written)
    if name is None and _is_host(written, outlets):
        name = written.removeprefix("www.")
    return name


def _is_host(written: str, outlets: Outlets) -> bool:
    """Say whether a name is a domain, as programs that copy sites name their folders."""
    if _HOST.fullmatch(written) is None:
        return False
    end = written.rpartition(".")[2]
    is_plain = written.startswith("www.") or end in data.table("paths")["domains"]
    return is_plain or outlets.name_at(f"https://{written}") is not None


def _parts(path: str) -> list[str]:
    return path.replace(SEPARATOR, "/").split("/")
