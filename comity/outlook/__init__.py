"""Outlook: forecasts with intervals and a published back-test, scenarios, and a register that scores what has come due."""

from comity.outlook.explaining import why
from comity.outlook.forecast import Backtest, Forecast, Outlook, outlook
from comity.outlook.register import Entry, Register
from comity.outlook.scenario import Path, scenario

__all__ = ["Backtest", "Entry", "Forecast", "Outlook", "Path", "Register", "outlook", "scenario", "why"]
