"""Quality, residue, dumps, metadata, speed and memory of cleanpress against its peers, on public corpora of pages."""
