"""The texts that ship with the project, and their catalog."""
