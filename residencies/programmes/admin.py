"""The desk of programmes: each noun has a file of its own."""

from residencies.programmes import (  # noqa: F401 - they register pages
    circular_admin,
    deliverable_admin,
    participation_admin,
    programme_admin,
    residency_admin,
)
