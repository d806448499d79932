"""Reads of juries, rankings, decisions and offers."""
