"""A web page in, its page of articles out, without the site around it.

``read_html`` tells the story.
"""
