#!/usr/bin/env python3
"""Compare the engine with HiGHS on small random linear and mixed-integer programs.

    random_mips_with_highs.py FLEETMIX [--count 20000] [--seed 1] [--batch 500] [--tolerance 1e-6] [--keep FOLDER]

Programs of up to 14 columns and 10 rows, with ranges, equations, free, fixed, negative, integer and binary columns, repeated rows and
zero right-hand sides; some infeasible, some unbounded. Each batch is solved by one `fleetmix solve --json --gap 0`. Compared are
status and optimum; a program on which HiGHS does not decide between infeasible and unbounded may be either. After a disagreement HiGHS
is asked again without presolve: where it contradicts itself and agrees the second time, that is counted apart. Disagreements are kept.

Needs: highspy (PyPI). A development tool: the program does not depend on it.
"""
import argparse, collections, json, os, random, subprocess, sys, tempfile


def random_program(rng):
    """Columns (cost, lower, upper, kind), rows (lower, upper, {column: value}), sense."""
    inf = float("inf")
    shape = rng.random()
    n, m = (rng.randint(1, 4), rng.randint(0, 4)) if shape < .3 else (rng.randint(3, 14), rng.randint(2, 10))
    integer_share = rng.choice([0, 0, .3, .7, 1])
    scale = rng.choice([1, 1, 1, .25, 37])
    is_open = rng.random() < .3  # without upper bounds: may be unbounded
    columns = []
    for _ in range(n):
        kind = "integer" if rng.random() < integer_share else "continuous"
        shape = rng.random()
        if shape < .3:
            low, high = 0, 1
        elif shape < .7:
            low, high = 0, inf if is_open else rng.randint(1, 12)
        elif shape < .8:
            low, high = -rng.randint(1, 8), inf if is_open and rng.random() < .5 else rng.randint(0, 8)
        elif shape < .86:
            low = high = rng.randint(-3, 3)
        elif shape < .93:
            low, high = -inf, rng.randint(-2, 9)
        else:
            low, high = -inf, inf
        if kind == "continuous" and rng.random() < .3:
            low, high = low + .5 if low > -inf else low, high + .75 if high < inf else high
        if not is_open and rng.random() < .9:
            low, high = max(low, -20), min(high, 20)
        columns.append((rng.randint(-9, 9) if rng.random() < .8 else 0, low, high, kind))
    # Most programs are built around a point that satisfies every row.
    witness = [rng.randint(int(max(low, -5)), int(max(low, min(high, 5)))) for _, low, high, _ in columns] if rng.random() < .75 else None
    rows = []
    for _ in range(m):
        if rows and rng.random() < .08:
            _, _, entries = rng.choice(rows)
            factor = rng.choice([1, 1, 2, -1])
            entries = {j: factor * v for j, v in entries.items()}
        else:
            density = rng.choice([.3, .6, 1])
            entries = {j: v * scale for j in range(n) if rng.random() < density and (v := rng.randint(-7, 7) if rng.random() < .8
                       else round(rng.uniform(-5, 5), 2))}
        side = 0 if rng.random() < .15 else rng.randint(-10, 30) * scale
        if witness:
            side = sum(v * witness[j] for j, v in entries.items())
        kind = rng.random()
        if witness and kind < .4:
            side += rng.choice([0, 0, 1, 3, 9]) * scale
        if kind < .4:
            low, high = -inf, side
        elif kind < .7:
            low, high = side - 20 * scale, inf
        elif kind < .85:
            low, high = side, side
        else:
            low, high = side - rng.randint(0, 15) * scale, side
        rows.append((low, high, entries))
    return columns, rows, rng.random() < .5


def write_mps(path, program):
    columns, rows, maximise = program
    out = ["NAME r"]
    if maximise:
        out += ["OBJSENSE", "    MAX"]
    out += ["ROWS", " N obj"]
    for i, (low, high, _) in enumerate(rows):
        out.append(f" {'E' if low == high else 'L' if high < float('inf') else 'G'} r{i}")
    out.append("COLUMNS")
    is_marked = False
    for j, (cost, _, _, kind) in enumerate(columns):
        if (kind == "integer") != is_marked:
            is_marked = not is_marked
            out.append(f" MARKER 'MARKER' '{'INTORG' if is_marked else 'INTEND'}'")
        out.append(f" x{j} obj {cost!r}")
        for i, (_, _, entries) in enumerate(rows):
            if j in entries:
                out.append(f" x{j} r{i} {entries[j]!r}")
    if is_marked:
        out.append(" MARKER 'MARKER' 'INTEND'")
    out.append("RHS")
    ranges = []
    for i, (low, high, _) in enumerate(rows):
        side = high if high < float("inf") else low
        out.append(f" rhs r{i} {side!r}")
        if low > -float("inf") and high < float("inf") and low < high:
            ranges.append(f" rng r{i} {high - low!r}")
    if ranges:
        out += ["RANGES"] + ranges
    out.append("BOUNDS")
    for j, (_, low, high, _) in enumerate(columns):
        if low == -float("inf") and high == float("inf"):
            out.append(f" FR b x{j}")
        elif low == high:
            out.append(f" FX b x{j} {low!r}")
        else:
            out.append(f" MI b x{j}" if low == -float("inf") else f" LO b x{j} {low!r}")
            out.append(f" PL b x{j}" if high == float("inf") else f" UP b x{j} {high!r}")
    out.append("ENDATA")
    with open(path, "w") as file:
        file.write("\n".join(out) + "\n")


def highs_answer(path, presolve="choose"):
    """Status, optimum and whether HiGHS knows which of infeasible and unbounded it is."""
    import highspy
    solver = highspy.Highs()
    solver.silent()
    for option, value in [("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-9), ("time_limit", 10.0),
                          ("mip_feasibility_tolerance", 1e-9), ("presolve", presolve)]:
        solver.setOptionValue(option, value)
    if solver.readModel(path) == highspy.HighsStatus.kError:
        return "unreadable", None
    solver.run()
    status = solver.modelStatusToString(solver.getModelStatus()).lower()
    if status == "optimal":
        return "optimal", solver.getInfo().objective_function_value
    return {"infeasible": "infeasible", "unbounded": "unbounded"}.get(status, "either" if "or" in status.split() else status), None


def agree(ours, theirs, tolerance):
    status, value = theirs
    if status == "optimal":
        return ours["status"] == "optimal" and abs(ours["objective"] - value) <= tolerance * max(1, abs(value)) and \
            abs(ours["bound"] - value) <= 10 * tolerance * max(1, abs(value))
    if status in ("either", "unbounded"):
        # An unbounded relaxation may hide an infeasible integer program; HiGHS does not look.
        return ours["status"] in ("infeasible", "unbounded")
    return ours["status"] == status


def is_sound(ours, theirs, tolerance, maximise):
    """Whether an answer that a limit ended claims nothing that HiGHS's optimum refutes."""
    status, value = theirs
    if status != "optimal":
        return ours["objective"] is None or status != "infeasible"
    sign, room = (-1 if maximise else 1), tolerance * max(1, abs(value))
    point, bound = ours["objective"], ours["bound"]
    return (point is None or sign * (point - value) >= -room) and (bound is None or sign * (value - bound) >= -room)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("fleetmix")
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=250)
    parser.add_argument("--tolerance", type=float, default=1e-6)
    parser.add_argument("--keep", default="disagreements")
    options = parser.parse_args()
    tally, wrong = collections.Counter(), 0
    for start in range(0, options.count, options.batch):
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for index in range(start, min(start + options.batch, options.count)):
                paths.append(os.path.join(folder, f"{options.seed}-{index}.mps"))
                write_mps(paths[-1], random_program(random.Random(options.seed * 1_000_003 + index)))
            run = subprocess.run([options.fleetmix, "solve", "--json", "--gap", "0", "--time-limit", "10"] + paths,
                                 capture_output=True, text=True)
            answers = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
            if len(answers) != len(paths):
                sys.exit(f"{len(answers)} answers for {len(paths)} programs from {paths[0]}: {run.stderr[-500:]}")
            for path, ours in zip(paths, answers):
                theirs = highs_answer(path)
                tally[(ours["status"], theirs[0])] += 1
                if "limit" in theirs[0] or agree(ours, theirs, options.tolerance):
                    continue
                with open(path) as source:
                    maximise = "    MAX" in source.read()
                if ours["status"] in ("feasible", "unknown") and is_sound(ours, theirs, options.tolerance, maximise):
                    continue
                if agree(ours, highs_answer(path, "off"), options.tolerance):
                    tally["HiGHS contradicts itself", ""] += 1
                else:
                    wrong += 1
                    os.makedirs(options.keep, exist_ok=True)
                    kept = os.path.join(options.keep, os.path.basename(path))
                    with open(path) as source, open(kept, "w") as target:
                        target.write(source.read())
                    if wrong <= 20: print(f"{kept}: ours {ours['status']} {ours.get('objective')} bound {ours.get('bound')}, HiGHS {theirs}", flush=True)
    for (ours, theirs), count in sorted(tally.items()):
        print(f"{count:7} ours {ours}, HiGHS {theirs}" if theirs else f"{count:7} {ours}")
    print(f"{options.count} programs, {wrong} disagreements")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
