"""What moved between two days, what documents move, and because of which evidence: parts that add up to the change."""
