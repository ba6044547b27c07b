"""Forecasts, back-tests, scenarios and the register of forecasts. Empty until the measures that feed it arrive."""
