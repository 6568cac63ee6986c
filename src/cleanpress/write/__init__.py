"""Writers: an Article as text, JSON, markdown, HTML, and the removal report."""
