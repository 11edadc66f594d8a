"""People, places, organisations and dates of an article: found, linked, named."""
