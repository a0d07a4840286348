"""Records in, the files a person saves out: page, Word, workbook, CSV."""
