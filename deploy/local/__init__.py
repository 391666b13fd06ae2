"""The embedded stack: a real Kafka, a real PostgreSQL and the services, on one machine without installation."""
