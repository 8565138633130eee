"""What one process of several does for the demonstration: it writes days and forms them for the store."""

from kith.care.demonstration.book import Book
from kith.care.generation.writing import news
from kith.catalogue.loader import catalogue
from kith.record.loading import Blocks, form


def warm() -> None:
    """Read the catalogue before the first day comes."""
    catalogue()


def formed(book: Book, back: int) -> Blocks:
    """One day of a home, so many days ago, ready to be copied in."""
    return form(list(news(book.entries(back), book.custodian)))
