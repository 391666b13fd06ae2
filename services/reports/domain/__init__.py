"""What goes in a document and what the sentences say: pure, without Word and without network."""
