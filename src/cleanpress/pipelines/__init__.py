"""cleanpress as a step in other people's pipelines: one thin module for each framework, imported only by who uses it."""
