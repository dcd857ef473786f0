"""Which pages of a result there are, and which of them are named below it."""

from __future__ import annotations

from dataclasses import dataclass

_AROUND = 1


@dataclass(frozen=True, slots=True)
class Paging:
    """The pages of a result.

    Args:
        page: the one that is shown, from 1.
        pages: how many there are; at least one.
        window: the numbers to name, in order; None where some are left out.
    """

    page: int
    pages: int
    window: tuple[int | None, ...]

    @property
    def previous(self) -> int | None:
        """The page before this one, or the last where this one is past the end."""
        return min(self.page - 1, self.pages) if self.page > 1 else None

    @property
    def next(self) -> int | None:
        """The page after this one."""
        return self.page + 1 if self.page < self.pages else None


def count_pages(page: int, total: int, size: int) -> Paging:
    """Divide a result into pages.

    Args:
        page: the page that is shown; may be past the end.
        total: how many results there are.
        size: how many fit on a page.

    Returns:
        The pages; the first, the last and those around the shown one are named.
    """
    pages = max(1, -(-total // size))
    near = range(max(1, page - _AROUND), min(pages, page + _AROUND) + 1)
    window: list[int | None] = []
    for number in sorted({1, *near, pages}):
        gap = number - (window[-1] or 0) if window else 1
        if gap == 2:
            window.append(number - 1)
        elif gap > 2:
            window.append(None)
        window.append(number)
    return Paging(page, pages, tuple(window))
