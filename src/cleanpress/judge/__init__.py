"""Judges look at blocks and give verdicts; the engine weighs them and marks."""
