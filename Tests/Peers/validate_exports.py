#!/usr/bin/env python3
"""Loads the exports of ten different plans with the tools they are for.

    pip install kubernetes-validate skypilot pyyaml
    swift build -c release && python3 Tests/Peers/validate_exports.py

Kubernetes manifests and sweep jobs go through the API server's own schemas (kubernetes-validate), SkyPilot tasks
through sky.Task.from_yaml, the arguments of `vllm serve` are looked up in the argument parser of vLLM's source
(fetched once from PyPI), and routing weights must add up to one.
"""

import io
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import urllib.parse
import urllib.request

import kubernetes_validate
import sky
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/release/fleetmix"
KUBERNETES = "1.31"
PAPER = ROOT / "Samples/paper"
PLANS = [
    (ROOT / "Samples/today/scenario.yaml", []),
    (ROOT / "Samples/today/scenario.yaml", ["--budget", "40"]),
    (ROOT / "Samples/today/scenario.yaml", ["--objective", "cost", "--demand", "12"]),
    (ROOT / "Samples/today/scenario.yaml", ["--objective", "cost_per_token", "--demand", "3"]),
    (ROOT / "Samples/worked-example/scenario.yaml", []),
    (PAPER / "70b-swiss-stock1-30.yaml", []),
    (PAPER / "8b-swiss-stock1-15.yaml", []),
    (PAPER / "both-azure-stock1-60.yaml", []),
    (PAPER / "both-swiss-stock3-30.yaml", []),
    (PAPER / "both-wildgpt-stock2-30.yaml", []),
]


def fleetmix(*arguments: str) -> str:
    done = subprocess.run([str(PROGRAM), *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"fleetmix {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def vllm_arguments() -> set[str]:
    """The options that vLLM's own argument parsers know, from the source archive on PyPI."""
    index = "https://pypi.org/pypi/vllm/json"
    files = json.load(urllib.request.urlopen(index, timeout=60))["urls"]
    source = next(file["url"] for file in files if file["filename"].endswith(".tar.gz"))
    archive = urllib.request.urlopen(urllib.parse.urljoin(index, source), timeout=600).read()
    known: set[str] = set()
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            # The front end's options have moved between folders of the package, never out of it.
            if re.search(r"/vllm/(engine/arg_utils|entrypoints/\w+/cli_args)\.py$", member.name):
                text = files.extractfile(member).read().decode()
                known |= set(re.findall(r'"(--[a-z0-9-]+)"', text))
                # Options of the front end are the fields of a class.
                known |= {"--" + name.replace("_", "-") for name in re.findall(r"^    ([a-z_]+):", text, re.M)}
    return known


def check_kubernetes(text: str) -> int:
    documents = [document for document in yaml.safe_load_all(text) if document]
    for document in documents:
        kubernetes_validate.validate(document, KUBERNETES, strict=True)
    return len(documents)


def check_skypilot(text: str) -> int:
    count = 0
    for document in text.split("---\n"):
        if not yaml.safe_load(document):
            continue
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
            file.write(document)
            file.flush()
            task = sky.Task.from_yaml(file.name)
        assert task.service is not None and task.run
        count += 1
    return count


def check_vllm(text: str, known: set[str]) -> int:
    commands = [line for line in text.splitlines() if line.startswith("vllm serve ")]
    for command in commands:
        unknown = set(re.findall(r"(?<= )--[a-z0-9-]+", command)) - known
        assert not unknown, f"{unknown} in {command}"
    return len(commands)


def check_weights(text: str) -> int:
    count = 0
    for model in json.loads(text)["models"]:
        for workload in model["workloads"]:
            total = sum(route["weight"] for route in workload["routes"])
            assert abs(total - 1) < 1e-6, f"{model['model']} {workload['workload']}: {total}"
            count += 1
    return count


def main() -> None:
    known = vllm_arguments()
    assert "--tensor-parallel-size" in known
    with tempfile.TemporaryDirectory() as folder:
        plan = f"{folder}/plan.json"
        for scenario, options in PLANS:
            fleetmix("plan", str(scenario), *options, "--save", plan)
            counts = {
                "kubernetes": check_kubernetes(fleetmix("export", plan, "--format", "kubernetes", "--partial")),
                "skypilot": check_skypilot(fleetmix("export", plan, "--format", "skypilot", "--partial")),
                "vllm": check_vllm(fleetmix("export", plan, "--format", "vllm", "--partial"), known),
                "weights": check_weights(fleetmix("export", plan, "--format", "weights")),
            }
            print(scenario.name, *options, counts)
        grid = f"{folder}/grid.yaml"
        pathlib.Path(grid).write_text("vary: {budget: [20, 30]}\n")
        job = fleetmix("sweep", str(PLANS[0][0]), grid, "--job", "kubernetes", "--shards", "8")
        print("sweep job", check_kubernetes(job))


if __name__ == "__main__":
    main()
