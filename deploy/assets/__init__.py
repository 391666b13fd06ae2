"""What the pages need in a browser: fetched once by npm from a lock with hashes, served by the gateway itself."""
