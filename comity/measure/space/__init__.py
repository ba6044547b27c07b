"""State space: levels that drift, read by many noisy indicators; pure arrays, needs the extra `estimate` (numba).

Import from the modules: model, smoothing, fitting, checks, habits, habit_fitting, gains, paths, drawing, breaks, volatility.
"""
