#!/usr/bin/env python3
"""Loads the exports of ten different plans with the tools they are for.

    pip install kubernetes-validate skypilot jsonschema pyyaml
    swift build -c release && python3 Tests/Peers/validate_exports.py [--schemas FOLDER] [--program FILE] [--skip skypilot]

Kubernetes manifests and sweep jobs go through the API server's own schemas (kubernetes-validate), SkyPilot tasks
through sky.Task.from_yaml, the options of vLLM and SGLang are looked up in the argument parsers of their newest releases
on PyPI, and routing weights must add up to one. FOLDER holds the published schemas of what Kubernetes does not bring
along, by the names that their projects give them, and the Compose specification's; each document that has none fails:

    leaderworkerset.x-k8s.io_leaderworkersets.yaml, keda.sh_scaledobjects.yaml (config/crd/bases of their projects)
    inference.networking.k8s.io_inferencepools.yaml (gateway-api-inference-extension)
    serving.kserve.io_inferenceservices.yaml (kserve, config/crd/full), compose-spec.json
"""

import argparse

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
import zipfile

import jsonschema
import kubernetes_validate
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


def released(package: str, ending: str) -> tuple[str, bytes]:
    """The version and the newest release's first file with an ending, from PyPI."""
    index = f"https://pypi.org/pypi/{package}/json"
    about = json.load(urllib.request.urlopen(index, timeout=60))
    source = next(file["url"] for file in about["urls"] if file["filename"].endswith(ending))
    archive = urllib.request.urlopen(urllib.parse.urljoin(index, source), timeout=600).read()
    return about["info"]["version"], archive


def options(text: str) -> set[str]:
    """The options that a source names, and those that it makes of the fields of its classes."""
    fields = re.findall(r"^    ([a-z_]+)\s*:", text, re.M)
    return set(re.findall(r'"(--[a-z0-9-]+)"', text)) | {"--" + name.replace("_", "-") for name in fields}


def vllm_options() -> set[str]:
    version, archive = released("vllm", ".tar.gz")
    known: set[str] = set()
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            # The front end's options have moved between folders of the package, never out of it.
            if re.search(r"/vllm/(engine/arg_utils|entrypoints/\w+/cli_args)\.py$", member.name):
                known |= options(files.extractfile(member).read().decode())
    print(f"vllm {version}: {len(known)} options")
    return known


def sglang_options() -> set[str]:
    version, archive = released("sglang", "x86_64.whl")
    known: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        for name in files.namelist():
            if re.search(r"^sglang/srt/(arg_groups/.*|server_args)\.py$", name):
                known |= options(files.read(name).decode())
    print(f"sglang {version}: {len(known)} options")
    return known


def closed(schema: object) -> object:
    """A schema that allows no key which it does not know: an API server would drop it without a word."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: closed(value) for key, value in schema.items()}
    is_open = schema.get("x-kubernetes-preserve-unknown-fields") or "additionalProperties" in schema
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object" and not is_open:
        schema["additionalProperties"] = False
    return schema


def custom_schemas(folder: pathlib.Path) -> dict[tuple[str, str], jsonschema.Draft202012Validator]:
    """The schemas of custom resources in a folder, by API version and kind."""
    known: dict[tuple[str, str], jsonschema.Draft202012Validator] = {}
    for file in sorted(folder.glob("*.yaml")):
        # Some are megabytes: libyaml reads them ten times as fast.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        definition = yaml.load(file.read_text(), Loader=loader)["spec"]
        for version in definition["versions"]:
            schema = closed(version["schema"]["openAPIV3Schema"])
            schema["properties"] |= {"apiVersion": {}, "kind": {}, "metadata": {}}
            kind = (f"{definition['group']}/{version['name']}", definition["names"]["kind"])
            known[kind] = jsonschema.Draft202012Validator(schema)
    return known


def check_custom(text: str, known: dict[tuple[str, str], jsonschema.Draft202012Validator]) -> int:
    documents = [document for document in yaml.safe_load_all(text) if document]
    for document in documents:
        if document["kind"] in ("Deployment", "Service"):
            kubernetes_validate.validate(document, KUBERNETES, strict=True)
        else:
            known[document["apiVersion"], document["kind"]].validate(document)
    return len(documents)


def check_compose(text: str, schema: object) -> int:
    document = yaml.safe_load(text)
    jsonschema.validate(document, schema)
    ports: set[tuple[str, str]] = set()
    for service in document["services"].values():
        place = (service.get("profiles", [""])[0], service["ports"][0])
        assert place not in ports, f"two services on {place}"
        ports.add(place)
    return len(document["services"])


def check_kubernetes(text: str) -> int:
    documents = [document for document in yaml.safe_load_all(text) if document]
    for document in documents:
        kubernetes_validate.validate(document, KUBERNETES, strict=True)
    return len(documents)


def check_skypilot(text: str) -> int:
    import sky

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


def check_engine(text: str, start: str, known: set[str]) -> int:
    commands = [line for line in text.splitlines() if line.startswith(start)]
    for command in commands:
        unknown = set(re.findall(r"(?<= )--[a-z0-9-]+", command)) - known
        assert not unknown, f"{unknown} in {command}"
    subprocess.run(["sh", "-n"], input=text, text=True, check=True)
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
    global PROGRAM
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemas", type=pathlib.Path, default=None)
    parser.add_argument("--program", type=pathlib.Path, default=PROGRAM)
    parser.add_argument("--skip", action="append", default=[])
    asked = parser.parse_args()
    PROGRAM = asked.program
    vllm, sglang = vllm_options(), sglang_options()
    assert "--tensor-parallel-size" in vllm and "--tp-size" in sglang
    checks = {
        "kubernetes": check_kubernetes,
        "skypilot": check_skypilot,
        "vllm": lambda text: check_engine(text, "vllm serve ", vllm),
        "sglang": lambda text: check_engine(text, "python3 -m sglang.launch_server ", sglang),
        "weights": check_weights,
    }
    if asked.schemas:
        custom = custom_schemas(asked.schemas)
        compose = json.loads((asked.schemas / "compose-spec.json").read_text())
        checks |= {name: lambda text: check_custom(text, custom) for name in ("lws", "kserve", "keda", "inferencepool")}
        checks["compose"] = lambda text: check_compose(text, compose)
    with tempfile.TemporaryDirectory() as folder:
        plan = f"{folder}/plan.json"
        for scenario, options in PLANS:
            fleetmix("plan", str(scenario), *options, "--save", plan)
            counts = {
                name: check(fleetmix("export", plan, "--format", name, "--partial"))
                for name, check in checks.items()
                if name not in asked.skip
            }
            print(scenario.name, *options, counts)
        grid = f"{folder}/grid.yaml"
        pathlib.Path(grid).write_text("vary: {budget: [20, 30]}\n")
        job = fleetmix("sweep", str(PLANS[0][0]), grid, "--job", "kubernetes", "--shards", "8")
        print("sweep job", check_kubernetes(job))


if __name__ == "__main__":
    main()
