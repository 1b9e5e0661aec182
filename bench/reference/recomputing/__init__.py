"""The parts of recompute.py."""
