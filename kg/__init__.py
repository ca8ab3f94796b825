"""From text to a store that answers; read `model`, then `build`, then `graph/quads`."""

__all__ = ["__version__"]

__version__ = "0.1.0"
