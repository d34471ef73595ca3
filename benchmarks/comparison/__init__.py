"""The library and its peers, side by side."""
