"""The citation status of some hundred hand-labelled claims must stay mostly right."""

import importlib.util
import pathlib
import sys

import pytest

ACCURACY = 0.85

_ROOT = pathlib.Path(__file__).parent.parent


@pytest.fixture(scope="module")
def benchmark():
    name = "status_benchmark"
    spec = importlib.util.spec_from_file_location(name, _ROOT / "benchmarks" / "status.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    yield module
    del sys.modules[name]


@pytest.mark.slow
def test_status_is_mostly_right(benchmark):
    given = benchmark.answers(sorted(benchmark.FILES.glob("*.yaml")))
    assert given, "no cases found"
    print(benchmark.confusion(given))
    print(f"accuracy {benchmark.accuracy(given):.3f} of {len(given)}")
    assert benchmark.accuracy(given) >= ACCURACY
