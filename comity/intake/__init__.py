"""What comes in: files of the public record, opened safely and read as rows with their origin."""
