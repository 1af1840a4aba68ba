/// The linear relaxation over counts and level, with a row for everything that may be branched on.
///
///     min   Σ_g c[g] y[g] - levelWeight z
///     s.t.  use of each resource, count of each family, use of each resource by each family: bounds of the node
///           Σ_g cost[g] y[g] <= budget,   z <= Σ_g gain[k,g] y[g] for the cuts taken in
///
/// Where lots are bought, they count in objective and budget, and one more row for each resource that they add to holds its
/// use within its own units and those bought.
///
/// Entities are the rows that count something whole, then the groups and the lots. Objective, level and budget are in the units of
/// `CoverUnits`, so that all three are of the order of one whatever prices and rates are.
final class RobustRelaxation {
  let program: CoveringProgram
  let units: CoverUnits
  let solver: SimplexSolver
  /// Number of rows that are entities.
  let rowEntities: Int
  let entityCount: Int
  /// Bounds of entities before any branching; reduced costs tighten them.
  private(set) var rootLower: [Double]
  private(set) var rootUpper: [Double]
  /// Cuts that have a row, by place in the pool.
  private(set) var cutRow: [Int: Int] = [:]

  /// Cut of each row behind the fixed ones.
  private var cutOfRow: [Int] = []
  private let levelColumn: Int
  /// Resources that are bought; their rows of stock follow that of the budget.
  private let bought: [Int]
  private var changed: [Int] = []
  /// Groups with their coefficient in each entity row.
  private let rowEntries: [(columns: [Int32], values: [Double])]

  init(_ program: CoveringProgram) {
    self.program = program
    let units = CoverUnits(program, bounds: CoverBounds(program))
    self.units = units
    var linear = LinearProgram(name: "robust", sense: .minimize)
    let groups = program.groupCount
    var lower = [Double](repeating: 0, count: groups)
    var upper = (0..<groups).map { Double(program.capacity(ofGroup: $0)) }
    for group in 0..<groups {
      let cost = program.costWeight * program.cost(ofGroup: group) + program.countCharge
      linear.addColumn(upper: upper[group], cost: cost / units.objective)
    }
    let lots = program.lots.indices.map { Int32(groups + $0) }
    for lot in program.lots {
      lower.append(0)
      upper.append(Double(lot.available))
      linear.addColumn(upper: Double(lot.available), cost: program.costWeight * lot.price / units.objective)
    }
    // As far below the least level as the exact test goes; a level that is fixed stays fixed, not in a range of round-off.
    let least = program.levelLower * (1 - CoveringTolerance.level)
    let isFixed = program.levelUpper <= program.levelLower
    levelColumn = linear.addColumn(
      lower: least / units.level, upper: (isFixed ? least : program.levelUpper) / units.level,
      cost: -program.levelWeight * units.level / units.objective)
    var rows: [(columns: [Int32], values: [Double])] = []
    let uses = ResourceUses(program)
    var rowLower: [Double] = []
    var rowUpper: [Double] = []
    for resource in 0..<program.resourceCount {
      rows.append(uses.ofAll[resource])
      rowLower.append(Double(program.leastUse[resource]))
      // One more of what is bought: the limits of lots imply this one, and are to bind.
      let most = Double(program.stock(of: resource))
      rowUpper.append(program.isBought(resource) ? most + 1 : most)
    }
    let mostGroups = Double(program.mostGroups)
    for family in 0..<program.familyCount {
      let members = uses.members[family]
      rows.append((members, members.map { _ in 1 }))
      rowLower.append(Double(program.leastCount[family]))
      rowUpper.append(mostGroups)
      guard program.familyCount > 1 else { continue }
      for resource in 0..<program.resourceCount {
        rows.append(uses.ofFamily[family * program.resourceCount + resource])
        rowLower.append(0)
        rowUpper.append(Double(program.stock(of: resource)))
      }
    }
    for (index, row) in rows.enumerated() {
      linear.addRow(
        lower: rowLower[index], upper: rowUpper[index], columns: row.columns, values: row.values)
    }
    if program.budget.isFinite {
      let budgetUnit = Self.budgetUnit(units)
      let costs = (0..<groups).map { program.cost(ofGroup: $0) }
      let priced = costs.indices.filter { costs[$0] > 0 }
      linear.addRow(
        lower: -.infinity, upper: program.budget * (1 + CoveringTolerance.budget) / budgetUnit,
        columns: priced.map { Int32($0) } + lots,
        values: priced.map { costs[$0] / budgetUnit } + program.lots.map { $0.price / budgetUnit })
    }
    bought = program.lots.isEmpty ? [] : (0..<program.resourceCount).filter { program.isBought($0) }
    for resource in bought {
      let own = uses.ofAll[resource]
      linear.addRow(
        lower: -.infinity, upper: Double(program.available[resource]), columns: own.columns + lots,
        values: own.values + program.lots.map { -Double($0.units[resource]) })
    }
    lower = rowLower + lower
    upper = rowUpper + upper
    rootLower = lower
    rootUpper = upper
    rowEntries = rows
    rowEntities = rows.count
    entityCount = rows.count + groups + lots.count
    solver = SimplexSolver(linear)
  }

  /// Unit of the budget's row, in $/h.
  private static func budgetUnit(_ units: CoverUnits) -> Double { units.budget > 0 ? units.budget : 1 }

  /// Worth of a unit of each resource more, in the program's own objective; not negative.
  func resourceValues() -> [Double] {
    let duals = solver.rowDuals()
    var values = (0..<program.resourceCount).map { max(0, -duals[$0]) * units.objective }
    for (index, resource) in bought.enumerated() {
      values[resource] += max(0, -duals[fixedRows - bought.count + index]) * units.objective
    }
    return values
  }

  /// The same of a unit of budget; 0 without one.
  func budgetValue() -> Double {
    budgetRow.map { max(0, -solver.rowDuals()[$0]) * units.objective / Self.budgetUnit(units) } ?? 0
  }

  /// The same of one time more that each lot can be bought.
  func lotValues() -> [Double] {
    program.lots.isEmpty
      ? []
      : solver.reducedCosts()[program.groupCount..<program.groupCount + program.lots.count].map {
        max(0, -$0) * units.objective
      }
  }

  /// Row of the budget; nil without one.
  var budgetRow: Int? { program.budget.isFinite ? rowEntities : nil }

  /// Number of rows of cuts.
  var cutCount: Int { cutOfRow.count }

  /// Takes a cut of the pool in; nothing if it has a row.
  func add(_ place: Int, gains: [Double]) {
    guard cutRow[place] == nil else { return }
    cutOfRow.append(place)
    let members = gains.indices.filter { gains[$0] > 0 }
    cutRow[place] = solver.appendRow(
      columns: members.map { Int32($0) } + [Int32(levelColumn)],
      values: members.map { gains[$0] / units.level } + [-1], lower: 0, upper: .infinity)
  }

  // MARK: Bounds

  /// Replaces all differences from the root's bounds by these.
  func setBounds(_ changes: [BoundChange]) {
    for entity in changed { push(entity, rootLower[entity], rootUpper[entity]) }
    changed.removeAll(keepingCapacity: true)
    for change in changes { setBounds(change) }
  }

  /// Changes one entity's bounds on top of the others.
  func setBounds(_ change: BoundChange) {
    push(Int(change.entity), change.lower, change.upper)
    changed.append(Int(change.entity))
  }

  /// Tightens an entity's bounds for good.
  func tightenRoot(_ entity: Int, lower: Double, upper: Double) {
    rootLower[entity] = lower
    rootUpper[entity] = upper
    push(entity, lower, upper)
  }

  private func push(_ entity: Int, _ lower: Double, _ upper: Double) {
    if entity < rowEntities {
      solver.setRowBounds(entity, lower: lower, upper: upper)
    } else {
      solver.setColumnBounds(entity - rowEntities, lower: lower, upper: upper)
    }
  }

  // MARK: Solution

  /// Counts and level of the present point.
  func point() -> (counts: [Double], level: Double) {
    let values = solver.columnValues()
    return (Array(values[0..<program.groupCount]), values[levelColumn] * units.level)
  }

  /// How many of each lot the present point buys.
  func lots() -> [Double] {
    program.lots.isEmpty
      ? [] : Array(solver.columnValues()[program.groupCount..<program.groupCount + program.lots.count])
  }

  /// First entity of a lot.
  var firstLot: Int { rowEntities + program.groupCount }

  /// Value of each entity at given counts, of the lots as far as it is given.
  func activities(_ counts: [Double], lots: [Double] = []) -> [Double] {
    var all: [Double] = []
    all.reserveCapacity(entityCount)
    for row in rowEntries {
      var sum = 0.0
      for (column, value) in zip(row.columns, row.values) { sum += value * counts[Int(column)] }
      all.append(sum)
    }
    return all + counts + lots
  }

  // MARK: Bases

  /// Rows that are no cuts.
  private var fixedRows: Int { rowEntities + (budgetRow == nil ? 0 : 1) + bought.count }

  /// The present basis.
  func basis() -> RobustBasis {
    let whole = solver.basis()
    var tight: [(place: Int, status: BasisStatus)] = []
    for (index, place) in cutOfRow.enumerated() where whole.rows[fixedRows + index] != .basic {
      tight.append((place, whole.rows[fixedRows + index]))
    }
    return RobustBasis(columns: whole.columns, rows: Array(whole.rows[0..<fixedRows]), tight: tight)
  }

  /// Loads a stored basis; its tight cuts are taken in again, other cuts are basic.
  func load(_ basis: RobustBasis, _ pool: StressCutPool) {
    for (place, _) in basis.tight { add(place, gains: pool.lines[place].gains) }
    var rows = basis.rows + [BasisStatus](repeating: .basic, count: cutOfRow.count)
    for (place, status) in basis.tight {
      if let row = cutRow[place] { rows[row] = status }
    }
    solver.load(SimplexBasis(columns: basis.columns, rows: rows))
  }

  /// Drops the rows of cuts that are slack.
  func dropSlackCuts() {
    let statuses = solver.basis().rows
    let slack = cutOfRow.indices.filter { statuses[fixedRows + $0] == .basic }
    guard !slack.isEmpty else { return }
    solver.removeRows(slack.map { fixedRows + $0 })
    let isSlack = Set(slack)
    cutOfRow = cutOfRow.indices.filter { !isSlack.contains($0) }.map { cutOfRow[$0] }
    cutRow = [:]
    for (index, place) in cutOfRow.enumerated() { cutRow[place] = fixedRows + index }
  }
}

/// A basis of the relaxation that outlives rows of cuts.
struct RobustBasis {
  var columns: [BasisStatus]
  /// Statuses of the rows that are no cuts.
  var rows: [BasisStatus]
  /// Cuts that are not basic, by place in the pool.
  var tight: [(place: Int, status: BasisStatus)]
}

/// The groups that use each resource, with how much: of all families, and of each.
private struct ResourceUses {
  typealias Row = (columns: [Int32], values: [Double])

  /// By resource.
  private(set) var ofAll: [Row]
  /// By family and resource, the resources of a family beside each other; empty with one family.
  private(set) var ofFamily: [Row]
  /// The groups of each family.
  private(set) var members: [[Int32]]

  /// Looks at every group once. O(groups x resources).
  init(_ program: CoveringProgram) {
    let resources = program.resourceCount
    ofAll = Array(repeating: ([], []), count: resources)
    ofFamily = Array(
      repeating: ([], []), count: program.familyCount > 1 ? program.familyCount * resources : 0)
    members = Array(repeating: [], count: program.familyCount)
    for group in 0..<program.groupCount {
      let family = Int(program.groupFamily[group])
      members[family].append(Int32(group))
      for resource in 0..<resources where program.use[group * resources + resource] > 0 {
        let amount = Double(program.use[group * resources + resource])
        ofAll[resource].columns.append(Int32(group))
        ofAll[resource].values.append(amount)
        guard program.familyCount > 1 else { continue }
        ofFamily[family * resources + resource].columns.append(Int32(group))
        ofFamily[family * resources + resource].values.append(amount)
      }
    }
  }
}
