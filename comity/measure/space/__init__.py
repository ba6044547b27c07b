"""State space: levels that drift, read by many noisy indicators; pure arrays, needs the extra `estimate` (numba).

Import from the modules: model, smoothing, fitting, gains, drawing, breaks, volatility.
"""
