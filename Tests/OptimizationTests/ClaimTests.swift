import Testing

@testable import Optimization

/// The engine's claims, against the truth.
@Suite("Claims") struct ClaimTests {
  /// A row that an implied bound, loosened outwards, seemed to force: x = (0, 3, 1.000002) satisfies every row.
  @Test("a loosened bound forces no row") func loosenedBound() {
    var program = LinearProgram()
    program.addColumn(lower: 0, upper: 0)
    program.addColumn(lower: 0, upper: 1e6, isInteger: true)
    program.addColumn()
    program.addRow(lower: -.infinity, upper: 3_000_003, columns: [1], values: [1e6])
    program.addRow(lower: -.infinity, upper: 1_000_004, columns: [0, 2], values: [-1e6, 1e6])
    program.addRow(lower: 3_000_007, upper: .infinity, columns: [1, 2], values: [1e6, 7])
    let result = MIPSession(program).solve()
    #expect(result.status == .optimal)
    #expect(result.proof == .certified)
    #expect(result.objective == 0)
    #expect(result.point.map { PointCheck.checked($0, in: program) != nil } == true)
  }

  /// A column of small weight keeps its room in a row of large sides.
  @Test("a row that leaves room forces no column") func roomInLargeRow() {
    var program = LinearProgram()
    program.addColumn(lower: 0, upper: 3, isInteger: true)
    program.addColumn(lower: 0, upper: 10, cost: 1)
    program.addColumn(lower: 0, upper: 1, cost: -0.5)
    program.addRow(lower: 3e6, upper: .infinity, columns: [0, 1], values: [1e6, 1e-6])
    program.addRow(lower: -.infinity, upper: 5, columns: [1, 2], values: [1, 1])
    let result = MIPSession(program).solve()
    #expect(result.status == .optimal)
    #expect(abs((result.objective ?? 0) + 0.5) < 1e-6)
  }

  /// A side of 12 million of which 39 is left, divided by 4e-6: its last digits are hundreds of units of the column.
  /// x = (1750007, 3, 1, 0, -3, 4) satisfies every row as the decimals are written.
  @Test("a side left by a cancellation is not rounded away") func cancelledSide() {
    var program = LinearProgram()
    let infinity = Double.infinity
    for (lower, upper, cost) in [
      (-infinity, infinity, -22.3), (3, 3, 6), (0, 1, -0.000005), (0, 1, 7_000_000), (-3, -3, 7.33),
      (-7, 4, 0),
    ] {
      program.addColumn(lower: lower, upper: upper, cost: cost, isInteger: true)
    }
    program.addRow(
      lower: -infinity, upper: -11_999_960.999972, columns: [0, 1, 2, 3, 4, 5],
      values: [0.000004, -4_000_000, -7, 6.05, -5, 6])
    program.addRow(lower: -24.59998, upper: -24.59998, columns: [1, 4, 5], values: [-15.2, -7, 0.000005])
    let result = MIPSession(program).solve()
    #expect(result.bound <= -39_025_160.090005)
    #expect(result.status != .infeasible)
  }

  /// x = (0, 1, 6e12 + 8, 1) reaches 14; a price of 1e-13, which the simplex takes for zero, decides over a column that
  /// reaches 6e12.
  @Test("a price below the tolerance counts where a column reaches far") func farReach() {
    var program = LinearProgram(sense: .maximize)
    program.addColumn(lower: 0, upper: 4, cost: -1, isInteger: true)
    program.addColumn(lower: 0, upper: 1, cost: 5, isInteger: true)
    program.addColumn(lower: -.infinity, isInteger: true)
    program.addColumn(lower: 0, upper: 1, cost: 9, isInteger: true)
    let infinity = Double.infinity
    func row(_ lower: Double, _ upper: Double, _ values: [Double]) {
      program.addRow(lower: lower, upper: upper, columns: [0, 1, 2, 3], values: values)
    }
    row(-infinity, -24_000_006.999991, [0.000003, -1, -4_000_001, 0.000005])
    row(98.3000983, infinity, [6, 4, 10.9, -0.000004])
    row(-infinity, -2_800_000.7999991, [0.0000003, -0.1, -400_000.1, 0.0000005])
    row(-0.000004, -0.000004, [0, 0.000004, -0.000001, 6_000_000])
    row(-infinity, -32.2, [7, -4.2, -7, -4_000_000])
    var options = MIPOptions()
    options.nodeLimit = 2000
    let result = MIPSession(program).solve(options)
    #expect(result.bound >= 14)
    #expect(result.status != .infeasible)
  }

  /// x = (2, -2, 7) is worth -98.93. Multipliers of 4e12 leave their own rounding, 4e-3, on a column without a lower
  /// bound, and the sides' last digits are worth as much.
  @Test("rounding beside large multipliers counts as far as a column reaches") func roundingOfMultipliers() {
    var program = LinearProgram(sense: .maximize)
    program.addColumn(lower: 0.7, upper: 6.35, cost: -10.1)
    program.addColumn(lower: -.infinity, upper: -1, cost: 66)
    program.addColumn(lower: -.infinity, cost: 7.61)
    func row(_ lower: Double, _ values: [Double]) {
      program.addRow(lower: lower, upper: .infinity, columns: [0, 1, 2], values: values)
    }
    row(9_999_985.999988, [0.000001, -4_999_993, -0.000002])
    row(-6.939996, [0.000002, 3.47, 0])
    row(-2_000_004, [-2, 1_000_000, 0])
    let result = MIPSession(program).solve()
    #expect(result.bound >= -98.93)
    #expect(result.status != .infeasible)
  }

  /// x = (5, 0, 27699995, 0) keeps every row; x0 = 5 leaves 55.39999 of a side of 15 million, whose last digits are
  /// hundredths of a step of x2.
  @Test("the tree knows how far a presolved side may be off") func errorOfShiftedSide() {
    var program = LinearProgram()
    program.addColumn(lower: 0, upper: 5, isInteger: true)
    program.addColumn(lower: 0, upper: 100_000, cost: 0.000008, isInteger: true)
    program.addColumn(lower: -.infinity, cost: -34.5, isInteger: true)
    program.addColumn(lower: 0, upper: 2.45, cost: -3_000_000)
    program.addRow(lower: -.infinity, upper: -20.5, columns: [0, 1], values: [-4.1, -7_000_000])
    program.addRow(
      lower: -15_000_060.39999, upper: .infinity, columns: [0, 1, 2, 3],
      values: [-3_000_001, -23.7, -0.000002, -27.7])
    program.addRow(lower: -144, upper: -143, columns: [0, 1], values: [-28.6, 7_000_001])
    let result = MIPSession(program).solve()
    #expect(result.bound <= -955_649_827.5 * (1 - 2e-9))
    #expect(result.status != .infeasible)
  }

  /// x2 = -28 and x2 >= 5e12 x0 with x0 >= 0 hold together only within the tolerance.
  @Test("what rests on the tolerance is not certified") func toleratedPoint() {
    var program = LinearProgram()
    program.addColumn(cost: 1)
    program.addColumn(lower: -100, upper: 100, cost: 1)
    program.addRow(lower: -.infinity, upper: -28, columns: [1], values: [1])
    program.addRow(lower: -2.8e-8, upper: .infinity, columns: [0, 1], values: [-5e3, 1e-9])
    program.addRow(lower: 1e-8, upper: .infinity, columns: [0], values: [1])
    let result = MIPSession(program).solve()
    #expect(result.proof != .certified || result.status == .infeasible)
  }

  /// 2 x0 + 0.5 x1 = 0 leaves nothing of the one that 5 x0 + 7e9 x1 must reach, but for the tolerance.
  @Test("nor is a ray from such a point") func rayFromToleratedPoint() {
    var program = LinearProgram()
    program.addColumn(lower: 0, upper: 1e9, cost: 1e-9)
    program.addColumn(lower: 0, upper: 1.0005, cost: 5)
    program.addColumn(lower: -.infinity, cost: 1)
    program.addRow(lower: 1, upper: 8, columns: [0, 1], values: [5, 7e9])
    program.addRow(lower: 0, upper: 0, columns: [0, 1], values: [2, 0.5])
    let result = MIPSession(program).solve()
    #expect(result.status == .infeasible || result.proof != .certified)
  }

  /// Reduced costs of 7e-6 times 1e-6 are below the tolerance of the simplex method, and yet there is no bound.
  @Test("small reduced costs count") func smallReducedCosts() {
    var program = LinearProgram(sense: .maximize)
    let infinity = Double.infinity
    program.addColumn()
    program.addColumn(cost: 7)
    program.addColumn(upper: 1, cost: 14)
    program.addColumn()
    let columns: [Int32] = [0, 1, 2, 3]
    let row = [5_999_999, 7_000_000, 14_000_000, -0.000006]
    program.addRow(lower: -infinity, upper: 21_000_021, columns: columns, values: row)
    program.addRow(lower: -infinity, upper: 21, columns: columns, values: row.map { -$0 })
    program.addRow(lower: 3.999996, upper: infinity, columns: [1, 2, 3], values: [-1, -2, 5])
    program.addRow(lower: 9, upper: infinity, columns: [1, 2, 3], values: [-61, -122, 0.67])
    program.addRow(lower: -infinity, upper: -6.9999993, columns: [1, 2], values: [-6_000_000, -12_000_000])
    let result = MIPSession(program).solve()
    #expect(result.status == .unbounded)
    #expect(result.proof == .certified)
  }

  /// A reduced cost of 3e8 of which nothing is left beside the rows: rounded to one number it makes 2e-8 of bound.
  @Test("a bound keeps the last digits of reduced costs") func digitsOfReducedCosts() {
    var program = LinearProgram()
    program.addColumn(lower: -.infinity, cost: 4e-6)
    program.addColumn(lower: 0, upper: 1, cost: 2)
    program.addColumn(lower: -2, upper: 1)
    program.addRow(lower: -.infinity, upper: 131.9, columns: [0, 1, 2], values: [43.3, -1.9, 2])
    program.addRow(lower: 7_000_010, upper: .infinity, columns: [0, 2], values: [1, 7_000_007])
    let duals = [-1.0526315789473684, 45.57895136842105]
    #expect(abs(Certificates.dualBound(rowDuals: duals, in: program) - 1.2e-5) < 1e-12)
    let result = MIPSession(program).solve()
    #expect(result.bound <= 1.2e-5 + 1e-12)
  }

  @Test("small programs, against integer arithmetic", arguments: [1, 2, 3, 4]) func random(part: UInt64) {
    let gap = 1e-6
    var options = MIPOptions()
    options.relativeGap = gap
    var (certified, open) = (0, 0)
    for seed in (part * 10_000)..<(part * 10_000 + 100) {
      let exact = ExactProgram(seed: seed)
      let result = MIPSession(exact.program).solve(options)
      let truth = exact.optimum(allowance: 0)
      if result.proof == .certified { certified += 1 }
      switch result.status {
      case .infeasible: #expect(truth == nil, "seed \(seed): infeasible, but \(truth ?? 0)")
      case .optimal:
        let objective = result.objective ?? .nan
        let rounding = 2e-9 * max(1, abs(objective))
        if let truth {
          #expect(objective <= truth + gap * abs(objective) + rounding, "seed \(seed): \(truth) is better")
          #expect(result.bound <= truth + rounding, "seed \(seed): bound \(result.bound) is beyond \(truth)")
        }
        // Values better than the optimum use the tolerance of the rows, and no more.
        if objective < (truth ?? .infinity) - rounding {
          let least = exact.optimum(allowance: 1) ?? .infinity
          #expect(objective >= least - rounding, "seed \(seed): \(objective) is out of reach")
        }
      case .unknown, .feasible:
        open += 1
        if let truth {
          #expect(result.bound <= truth + 2e-9 * max(1, abs(truth)), "seed \(seed): \(result.bound)")
        }
      default: Issue.record("seed \(seed): \(result.status)")
      }
    }
    #expect(certified > 90)
    #expect(open < 5)
  }

  @Test("infeasible for want of an integer point is proven by cases") func emptinessByCases() {
    var program = LinearProgram()
    for _ in 0..<3 { program.addColumn(lower: 0, upper: 5, isInteger: true) }
    program.addColumn(lower: 0, upper: 0.05)
    program.addRow(lower: 7.6, upper: 8.8, columns: [0, 1, 2, 3], values: [1.5, 1.5, 1.5, 1])
    let result = MIPSession(program).solve()
    #expect(result.status == .infeasible)
    #expect(result.proof == .certified)
    #expect(result.point == nil)
  }

  @Test("without work for the proof the answer is unknown") func noWorkForProof() {
    var program = LinearProgram()
    for _ in 0..<3 { program.addColumn(lower: 0, upper: 5, isInteger: true) }
    program.addColumn(lower: 0, upper: 0.05)
    program.addRow(lower: 7.6, upper: 8.8, columns: [0, 1, 2, 3], values: [1.5, 1.5, 1.5, 1])
    var options = MIPOptions()
    options.pivotLimit = 0
    #expect(MIPSession(program).solve(options).status == .unknown)
  }

  /// The row rises by 1e-8 along the only ray: x ends at 1e8.
  @Test("a nearly flat row still bounds") func flatRow() {
    var program = LinearProgram(sense: .maximize)
    program.addColumn(cost: 1)
    program.addColumn(upper: 1)
    program.addRow(lower: -.infinity, upper: 1, columns: [0, 1], values: [1e-8, 1])
    #expect(!Certificates.provesUnboundedness([1, 0], in: program))
    let result = MIPSession(program).solve()
    #expect(result.status == .optimal)
    #expect(result.objective.map { abs($0 - 1e8) < 1 } == true)
  }

  @Test("unbounded needs a point") func unboundedNeedsPoint() {
    var program = LinearProgram(sense: .maximize)
    program.addColumn(cost: 1, isInteger: true)
    program.addColumn(lower: 0, upper: 1, isInteger: true)
    program.addRow(lower: 0.4, upper: 0.6, columns: [1], values: [1])
    #expect(MIPSession(program).solve().status == .infeasible)
    program.setRowBounds(0, lower: 0.4, upper: 1.6)
    let result = MIPSession(program).solve()
    #expect(result.status == .unbounded)
    #expect(result.proof == .certified)
  }
}

/// The checker of proofs by cases.
@Suite("Proofs by cases") struct ProofCheckerTests {
  /// Two integer columns with `x + y = 1.5`.
  private var halves: LinearProgram {
    var program = LinearProgram()
    for _ in 0..<2 { program.addColumn(lower: 0, upper: 2, cost: 1, isInteger: true) }
    program.addColumn(lower: 0, upper: 0.5)
    program.addRow(lower: 1.5, upper: 1.5, columns: [0, 1], values: [1, 1])
    return program
  }

  @Test("a case is closed only by multipliers that hold there") func wrongMultipliers() {
    var checker = ProofChecker(halves)
    let closings = [[1], [-1], []].map { checker.closeEmpty($0) }
    #expect(closings == [false, false, false])
    let isBounded = checker.closeBounded([1], atLeast: 2.5)
    #expect(!isBounded)
    #expect(!checker.isComplete)
  }

  @Test("every range must be closed") func everyRange() {
    var checker = ProofChecker(halves)
    var steps = [
      checker.split(0, at: 0, startsAbove: false), checker.split(1, at: 1, startsAbove: true),
      // x = 0 and y >= 2: too much; then y <= 1: too little.
      checker.closeEmpty([-1]), checker.closeEmpty([1]),
    ]
    #expect(steps == [true, true, true, true])
    #expect(!checker.isComplete)
    // x >= 1: not empty by the row alone, as y is split no longer.
    steps = [checker.closeEmpty([1]), checker.closeEmpty([-1])]
    #expect(steps == [false, false])
    // The objective of integral points is whole: 1.5 is raised to 2.
    steps = [checker.closeBounded([1], atLeast: 2)]
    #expect(steps == [true])
    #expect(checker.isComplete)
    #expect(checker.bound == 2)
  }

  @Test("only integers are split, at integers") func onlyIntegers() {
    var checker = ProofChecker(halves)
    let steps = [
      checker.split(2, at: 0, startsAbove: false), checker.split(3, at: 0, startsAbove: false),
      checker.split(0, at: 0.5, startsAbove: false),
    ]
    #expect(steps == [false, false, false])
  }
}

/// Times that no clock counts to.
@Suite("Deadlines") struct DeadlineTests {
  @Test("any number of seconds makes one", arguments: [1e21, .infinity, .greatestFiniteMagnitude])
  func farAway(seconds: Double) {
    let deadline = Deadline(after: seconds)
    #expect(!deadline.hasPassed)
    #expect(deadline.remainingSeconds > 1e8)
  }

  @Test("none, nothing and less have passed", arguments: [0, -1, -1e21, .nan]) func passed(seconds: Double) {
    #expect(Deadline(after: seconds).hasPassed)
  }

  @Test("a program is solved under a limit of 1e21 s") func hugeLimit() {
    var program = LinearProgram()
    program.addColumn(lower: 0, upper: 3, cost: 1, isInteger: true)
    program.addRow(lower: 1.5, upper: .infinity, columns: [0], values: [1])
    var options = MIPOptions()
    options.timeLimitSeconds = 1e21
    #expect(MIPSession(program).solve(options).objective == 2)
  }
}
