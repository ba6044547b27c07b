"""Roll calls to joint choice counts to yardsticks, intervals and records."""
