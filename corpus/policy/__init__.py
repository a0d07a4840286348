"""A page in, what an official document says of itself and the parts it has out."""
