"""cleanpress as a step in other people's pipelines: one function on Arrow record batches, and thin adapters.

`arrow` does the work on tables. Each of the other modules fits cleanpress to the framework of its name, which only that
module imports.
"""
