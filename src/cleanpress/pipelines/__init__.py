"""cleanpress as a step of other frameworks: one thin module for each, imported only by who uses it."""
