"""The desk of selection, by noun."""

from residencies.selection import figures_admin, release_admin  # noqa: F401 - they register pages
