"""Sources read into articles, passages and figures. Knows no vectors, models or screens."""
