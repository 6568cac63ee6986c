"""Corpora instead of pages: readers, a runner that survives what a page does to its process, and writers."""
