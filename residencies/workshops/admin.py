"""The desk of workshops: each noun has a file of its own."""

from residencies.workshops import place_admin, session_admin, workshop_admin  # noqa: F401 - they register pages
