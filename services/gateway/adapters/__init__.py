"""PostgreSQL and Kafka behind the ports of the handlers."""
