"""The coder's network at work: a sentence with marked mentions in, probabilities of types, statuses and tags out."""
