"""The data that flows between the rooms; imports nothing of ours but the words floor."""
