"""Text into events and statements; pure: no database, no network. Empty until the coder arrives."""
