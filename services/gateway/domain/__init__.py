"""The rules of the gateway, without I/O: who sees what, what a question means, how an answer is counted."""
