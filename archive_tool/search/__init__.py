"""Package -> Entries -> Hits: `refresh` brings the index up to date, `open_index` opens it, `Index.ask` answers."""
