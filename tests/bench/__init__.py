"""Time the service beside its peers: `python -m tests.bench`."""
