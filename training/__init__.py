"""How the block judge's weights are made: corpora, labels, features, teacher, student, export."""
