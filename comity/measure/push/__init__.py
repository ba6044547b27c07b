"""Pressure of a bloc on a state: indicators and estimate."""
