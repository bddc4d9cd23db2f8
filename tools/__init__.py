"""Scripts that make what is committed though made; not shipped in the wheel."""
