"""The catalogue of `make mutants` cannot rot: whoever changes such a line is told at once, not at the next long run."""

import ast
from pathlib import Path

import pytest

from tests.floors import ROOT
from tests.mutants.catalogue import MUTANTS, in_file


def test_every_line_that_is_to_be_broken_is_there_exactly_once():
    unfound = []
    for mutant in MUTANTS:
        try:
            _ = mutant.text
        except ValueError as problem:
            unfound.append(str(problem))
    assert unfound == []


def test_every_mutant_is_still_python_and_another_program():
    for mutant in MUTANTS:
        if mutant.file.endswith(".py"):
            healthy = ast.dump(ast.parse((ROOT / mutant.file).read_text()))
            assert ast.dump(ast.parse(mutant.text)) != healthy, str(mutant)


def test_the_tests_that_have_to_notice_exist():
    named = {Path(ROOT / test.partition("::")[0]) for mutant in MUTANTS for test in mutant.tests}
    assert [path for path in named if not path.is_file()] == []


def test_no_mutant_is_there_twice():
    assert len(set(MUTANTS)) == len(MUTANTS) >= 30


@pytest.mark.parametrize("fragment", ["not in any file of ours", "import"])
def test_a_line_that_is_gone_or_ambiguous_would_be_found(fragment):
    (mutant,) = in_file("home/land/geo.py", "home/test_geo.py", (fragment, ""))
    with pytest.raises(ValueError, match=r"home/land/geo\.py"):
        _ = mutant.text
