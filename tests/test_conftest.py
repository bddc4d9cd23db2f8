"""A test whose helper program is missing is skipped at a desk and fails in CI."""

import subprocess

import pytest


def test_a_program_that_is_there_can_be_run(program):
    done = subprocess.run([program("git"), "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("git version")


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_a_missing_program_skips_at_a_desk_and_fails_in_ci(program, monkeypatch, tmp_path, ci, outcome):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(outcome, match="pdftoppm is not installed"):
        program("pdftoppm")
