#!/usr/bin/env python3
"""Solve MPS models with HiGHS on one thread and say what that cost; `fleetmix-bench` runs it.

    bench_with_highs.py [--ratio] [--gap 1e-4] [--limit 300] [--cache DIR] MODEL.mps...

Prints one line of JSON a model: file, version, status, objective, bound, cpu_ms, wall_ms, nodes, iterations, cached.
Times are of the solve alone, without reading the file; of short ones the median of three. With --ratio the model is
`min cost - q z` of a fleet (`fleetmix model` under cost_per_token, whatever its q), and HiGHS runs Dinkelbach's
iteration: the objective printed is the least cost / z; every step starts from the last plan and is stopped at the gap
asked for. A cached answer is keyed by the model's bytes, the options and the version of HiGHS.

Needs: highspy (PyPI).
"""
import argparse, hashlib, json, os, sys, time

import highspy

SHORT_MS = 200  # what takes less is solved three times


class Solver:
    """One model on one thread; adds up the work of all its runs."""

    def __init__(self, path, limit):
        self.highs = highspy.Highs()
        self.highs.silent()
        self.highs.setOptionValue("threads", 1)
        if self.highs.readModel(path) == highspy.HighsStatus.kError:
            raise SystemExit(f"{path}: HiGHS cannot read it")
        self.limit = limit
        self.nodes = self.iterations = 0

    def run(self, relative_gap, absolute_gap):
        """Solves; the status in words."""
        self.highs.setOptionValue("mip_rel_gap", relative_gap)
        self.highs.setOptionValue("mip_abs_gap", absolute_gap)
        self.highs.setOptionValue("time_limit", self.limit)  # of all runs: HiGHS's clock is not set back between them
        self.highs.run()
        info = self.highs.getInfo()
        self.nodes += max(0, info.mip_node_count)
        self.iterations += max(0, info.simplex_iteration_count)
        return self.highs.modelStatusToString(self.highs.getModelStatus())


def solve(solver, gap):
    """(status, objective, bound) of the model as it stands."""
    status = solver.run(gap, 1e-9)
    info = solver.highs.getInfo()
    has_point = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
    return status, info.objective_function_value if has_point else None, info.mip_dual_bound


def least_ratio(solver, gap):
    """(status, cost / z, bound) by Dinkelbach's iteration (W. Dinkelbach, Management Science 13, 1967)."""
    highs = solver.highs
    lp = highs.getLp()
    rate = list(lp.col_names_).index("z")
    cost = list(lp.col_cost_)
    cost[rate] = 0.0
    highs.changeColCost(rate, 0.0)
    if lp.col_lower_[rate] <= 0:  # no floor: start from the fastest plan, for the cheapest one is empty
        for column in range(len(cost)):
            highs.changeColCost(column, 0.0)
        highs.changeColCost(rate, -1.0)
    status = solver.run(1e-3, 1e-9)  # any good plan opens
    if lp.col_lower_[rate] <= 0:
        for column, value in enumerate(cost):
            highs.changeColCost(column, value)
    ratio, lower = None, 0.0
    while status == "Optimal":
        solution = highs.getSolution()
        point = list(solution.col_value)
        spent = sum(c * x for c, x in zip(cost, point))
        if point[rate] <= 1e-9:
            break
        found = spent / point[rate]
        if ratio is not None and found >= ratio * (1 - gap / 10):
            lower = ratio * (1 - gap)
            break
        ratio = found
        highs.changeColCost(rate, -ratio)
        highs.setSolution(solution)
        # No plan has cost - ratio z below -gap ratio z: then none is cheaper per unit of z by more than the gap.
        status = solver.run(0.0, 0.9 * gap * spent)
    return status, ratio, lower


def timed(path, arguments, version):
    """The record of one solve from nothing."""
    solver = Solver(path, arguments.limit)
    cpu, wall = time.process_time(), time.perf_counter()
    status, objective, bound = (least_ratio if arguments.ratio else solve)(solver, arguments.gap)
    return {
        "file": path, "version": version, "status": status, "objective": objective, "bound": bound,
        "cpu_ms": (time.process_time() - cpu) * 1e3, "wall_ms": (time.perf_counter() - wall) * 1e3,
        "nodes": solver.nodes, "iterations": solver.iterations, "limit": arguments.limit, "cached": False,
    }


def answer(path, arguments):
    """The record of one model, from the cache if it is there."""
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read())
    version = highspy.Highs().version()
    digest.update(f"{version} {arguments.gap} {arguments.ratio}".encode())
    known = arguments.cache and os.path.join(arguments.cache, digest.hexdigest() + ".json")
    if known and os.path.exists(known):
        with open(known) as file:
            record = json.load(file)
        if record["status"] != "Time limit reached" or record["limit"] >= arguments.limit:
            return {**record, "file": path, "cached": True}
    records = [timed(path, arguments, version)]
    while records[0]["cpu_ms"] < SHORT_MS and len(records) < 3:
        records.append(timed(path, arguments, version))
    record = sorted(records, key=lambda record: record["cpu_ms"])[len(records) // 2]
    if known:
        os.makedirs(arguments.cache, exist_ok=True)
        with open(known + ".part", "w") as file:
            json.dump(record, file)
        os.replace(known + ".part", known)
    return record


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+")
    parser.add_argument("--ratio", action="store_true")
    parser.add_argument("--gap", type=float, default=1e-4)
    parser.add_argument("--limit", type=float, default=300, help="wall seconds for one model")
    parser.add_argument("--cache")
    arguments = parser.parse_args()
    for path in arguments.models:
        record = answer(path, arguments)
        finite = {key: None if isinstance(value, float) and abs(value) == float("inf") else value
                  for key, value in record.items()}
        print(json.dumps(finite), flush=True)


if __name__ == "__main__":
    main()
