"""The desk's pages of this room: each noun has a file of its own."""

from residencies.selection import conflict_admin, jury_admin, reading_admin  # noqa: F401 - they register pages
