"""What cleanpress raises for a wrong call. Bad pages never raise: they come back with a status and warnings."""

from __future__ import annotations


class CleanpressError(Exception):
    """Base of everything this package raises on purpose."""


class InputTypeError(CleanpressError, TypeError):
    """An argument is of a type the function does not take; the message names the function that does."""


class OptionError(CleanpressError, ValueError):
    """An option has a value that does not exist; the message lists those that do."""


class PackError(CleanpressError, ValueError):
    """A rule pack cannot be loaded; the message names file, rule, field and mend."""


class WeightsError(CleanpressError, RuntimeError):
    """The weights of the learned judge are missing, damaged or of another version; the message says how to mend it."""


class ExtraError(CleanpressError, ImportError):
    """A package that an extra of cleanpress brings is not installed; the message is the line that installs it."""


class InputError(CleanpressError, ValueError):
    """An input of a batch cannot be read as it was named: no such file, a URL, no such column; the message says
    how to mend it."""


class ColumnError(CleanpressError, ValueError):
    """A table lacks a column, has it in a type that holds no page, or has one whose name the result needs."""


class BatchError(CleanpressError, RuntimeError):
    """A batch cannot begin, go on or end; the message says why and what to do next."""
