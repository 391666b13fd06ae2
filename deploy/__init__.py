"""Everything around the services: command line, embedded stack, migrations, topics, example region."""
