"""Content to pages, frozen into dist/."""
