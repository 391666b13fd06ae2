"""What the gateway does, step by step, over ports that the adapters fill in. No HTTP, no SQL."""
