import Planning

/// Writes a frontier: one row per point for tables and streams, the whole as JSON or for people to read.
public struct FrontierReport {
  private let axis: FrontierCurve.Axis
  private let objective: Objective
  private let pools: [String]
  /// The budget, where the curve of least cost passes it by; nil: every point is inside it.
  private let cap: Double?

  /// A report on the frontier of a scenario.
  public init(of scenario: Scenario) {
    axis = FrontierCurve.axis(of: scenario)
    cap = FrontierCurve.cap(of: scenario)
    objective = scenario.objective
    pools = scenario.pools.map(\.name)
  }

  /// The limit that varies along the frontier, as keys and columns name it.
  private var limitKey: String { axis == .budget ? "budget" : "demand" }
  private var limitUnit: String { axis == .budget ? "$/h" : "req/s" }

  // MARK: CSV

  /// Whether a point's bill is inside the budget; nil: it has none, or there is no budget that it could be above.
  private func isInsideBudget(_ point: FrontierCurve.Point) -> Bool? {
    cap.flatMap { cap in point.costPerHour.map { !FrontierCurve.isBeyond(cap, $0) } }
  }

  /// The header of the CSV: the limit, the plan's figures, one column per pool with the GPUs rented, and
  /// whether the plan is inside the budget where it need not be.
  public var csvHeader: String {
    PlanCSV.row(
      [limitKey, "requests_per_second", "cost_per_hour", "cost_per_million_tokens", "gap"]
        + pools.map { "gpus.\($0)" } + (cap == nil ? [] : ["within_budget"])) + "\n"
  }

  /// One point as a row; the figures are empty where there is no plan.
  public func csv(_ point: FrontierCurve.Point) -> String {
    func field(_ number: Double?) -> String { number.map(PlanCSV.number) ?? "" }
    let counts = pools.map { point.value == nil ? "" : "\(count($0, point))" }
    return PlanCSV.row(
      [
        PlanCSV.number(point.limit), field(point.requestsPerSecond), field(point.costPerHour),
        field(point.costPerMillionTokens), point.value == nil ? "" : PlanCSV.number(point.gap),
      ] + counts + (cap == nil ? [] : [isInsideBudget(point).map { "\($0)" } ?? ""])) + "\n"
  }

  private func count(_ pool: String, _ point: FrontierCurve.Point) -> Int {
    point.gpus.first { $0.pool == pool }?.count ?? 0
  }

  // MARK: JSON

  /// The frontier as one JSON object; `isComplete` unless time ran out before all of it was proven.
  public func json(_ points: [FrontierCurve.Point], isComplete: Bool = true) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("axis", .text(limitKey)), ("unit", .text(limitUnit)), ("objective", .text(objective.rawValue)),
      ("complete", .flag(isComplete)), ("points", .array(points.map(value))),
      ("breakpoints", .array(breakpoints(points).map(value))),
    ]
    if let cap { members.append(("budget", .number(cap))) }
    return .object(members)
  }

  private func value(_ point: FrontierCurve.Point) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      (limitKey, .number(point.limit)),
      ("status", .text(point.value == nil ? point.status.rawValue : "feasible")),
      ("requests_per_second", .optional(point.requestsPerSecond)),
      ("cost_per_hour", .optional(point.costPerHour)),
      ("cost_per_million_tokens", .optional(point.costPerMillionTokens)),
      ("gap", point.value == nil ? .null : .number(point.gap)),
      ("gpus", .object(point.gpus.map { ($0.pool, .integer($0.count)) })),
    ]
    if cap != nil { members.append(("within_budget", isInsideBudget(point).map { .flag($0) } ?? .null)) }
    return .object(members)
  }

  private func value(_ change: FrontierCurve.Breakpoint) -> JSONValue {
    .object([
      ("after", .number(change.from)), ("from", .number(change.to)),
      ("joining", .array(change.joining.map { .text($0) })),
      ("leaving", .array(change.leaving.map { .text($0) })),
      ("text", .text(sentence(change))),
    ])
  }

  // MARK: Text

  /// One row per point.
  public func table(_ points: [FrontierCurve.Point]) -> ReportTable {
    ReportTable(
      [
        .init(limitKey, "\(limitKey) \(limitUnit)"), .init("requests_per_second", "req/s"),
        .init("cost_per_hour", "$/h"), .init("cost_per_million_tokens", "$/Mtok"), .init("gap", "gap %"),
        .init("gpus", "GPUs", isNumeric: false),
      ],
      points.map { point in
        let isPlan = point.value != nil
        return [
          .number(point.limit, decimals: 2), .number(point.requestsPerSecond, decimals: 2),
          .number(point.costPerHour, decimals: 2), .number(point.costPerMillionTokens, decimals: 4),
          .number(isPlan ? point.gap * 100 : nil, decimals: 2), .text(isPlan ? gpus(point) : point.verdict),
        ]
      })
  }

  /// The header of the table for people, and its columns' widths.
  public var textHeader: String {
    textRow([limitKey + " " + limitUnit, "req/s", "$/h", "$/Mtok", "gap %", "GPUs"]) + "\n"
  }

  /// One point as a line of that table.
  public func text(_ point: FrontierCurve.Point) -> String {
    let limit = PlanText.fixed(point.limit, 2)
    guard let rate = point.requestsPerSecond, let cost = point.costPerHour,
      let tokens = point.costPerMillionTokens
    else { return textRow([limit, "-", "-", "-", "-", point.verdict]) + "\n" }
    return textRow([
      limit, PlanText.fixed(rate, 2), PlanText.fixed(cost, 2), PlanText.fixed(tokens, 4),
      PlanText.fixed(point.gap * 100, 2), gpus(point),
    ]) + "\n"
  }

  /// The GPUs of a point, with a remark where they cost more than the budget.
  private func gpus(_ point: FrontierCurve.Point) -> String {
    point.gpus.map { "\($0.count) \($0.pool)" }.joined(separator: ", ")
      + (isInsideBudget(point) == false ? "  above the budget" : "")
  }

  private func textRow(_ cells: [String]) -> String {
    // Rows are printed as they come, so widths are fixed ahead: room for 99999.99.
    let widths = [14, 9, 9, 9, 6]
    let figures = zip(cells, widths).map { cell, width in
      String(repeating: " ", count: max(0, width - cell.count)) + cell
    }
    return (figures + cells.dropFirst(widths.count)).joined(separator: "  ")
  }

  /// The breakpoints as sentences, one per line: `from 23.10 $/h on H100 enters`; then the limit from which
  /// on the least cost is above the budget.
  public func sentences(_ points: [FrontierCurve.Point]) -> [String] {
    var sentences = breakpoints(points).map(sentence)
    if let cap, let first = points.first(where: { isInsideBudget($0) == false }) {
      sentences.append(
        "from \(PlanText.fixed(first.limit, 2)) \(limitUnit) on the least cost is above the budget of "
          + "\(PlanText.fixed(cap, 2)) $/h: there is no plan")
    }
    return sentences
  }

  private func breakpoints(_ points: [FrontierCurve.Point]) -> [FrontierCurve.Breakpoint] {
    FrontierCurve.Breakpoint.all(in: points.filter { $0.value != nil })
  }

  private func sentence(_ change: FrontierCurve.Breakpoint) -> String {
    func part(_ names: [String], _ one: String, _ several: String) -> String? {
      names.isEmpty ? nil : names.joined(separator: ", ") + " " + (names.count == 1 ? one : several)
    }
    let parts = [
      part(change.joining, "enters", "enter"), part(change.leaving, "leaves", "leave"),
    ].compactMap { $0 }
    return "from \(PlanText.fixed(change.to, 2)) \(limitUnit) on \(parts.joined(separator: "; "))"
  }
}

extension FrontierCurve.Point {
  /// The word shown in place of a plan.
  fileprivate var verdict: String { status == .unknown ? "unknown" : "no plan" }
}
