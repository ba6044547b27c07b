"""Kept series: yearly numbers that measures computed from the public record, small enough to ship."""
