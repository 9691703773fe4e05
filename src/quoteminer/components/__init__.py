"""The spaCy components, one a file; thin. Each can be added to a pipeline by its factory name."""
