"""Treaties, bodies and the ladder of commitment."""
