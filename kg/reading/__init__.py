"""From an article file to sentences with offsets: `article.read`, `view.of`."""

from kg.reading import article, view

__all__ = ["article", "view"]
