"""Who said what of two states and their rival, and what is only claimed, planned or denied, from the texts of a ledger."""
