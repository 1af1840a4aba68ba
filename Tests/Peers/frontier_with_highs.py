#!/usr/bin/env python3
"""Times a frontier of 50 budgets against 50 cold solves of the same programs by HiGHS, on one thread each.

    pip install highspy
    swift build -c release && python3 Tests/Peers/frontier_with_highs.py [SCENARIO]

Every point's optimum is compared too: both prove to a relative gap of 1e-4.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

import highspy

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/release/fleetmix"
GAP = 1e-4
STEPS = 50
LIMIT_S = 60.0


def fleetmix(*arguments: str) -> str:
    return subprocess.run([str(PROGRAM), *arguments], capture_output=True, text=True, check=True).stdout


def solve(path: str) -> tuple[float, float]:
    """HiGHS's value of a program and the seconds it took."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("mip_rel_gap", GAP)
    highs.setOptionValue("time_limit", LIMIT_S)
    highs.readModel(path)
    start = time.monotonic()
    highs.run()
    return highs.getObjectiveValue(), time.monotonic() - start


def main() -> None:
    scenario = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "Samples/today/scenario.yaml")
    start = time.monotonic()
    answer = json.loads(fleetmix("frontier", scenario, "--even", "--steps", str(STEPS), "--json"))
    ours = time.monotonic() - start
    theirs = 0.0
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for point in answer["points"]:
            path = f"{folder}/point.mps"
            fleetmix("model", scenario, "--budget", repr(point["budget"]), "--mps", path)
            value, seconds = solve(path)
            theirs += seconds
            rate = point["requests_per_second"]
            if rate is not None and seconds < LIMIT_S:
                worst = max(worst, abs(abs(value) - rate) / rate)
    print(f"{len(answer['points'])} budgets: frontier {ours:.2f} s with start-up, HiGHS {theirs:.2f} s: {theirs / ours:.0f}x")
    print(f"largest relative difference of an optimum {worst:.1e} (gap {GAP:g})")
    if worst > 2 * GAP:
        sys.exit(1)


if __name__ == "__main__":
    main()
