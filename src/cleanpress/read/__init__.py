"""Reading: bytes or text to Blocks."""
