"""Camps that the network of alignment itself shows, polarisation, balance."""
