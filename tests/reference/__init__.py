"""What the OpenAPI Specification says of requests, beside what clients send."""
