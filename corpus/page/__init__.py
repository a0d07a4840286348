"""Printed lines in, paragraphs and articles with their headlines out: what all readers share."""
