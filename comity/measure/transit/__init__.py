"""Gas routes and what a link does to bargaining power."""
