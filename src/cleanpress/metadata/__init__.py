"""Metadata: candidates per source, one choice per field."""
