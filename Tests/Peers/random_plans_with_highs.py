#!/usr/bin/env python3
"""Compare the planning engine's answers on random covering programs with HiGHS.

    FLEETMIX_PEER_FOLDER=FOLDER FLEETMIX_CAMPAIGN=10 swift test --filter CoveringPeerTests
    random_plans_with_highs.py FOLDER [--seconds 5] [--tolerance 1e-6]

The tests write every program as MPS, with the answers beside them, a line each. HiGHS solves the program in full; its counts
are rounded, fixed and valued by a linear program, so that its own tolerances do not count against anyone. Wrong is an answer that
counts found by HiGHS contradict: infeasible where there are some, optimal where better ones exist, a bound past them; or
counts of ours that HiGHS cannot reproduce. Where HiGHS itself claims more than our reproduced counts allow, that is counted apart.

Needs: highspy (PyPI). A development tool: the program does not depend on it.
"""
import argparse, collections, json, pathlib

import highspy

INF = highspy.kHighsInf


def solver(path, seconds):
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("time_limit", seconds)
    highs.setOptionValue("mip_rel_gap", 1e-9)
    highs.setOptionValue("mip_abs_gap", 1e-9)
    highs.setOptionValue("primal_feasibility_tolerance", 1e-9)
    highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
    highs.readModel(str(path))
    return highs


def count_columns(highs):
    lp = highs.getLp()
    return [j for j in range(lp.num_col_) if lp.integrality_[j] == highspy.HighsVarType.kInteger]


def value_of(path, columns, counts):
    """Objective of fixed counts; None if they do not satisfy the program."""
    highs = solver(path, 60)
    for column, count in zip(columns, counts):
        highs.changeColIntegrality(column, highspy.HighsVarType.kContinuous)
        highs.changeColBounds(column, count, count)
    highs.setOptionValue("primal_feasibility_tolerance", 1e-8)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return highs.getInfo().objective_function_value


def judge(path, answer, seconds, tolerance):
    """(what is wrong or None, what HiGHS has wrong or None, its status)"""
    highs = solver(path, seconds)
    columns = count_columns(highs)
    highs.run()
    status = highs.getModelStatus()
    ours = None
    if answer.get("counts") is not None:
        ours = value_of(path, columns, answer["counts"])
        if ours is None or abs(ours - answer["objective"]) > tolerance * max(1e-3, abs(ours)):
            return f"counts worth {ours}, not {answer['objective']}", None, status
    theirs = None
    if highs.getInfo().primal_solution_status == 2:
        point = highs.getSolution().col_value
        theirs = value_of(path, columns, [round(point[j]) for j in columns])
    if theirs is not None:
        size = tolerance * max(1e-3, abs(theirs), abs(ours or 0))
        if answer["status"] == "infeasible":
            return f"infeasible, but {theirs} is reached", None, status
        if answer.get("bound") is not None and answer["bound"] > theirs + size:
            return f"bound {answer['bound']} is past {theirs}", None, status
        if answer["status"] == "optimal" and ours > theirs + answer["gap"] * abs(ours) + size:
            return f"optimal at {ours}, but {theirs} is reached", None, status
    if ours is not None and status == highspy.HighsModelStatus.kInfeasible:
        return None, f"infeasible, but {ours} is reached", status
    if ours is not None and status == highspy.HighsModelStatus.kOptimal:
        bound = highs.getInfo().mip_dual_bound
        if ours < bound - tolerance * max(1e-3, abs(ours)):
            return None, f"bound {bound}, but {ours} is reached", status
    return None, None, status


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=5, help="limit of HiGHS for one program")
    parser.add_argument("--tolerance", type=float, default=1e-6)
    options = parser.parse_args()
    wrong = 0
    for lines in sorted(options.folder.glob("*.jsonl")):
        counts = collections.Counter()
        for line in lines.read_text().splitlines():
            answer = json.loads(line)
            ours, theirs, status = judge(
                options.folder / (answer["name"] + ".mps"), answer, options.seconds, options.tolerance)
            counts["ours " + answer["status"]] += 1
            counts["HiGHS " + str(status).split(".k")[-1]] += 1
            if ours:
                wrong += 1
                print(f"WRONG {answer['name']}: {ours}", flush=True)
            if theirs:
                counts["HiGHS wrong"] += 1
                print(f"HiGHS {answer['name']}: {theirs}", flush=True)
        print(lines.stem, dict(counts), flush=True)
    print("wrong answers:", wrong)
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
