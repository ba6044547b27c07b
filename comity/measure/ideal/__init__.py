"""Ideal points of states from their roll calls: one latent axis (or several), dynamic by session."""
