"""A PDF in, its page of articles out, each character with its box in the print.

``read_pdf`` tells the story; ``glyphs`` is the process that parses.
"""
