"""Where a batch's images come from: folders, zips, tables and storage behind a URL."""
