"""Deeds against warmth; who speaks up for whom."""
