"""cleanpress: the article out of a scraped news page, with an account of everything that was taken out."""

__version__ = "0.1.0"
