"""The independent mock server that checks each request against the document."""
