"""Text into events and statements; pure: no database, no network. Holds blocks, sentences, quotations and dates so far."""
