"""archive-tool: from YAML case records to sealed, searchable dossiers of cadre inspection."""

VERSION = "0.1.0"
