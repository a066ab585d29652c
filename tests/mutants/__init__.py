"""The lines that matter most, broken one by one; `make mutants` runs the tests that have to notice."""
