"""Text into events and statements, with offsets, confidence and reasons; pure: no database, no network. `coder.Coder` is the door."""
