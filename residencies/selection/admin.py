"""The desk of selection: each noun has a file of its own."""

from residencies.selection import (  # noqa: F401 - they register pages
    conflict_admin,
    deliberation_admin,
    figures_admin,
    jury_admin,
    reading_admin,
    release_admin,
)
