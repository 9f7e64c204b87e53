"""From a spreadsheet people have to records: columns, cells, remarks, files, pages."""
