"""The pages: what people see of the gateway. They show what the API answers, and nothing else."""
