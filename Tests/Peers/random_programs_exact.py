#!/usr/bin/env python3
"""Check the engine's claims on small random linear and mixed-integer programs against exact arithmetic.

    random_programs_exact.py FLEETMIX [--count 100000] [--seed 1] [--batch 250] [--gap 1e-6] [--time-limit 2] [--jobs 1]
                             [--keep FOLDER] [--only I]

Programs of 1 to 6 columns and 0 to 6 rows: integer, continuous, free, fixed and one-sided columns, equations and ranges, decimal
coefficients, coefficients of 1e-6 and 1e6, degenerate corners, sides missed by 1e-6, repeated and parallel rows and columns, empty rows,
both senses. Each is solved twice here, in integers of any length on the decimals of the file: a simplex method with Bland's rule under
branch and bound. A claim is wrong if

  infeasible   there is a point that satisfies every row exactly;
  unbounded    there is no such point, or the objective is bounded (with a point only within the tolerance nothing is said);
  optimal      the value is worse than the optimum by more than the gap, or better than the optimum of the program whose rows may
               be missed by the engine's feasibility tolerance, 1e-7 relative to max(1, |side|);
  any bound    it lies on the wrong side of the optimum, by more than rounding.

Counts by status and proof go to standard output, wrong programs with their seeds too; exit 1 if there is one. Needs Python alone.
"""
import argparse, collections, json, math, multiprocessing, os, random, subprocess, sys, tempfile
from decimal import Decimal
from fractions import Fraction

INF = float("inf")
FEASIBILITY = Fraction(1, 10**7)
ROUNDING = Fraction(2, 10**9)
NODES = 4000


# --- Programs: columns (cost, lower, upper, is_integer), rows (lower, upper, {column: value}), maximise. Numbers are decimal text.

def random_program(rng):
    n, m = rng.randint(1, 6), rng.randint(0, 6)
    style = rng.choice(["whole", "whole", "decimal", "mixed", "mixed", "tiny", "huge", "wild"])
    integer_share = rng.choice([0, 0, .4, .7, 1])

    def number(size=7):
        kind = style if style != "wild" else rng.choice(["whole", "decimal", "tiny", "huge"])
        if style == "mixed":
            kind = rng.choice(["whole", "whole", "decimal", "huge", "tiny"])
        value = rng.randint(-size, size)
        if kind == "decimal":
            return Decimal(rng.randint(-100 * size, 100 * size)) / rng.choice([10, 100])
        if kind == "tiny":
            return Decimal(value) * Decimal("0.000001")
        if kind == "huge":
            return Decimal(value) * 1000000 + rng.choice([0, 0, 0, 1, -1, 7])
        return Decimal(value)

    columns = []
    for _ in range(n):
        is_integer = rng.random() < integer_share
        shape = rng.random()
        low, high = Decimal(0), Decimal(1)
        if shape < .2:
            pass
        elif shape < .5:
            high = Decimal(rng.randint(1, 10))
        elif shape < .6:
            high = None
        elif shape < .7:
            low, high = Decimal(-rng.randint(1, 8)), Decimal(rng.randint(0, 8))
        elif shape < .78:
            low = high = Decimal(rng.randint(-3, 3))
        elif shape < .86:
            low, high = None, Decimal(rng.randint(-2, 9))
        elif shape < .92:
            low, high = None, None
        else:
            high = Decimal(10) ** rng.randint(2, 6)
        if not is_integer and rng.random() < .3:
            low = low if low is None else low + Decimal("0.1") * rng.randint(0, 9)
            high = high if high is None else high + 1 + Decimal("0.05") * rng.randint(0, 9)
        columns.append([number(9) if rng.random() < .8 else Decimal(0), low, high, is_integer])
    witness = [within(rng, low, high, is_integer) for _, low, high, is_integer in columns] if rng.random() < .8 else None
    rows = []
    for _ in range(m):
        kind = rng.random()
        if rows and kind < .1:
            _, _, entries = rng.choice(rows)
            factor = rng.choice([1, 1, 2, -1, Decimal("0.1"), 1000000])
            entries = {j: factor * v for j, v in entries.items()}
        elif kind < .13:
            entries = {}
        elif kind < .25:
            entries = {rng.randrange(n): number()}
        else:
            density = rng.choice([.4, .7, 1])
            entries = {j: number() for j in range(n) if rng.random() < density}
        entries = {j: v for j, v in entries.items() if v != 0}
        side = Decimal(rng.randint(-10, 30)) if rng.random() < .8 else Decimal(0)
        if witness:
            side = sum((v * witness[j] for j, v in entries.items()), Decimal(0))
        # Now and then a side is missed by a little, or has a little to spare.
        if rng.random() < .25:
            side += rng.choice([1, -1]) * rng.choice([Decimal("0.000001"), Decimal("0.000001"), Decimal("0.0000001"), Decimal("0.0001")]) * max(1, abs(side))
        elif rng.random() < .3:
            side += rng.choice([1, 3, -1]) * (max(map(abs, entries.values())) if entries else 1)
        shape = rng.random()
        if shape < .4:
            row = (None, side)
        elif shape < .7:
            row = (side, None)
        elif shape < .88:
            row = (side, side)
        else:
            row = (side - rng.randint(0, 5), side)
        rows.append((*row, entries))
    # Parallel columns.
    if n > 1 and rng.random() < .2:
        first, second = rng.sample(range(n), 2)
        factor = rng.choice([1, 1, -1, 2])
        columns[second][0] = factor * columns[first][0]
        for low, high, entries in rows:
            if first in entries:
                entries[second] = factor * entries[first]
            else:
                entries.pop(second, None)
    return columns, rows, rng.random() < .5


def within(rng, low, high, is_integer):
    low = Decimal(-5) if low is None else low
    high = max(low, min(low + 12, low + 12 if high is None else high))
    choice = rng.random()
    if choice < .3:
        return low
    if choice < .5:
        return high
    whole = [v for v in range(math.ceil(low), math.floor(high) + 1)]
    if whole and (is_integer or choice < .8):
        return Decimal(rng.choice(whole))
    return low


def text(value):
    value = format(value, "f")
    return value.rstrip("0").rstrip(".") if "." in value else value


def mps(program, name="r"):
    columns, rows, maximise = program
    out = [f"NAME {name}"]
    if maximise:
        out += ["OBJSENSE", "    MAX"]
    out += ["ROWS", " N obj"]
    sides, ranges = [], []
    for i, (low, high, _) in enumerate(rows):
        kind = "E" if low is not None and low == high else "L" if high is not None else "G"
        out.append(f" {kind} r{i}")
        side = high if kind == "L" else low
        if side != 0:
            sides.append(f" rhs r{i} {text(side)}")
        if kind == "L" and low is not None:
            ranges.append(f" rng r{i} {text(high - low)}")
    out.append("COLUMNS")
    for j, (cost, _, _, is_integer) in enumerate(columns):
        if is_integer:
            out.append(f" M{j}a 'MARKER' 'INTORG'")
        out.append(f" x{j} obj {text(cost)}")
        for i, (_, _, entries) in enumerate(rows):
            if j in entries:
                out.append(f" x{j} r{i} {text(entries[j])}")
        if is_integer:
            out.append(f" M{j}b 'MARKER' 'INTEND'")
    out += ["RHS", *sides]
    if ranges:
        out += ["RANGES", *ranges]
    out.append("BOUNDS")
    for j, (_, low, high, _) in enumerate(columns):
        if low is None and high is None:
            out.append(f" FR b x{j}")
            continue
        out.append(f" MI b x{j}" if low is None else f" LO b x{j} {text(low)}")
        out.append(f" PL b x{j}" if high is None else f" UP b x{j} {text(high)}")
    return "\n".join([*out, "ENDATA", ""])


# --- Exact linear programs: minimise over rows `a x <= b` and bounds. Values: ("infeasible",), ("unbounded",) or ("optimal", z, x).

def exact_lp(cost, inequalities, lower, upper):
    n = len(cost)
    # x_j = shift_j + sign_j * t_j with t_j >= 0; a free column is a difference of two.
    shift, parts, extra = [Fraction(0)] * n, [], []
    for j in range(n):
        if lower[j] is not None:
            shift[j] = lower[j]
            parts.append((j, 1))
            if upper[j] is not None:
                if upper[j] < lower[j]:
                    return ("infeasible",)
                extra.append((len(parts) - 1, upper[j] - lower[j]))
        elif upper[j] is not None:
            shift[j] = upper[j]
            parts.append((j, -1))
        else:
            parts += [(j, 1), (j, -1)]
    k = len(parts)
    table = []
    for a, b in inequalities:
        rest = b - sum(v * shift[j] for j, v in a.items())
        if not a:
            if rest < 0:
                return ("infeasible",)
            continue
        table.append([a.get(j, Fraction(0)) * s for j, s in parts] + [rest])
    for part, room in extra:
        line = [Fraction(0)] * (k + 1)
        line[part], line[k] = Fraction(1), room
        table.append(line)
    rows = []
    for line in table:
        scale = math.lcm(*(v.denominator for v in line))
        rows.append([int(v * scale) for v in line])
    value, t = integer_simplex([c for c in (cost[j] * s for j, s in parts)], rows, k)
    if value != "optimal":
        return (value,)
    x = list(shift)
    for (j, s), v in zip(parts, t):
        x[j] += s * v
    return ("optimal", sum(c * v for c, v in zip(cost, x)), x)


def integer_simplex(cost, rows, k):
    """Minimise cost'x, rows x <= side, x >= 0, with a tableau of integers over one denominator (Edmonds) and Bland's rule."""
    m = len(rows)
    scale = math.lcm(*(c.denominator for c in cost), 1)
    objective = [int(c * scale) for c in cost] + [0] * m + [0]
    table, basis = [], []
    for i, line in enumerate(rows):
        table.append(line[:k] + [int(i == r) for r in range(m)] + [line[k]])
        basis.append(k + i)
    width = k + m
    lines = [objective]
    # Phase 1 with one artificial column: x0 leaves every side nonnegative.
    worst = min(range(m), key=lambda i: table[i][width], default=None)
    denominator = 1

    def pivot(r, q, lines):
        nonlocal denominator
        p = table[r][q]
        source = table[r]
        if p < 0:
            table[r] = source = [-v for v in source]
            p = -p
        for group in (table, lines):
            for i, line in enumerate(group):
                if line is source:
                    continue
                f = line[q]
                group[i] = [(p * v - f * s) // denominator for v, s in zip(line, source)] if f else \
                    [p * v // denominator for v in line]
        denominator = p
        basis[r] = q

    def optimise(lines, allowed):
        while True:
            goal = lines[0]
            q = next((j for j in allowed if goal[j] < 0), None)
            if q is None:
                return True
            best = None
            for i in range(m):
                a = table[i][q]
                if a > 0:
                    b = table[i][width]
                    if best is None or b * best[1] < best[0] * a or (b * best[1] == best[0] * a and basis[i] < basis[best[2]]):
                        best = (b, a, i)
            if best is None:
                return False
            pivot(best[2], q, lines)

    if worst is not None and table[worst][width] < 0:
        artificial = width
        for line in table:
            line.insert(width, -1)
        objective.insert(width, 0)
        width += 1
        lines = [[0] * artificial + [1, 0], objective]
        pivot(worst, artificial, lines)
        optimise(lines, range(width))
        if lines[0][width] != 0:
            return "infeasible", None
        if artificial in basis:
            r = basis.index(artificial)
            q = next((j for j in range(artificial) if table[r][j] != 0), None)
            if q is not None:
                pivot(r, q, lines)
        lines = [lines[1]]
        allowed = range(artificial)
    else:
        allowed = range(width)
    if not optimise(lines, allowed):
        return "unbounded", None
    t = [Fraction(0)] * k
    for i, b in enumerate(basis):
        if b < k:
            t[b] = Fraction(table[i][width], denominator)
    return "optimal", t


# --- Exact mixed-integer programs.

def exact(program, tolerance=Fraction(0)):
    """("infeasible",), ("unbounded",), ("optimal", z) in the program's sense, or ("undecided",)."""
    columns, rows, maximise = program
    sign = -1 if maximise else 1
    cost = [sign * Fraction(c) for c, *_ in columns]
    inequalities = []
    for low, high, entries in rows:
        a = {j: Fraction(v) for j, v in entries.items()}
        if high is not None:
            inequalities.append((a, Fraction(high) + tolerance * max(1, abs(Fraction(high)))))
        if low is not None:
            inequalities.append(({j: -v for j, v in a.items()}, tolerance * max(1, abs(Fraction(low))) - Fraction(low)))
    lower = [None if low is None else Fraction(low) for _, low, _, _ in columns]
    upper = [None if high is None else Fraction(high) for _, _, high, _ in columns]
    integers = [j for j, column in enumerate(columns) if column[3]]
    for j in integers:
        lower[j] = None if lower[j] is None else Fraction(math.ceil(lower[j]))
        upper[j] = None if upper[j] is None else Fraction(math.floor(upper[j]))
    result = branch_and_bound(cost, inequalities, lower, upper, integers)
    if result[0] == "unbounded" and integers:
        # With a point the program is as unbounded as its relaxation.
        inner = branch_and_bound([Fraction(0)] * len(cost), inequalities, lower, upper, integers)
        return ("unbounded",) if inner[0] == "optimal" else inner
    return ("optimal", sign * result[1]) if result[0] == "optimal" else result


def branch_and_bound(cost, inequalities, lower, upper, integers):
    best = None
    stack, nodes = [(lower, upper)], 0
    while stack:
        low, high = stack.pop()
        nodes += 1
        if nodes > NODES:
            return ("undecided",)
        result = exact_lp(cost, inequalities, low, high)
        if result[0] == "unbounded":
            return result
        if result[0] == "infeasible" or best is not None and result[1] >= best:
            continue
        fractional = [j for j in integers if result[2][j].denominator != 1]
        if not fractional:
            best = result[1]
            continue
        j = max(fractional, key=lambda j: min(result[2][j] % 1, 1 - result[2][j] % 1))
        floor = Fraction(math.floor(result[2][j]))
        down, up = list(high), list(low)
        down[j], up[j] = floor, floor + 1
        children = [(low, down), (up, high)]
        if result[2][j] % 1 < Fraction(1, 2):
            children.reverse()
        stack += children
    return ("infeasible",) if best is None else ("optimal", best)


# --- Judgement.

def judge(program, answer, gap):
    """A list of what is wrong with an answer, and whether the truth could not be found."""
    status, objective, bound = answer["status"], answer.get("objective"), answer.get("bound")
    if status == "unknown" and bound is None:
        return [], False
    sign = -1 if program[2] else 1
    truth = exact(program)
    if truth[0] == "undecided":
        return [], True
    wrong = []
    if status == "infeasible":
        if truth[0] != "infeasible":
            wrong.append(f"infeasible, but {truth[0]} {number_of(truth)}")
        return wrong, False
    if status == "unbounded":
        if truth[0] == "optimal":
            wrong.append(f"unbounded, but optimal {number_of(truth)}")
        elif truth[0] == "infeasible" and exact(program, FEASIBILITY)[0] != "unbounded":
            wrong.append("unbounded, but infeasible")
        return wrong, False
    if truth[0] == "unbounded":
        if status == "optimal" or bound is not None:
            wrong.append(f"{status} {objective} with bound {bound}, but unbounded")
        return wrong, False
    best = sign * truth[1] if truth[0] == "optimal" else None
    if bound is not None and best is not None:
        if sign * Fraction(bound) > best + ROUNDING * max(1, abs(best)):
            wrong.append(f"bound {bound} beyond the optimum {number_of(truth)}")
    if objective is not None:
        value = sign * Fraction(objective)
        room = ROUNDING * max(1, abs(value))
        if status == "optimal" and best is not None and value > best + Fraction(gap) * abs(value) + room:
            wrong.append(f"optimal {objective}, but {number_of(truth)} is")
        if best is None or value < best - room:
            relaxed = exact(program, FEASIBILITY)
            if relaxed[0] == "infeasible":
                wrong.append(f"{status} {objective}, but infeasible beyond the tolerance")
            elif relaxed[0] == "optimal" and value < sign * relaxed[1] - room:
                wrong.append(f"{status} {objective}, but no better than {number_of(relaxed)} even within the tolerance")
    return wrong, False


def number_of(result):
    return repr(float(result[1])) if len(result) > 1 else ""


def run_batch(task):
    binary, seed, start, size, gap, limit, keep = task
    counts, wrong = collections.Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        programs, paths = [], []
        for index in range(start, start + size):
            program = random_program(random.Random(f"{seed}/{index}"))
            path = os.path.join(folder, f"{index}.mps")
            with open(path, "w") as file:
                file.write(mps(program, f"{seed}/{index}"))
            programs.append(program)
            paths.append(path)
        done = subprocess.run([binary, "solve", *paths, "--json", "--gap", str(gap), "--time-limit", str(limit)], capture_output=True, text=True)
        lines = done.stdout.splitlines()
        if len(lines) != size:
            return counts, [(start + len(lines), [f"the command ended with {done.returncode}: {done.stderr[-400:]}"], mps(programs[len(lines)]), "")]
        for index, program, line in zip(range(start, start + size), programs, lines):
            answer = json.loads(line)
            counts[answer["status"] + (" " + answer["proof"] if answer.get("proof") else "")] += 1
            faults, is_undecided = judge(program, answer, gap)
            counts["(truth not found)"] += is_undecided
            if answer["status"] in ("unknown", "feasible") and keep:
                faults = faults or []
                with open(os.path.join(keep, f"open-{seed}-{index}.mps"), "w") as file:
                    file.write(mps(program))
            if faults:
                wrong.append((index, faults, mps(program), line))
    return counts, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("--count", type=int, default=100000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=250)
    parser.add_argument("--gap", type=float, default=1e-6)
    parser.add_argument("--time-limit", type=float, default=2, help="seconds a program; what is open then must say so")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", help="folder for wrong programs, and for those left open")
    parser.add_argument("--only", type=int, help="this program alone")
    options = parser.parse_args()
    if options.keep:
        os.makedirs(options.keep, exist_ok=True)
    starts = range(0, options.count, options.batch) if options.only is None else [options.only]
    tasks = [(options.binary, options.seed, start, 1 if options.only is not None else min(options.batch, options.count - start),
              options.gap, options.time_limit, options.keep) for start in starts]
    counts, failures = collections.Counter(), 0
    with multiprocessing.Pool(options.jobs) as pool:
        for part, wrong in pool.imap(run_batch, tasks):
            counts += part
            for index, faults, program, line in wrong:
                failures += 1
                print(f"WRONG seed {options.seed} program {index}: {'; '.join(faults)}\n{line}\n{program}", flush=True)
                if options.keep:
                    with open(os.path.join(options.keep, f"wrong-{options.seed}-{index}.mps"), "w") as file:
                        file.write(program)
    total = sum(v for k, v in counts.items() if not k.startswith("("))
    print(f"{total} programs, {failures} wrong: " + ", ".join(f"{v} {k}" for k, v in sorted(counts.items()) if v))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
