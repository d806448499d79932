"""Reads that span tables: what a round matches, and what each of the two finds."""
