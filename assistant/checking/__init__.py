"""A draft in, every figure with its verdict out. ``check`` tells the story."""
