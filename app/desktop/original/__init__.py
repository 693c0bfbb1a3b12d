"""The pages of a PDF as they were laid out, beside the clean text."""
