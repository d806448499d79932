"""Reads of workshops: links, what she finds on her pages, what the staff counts."""
