#!/usr/bin/env python3
"""Compare fleetmix plans with HiGHS on the same models.

    compare_with_highs.py FLEETMIX [--samples FOLDER] [--random N] [--seed S] [--tolerance 1e-6]

Every scenario is planned to a tight gap, checked by `fleetmix check`, exported by `fleetmix model --mps` and solved by
HiGHS on one thread. Under cost_per_token HiGHS runs Dinkelbach's iteration of its own on the exported model, whose
objective is cost - q z. Random scenarios vary pools, prices, stock, budgets, shares, objectives and one or two models.

Needs: highspy (PyPI). A development tool: the program does not depend on it.
"""
import argparse, json, math, os, random, subprocess, sys, tempfile, time

GPUS = ["RTX-4090", "A40", "RTX-A6000", "L40", "L40S", "A100-80G-SXM", "H100-SXM", "H200-SXM", "B200-SXM", "L4"]
PRICES = {"RTX-4090": .44, "A40": .44, "RTX-A6000": .82, "L40": .83, "L40S": .99, "A100-80G-SXM": 1.79,
          "H100-SXM": 2.99, "H200-SXM": 3.8, "B200-SXM": 5.5, "L4": .7}
MODELS = ["llama-3-8b", "llama-3-70b", "qwen3-32b"]
SHAPES = [(2455, 18), (2455, 253), (2455, 510), (496, 18), (496, 253), (496, 510), (824, 18), (824, 253), (824, 510)]


def random_scenario(rng, index):
    """A scenario's text; objectives take turns."""
    objective = ["throughput", "cost", "cost_per_token"][index % 3]
    pools = rng.sample(GPUS, rng.randint(2, 5))
    lines = [f"title: random {index}", f"objective: {objective}"]
    budget = round(rng.uniform(8, 60), 2)
    lines.append(f"budget: {budget}")
    if objective != "throughput":
        lines.append(f"demand: {round(rng.uniform(0.1, 0.12) * budget, 3)}")
    lines.append("gpus:")
    for pool in pools:
        price = round(PRICES[pool] * math.exp(rng.gauss(0, .25)), 2)
        lines.append(f"  - {{name: {pool}, available: {rng.randint(1, 24)}, price: {price}}}")
    lines.append("models:")
    for model in rng.sample(MODELS, rng.randint(1, 2)):
        lines.append(f"  - name: {model}")
        lines.append(f"    share: {rng.randint(1, 9)}")
        lines.append("    precision: bf16")
        lines.append("    workloads:")
        for number, (i, o) in enumerate(rng.sample(SHAPES, rng.randint(2, 6))):
            lines.append(f"      - {{name: w{number}, input: {i}, output: {o}, share: {rng.randint(1, 30)}}}")
    lines.append(f"replicas: {{source: estimated, mixed: {str(rng.random() < .5).lower()}, max_gpus: {rng.choice([4, 8])}}}")
    return "\n".join(lines) + "\n"


def highs_optimum(path, objective, limit):
    """HiGHS's optimum of an exported model: (status, value); under cost_per_token the ratio $/h per req/s."""
    import highspy
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 1e-9)
    solver.setOptionValue("mip_abs_gap", 1e-9)
    solver.setOptionValue("time_limit", float(limit))
    if solver.readModel(path) == highspy.HighsStatus.kError:
        return "unreadable", None
    if objective != "cost_per_token":
        solver.run()
        status = solver.modelStatusToString(solver.getModelStatus())
        return status, solver.getInfo().objective_function_value
    lp = solver.getLp()
    rate = list(lp.col_names_).index("z")
    cost = list(lp.col_cost_)
    cost[rate] = 0.0
    ratio = 0.0
    solver.changeColCost(rate, 0.0)
    if lp.col_lower_[rate] <= 0:  # no floor: start from the fastest plan instead of the empty one
        for column, value in enumerate(cost):
            solver.changeColCost(column, 0.0)
        solver.changeColCost(rate, -1.0)
        solver.run()
        for column, value in enumerate(cost):
            solver.changeColCost(column, value)
    else:
        solver.run()
    for _ in range(50):
        status = solver.modelStatusToString(solver.getModelStatus())
        if status != "Optimal":
            return status, None
        point = list(solver.getSolution().col_value)
        spent = sum(c * x for c, x in zip(cost, point))
        if point[rate] <= 1e-9:
            return status, ratio
        found = spent / point[rate]
        if ratio and found >= ratio * (1 - 1e-10):
            return status, ratio
        ratio = found
        solver.changeColCost(rate, -ratio)
        solver.run()
    return "did not converge", ratio


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def compare(binary, path, tolerance, limit):
    """One scenario; returns (verdict, detail, seconds of fleetmix, seconds of HiGHS)."""
    with tempfile.TemporaryDirectory() as folder:
        plan_path, mps = os.path.join(folder, "plan.json"), os.path.join(folder, "model.mps")
        start = time.perf_counter()
        plan = run(binary, "plan", path, "--json", "--gap", "1e-9", "--save", plan_path)
        ours = time.perf_counter() - start
        if plan.returncode not in (0, 69):
            return "FAILED", f"plan exits {plan.returncode}: {plan.stderr.strip()}", ours, 0
        answer = json.loads(plan.stdout)
        exported = run(binary, "model", path, "--mps", mps)
        if exported.returncode != 0:
            return "FAILED", f"model exits {exported.returncode}: {exported.stderr.strip()}", ours, 0
        start = time.perf_counter()
        status, value = highs_optimum(mps, answer["objective"], limit)
        theirs = time.perf_counter() - start
        if answer["status"] == "infeasible":
            nothing = status == "Infeasible" or (answer["objective"] == "throughput" and abs(value or 0) < 1e-9)
            return ("same" if nothing else "DIFFERENT"), f"infeasible; HiGHS {status} {value}", ours, theirs
        checked = run(binary, "check", plan_path, path)
        if checked.returncode != 0:
            return "FAILED", f"check: {checked.stdout.strip()} {checked.stderr.strip()}", ours, theirs
        own = {"throughput": answer["requests_per_second"], "cost": answer["cost_per_hour"],
               "cost_per_token": answer["cost_per_hour"] / answer["requests_per_second"]}[answer["objective"]]
        if answer["status"] != "optimal":
            return "OPEN", f"gap {answer['gap']}", ours, theirs
        if status != "Optimal":
            return "unproven by HiGHS", f"HiGHS {status} {value}, ours {own}", ours, theirs
        difference = abs(own - value) / max(1e-12, abs(value))
        verdict = "same" if difference <= tolerance else "DIFFERENT"
        return verdict, f"{own:.9g} against {value:.9g} ({difference:.1e})", ours, theirs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fleetmix")
    parser.add_argument("--samples")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--tolerance", type=float, default=1e-6)
    parser.add_argument("--limit", type=float, default=120, help="seconds HiGHS may take for one model")
    arguments = parser.parse_args()
    counts, worst = {}, 0.0
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        if arguments.samples:
            for root, _, names in sorted(os.walk(arguments.samples)):
                paths += [os.path.join(root, name) for name in sorted(names) if name.endswith((".yaml", ".yml"))]
        rng = random.Random(arguments.seed)
        for index in range(arguments.random):
            path = os.path.join(folder, f"random-{index:03}.yaml")
            with open(path, "w") as file:
                file.write(random_scenario(rng, index))
            paths.append(path)
        for path in paths:
            verdict, detail, ours, theirs = compare(arguments.fleetmix, path, arguments.tolerance, arguments.limit)
            counts[verdict] = counts.get(verdict, 0) + 1
            print(f"{verdict:10} {os.path.relpath(path, arguments.samples or folder) if not path.startswith(folder) else os.path.basename(path):40}"
                  f" {detail}   {ours:.2f} s / {theirs:.2f} s", flush=True)
            if verdict in ("DIFFERENT", "FAILED", "OPEN") and path.startswith(folder):
                print(open(path).read())
    print(", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())))
    sys.exit(0 if set(counts) <= {"same", "unproven by HiGHS"} else 1)


if __name__ == "__main__":
    main()
