"""Web pages, JSON API and MCP. Empty until the brief is complete."""
