"""The sources that are shipped and those of the home: added, removed, kept in a catalog."""
