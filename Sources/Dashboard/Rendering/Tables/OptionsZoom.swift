import Planning

/// Plans beside the one shown: with other GPUs, found in simpler ways, or with one figure changed.
struct OptionsZoom {
  /// Columns that the figures of an options row take beside its name.
  private static let figures = 26
  private static let names = 14...36
  /// Columns of the bill, which yields first.
  private static let bill = 8

  /// The plan shown, and its question.
  let plan: Plan
  let scenario: Scenario
  /// What is known of other plans.
  let others: OtherPlans
  /// The alternatives to the plan; nil: not known yet.
  let runnersUp: [Plan]?
  /// Plans kept to compare with.
  let pins: [Pin]
  /// What is said where an answer is missing.
  let unanswered: String
  /// The key that pins a plan.
  let pinKey: String
  /// Shortens a model's name.
  let shortName: (String) -> String
  /// Columns of the screen.
  let width: Int

  init(_ state: DashboardState, _ plan: Plan) {
    self.plan = plan
    scenario = state.scenario
    others = state.others
    runnersUp = state.runnersUp
    pins = state.pins
    unanswered = state.unanswered
    pinKey = state.keys.hint("pin")
    shortName = state.shortModelName
    width = state.tableWidth
  }

  var table: DataTable {
    // Where the bill has no room, the name gets it.
    let isNarrow = width < Self.names.lowerBound + Self.figures
    let rest = width - Self.figures + (isNarrow ? Self.bill : 0)
    let name = min(max(rest, Self.names.lowerBound), Self.names.upperBound)
    var this = OptionRow("this plan", id: "this", SidePlan(plan), gpus: gpus(plan.rented))
    this.level = .total
    this.better = .change(0)
    return DataTable(
      title: "OPTIONS", note: "better % is of this plan's \(plan.objective.unit); below 0 is worse",
      .options(nameWidth: name),
      sections: [
        TableSection(subtotal: this, rows: []), alternativesSection, baselineSection, sensitivitySection,
        rangeSection,
      ], total: nil
    ) { DataTable.Remarks(id: $0.id, detail: $0.detail) }
  }

  private func gpus(_ gpus: [Plan.PoolCount]) -> TableValue {
    .gpus(gpus.filter { $0.count > 0 }, separator: " · ")
  }

  /// How much better a value is than the plan's; none where that cannot be said.
  private func better(_ value: Double?) -> TableValue {
    .optionalChange(value.flatMap { plan.objective.advantage(of: $0, over: plan.objectiveValue) })
  }

  /// In place of how much better a plan is that serves too little.
  private static let misses = TableValue.ordered("misses", by: -1)

  private func gpuText(_ gpus: [Plan.PoolCount]) -> String {
    gpus.map { "\($0.count) \($0.pool)" }.joined(separator: " · ")
  }

  /// `2 × H100*4 70b, 3 × H100*1 8b`.
  private func replicaText(_ replicas: [(count: Int, layout: String, model: String)]) -> String {
    replicas.map { replica in
      let model = scenario.models.count > 1 ? " \(shortName(replica.model))" : ""
      return "\(replica.count) × \(replica.layout)\(model)"
    }.joined(separator: ", ")
  }

  // MARK: Sections

  private var alternativesSection: TableSection<OptionRow> {
    let part = Numbers.fixed(Alternatives.usualLoss * 100, 0)
    let note =
      runnersUp == nil ? unanswered : runnersUp?.isEmpty == true ? "none within \(part) %" : "with other GPUs"
    let rows = (runnersUp ?? []).enumerated().map { index, other in
      let gpus = gpuText(other.rented)
      let replicas = replicaText(other.replicas.map { ($0.count, $0.layout, $0.model) })
      var row = OptionRow("\(index + 2)  \(gpus)", id: "alternative \(index)", SidePlan(other))
      row.better = better(other.objectiveValue)
      row.note = pins.first { $0.plan == other }.map { "pinned as \($0.letter)" } ?? ""
      row.detail = "\(gpus): \(replicas) · \(pinKey) pins it to compare"
      return row
    }
    return TableSection(title: "RUNNERS-UP", note: note, rows: rows)
  }

  private var baselineSection: TableSection<OptionRow> {
    let all = Baseline.all(of: scenario).filter { $0 != .optimum }
    let rows = all.map(row)
    let hasMisses = rows.contains { $0.better == Self.misses }
    let asked = scenario.demand.map { "misses: below \(Numbers.fixed($0, 1)) req/s" } ?? ""
    return TableSection(
      title: "BASELINES", note: "simpler ways to plan, each at its best\(hasMisses ? " · \(asked)" : "")",
      rows: rows)
  }

  private func row(_ baseline: Baseline) -> OptionRow {
    let result = others.baseline(baseline, keepsStock: true)
    let free = others.baseline(baseline, keepsStock: false)
    let figures = result.flatMap { SidePlan($0, plan.objective) }
    var row = OptionRow(
      baseline.name(in: scenario), id: baseline.key(in: scenario), figures, isKnown: result != nil,
      gpus: gpus(result?.gpus ?? []))
    let misses = result?.missesDemand(of: scenario) ?? false
    row.better = misses ? Self.misses : better(figures?.value)
    row.anyStock =
      baseline.hasUnlimitedVariant && free == nil
      ? .pending
      : free?.missesDemand(of: scenario) == true ? Self.misses : better(free?.value(plan.objective))
    let isOpen = result.map { $0.requestsPerSecond != nil && !$0.isProven } ?? false
    row.note = isOpen ? "not proven" : result?.note ?? ""
    row.detail = baselineDetail(result, free)
    return row
  }

  private func baselineDetail(_ result: BaselineResult?, _ free: BaselineResult?) -> String {
    guard let result else { return unanswered }
    var parts: [String] = []
    if !result.note.isEmpty { parts.append(result.note) }
    if !result.replicas.isEmpty {
      parts.append(replicaText(result.replicas.map { ($0.count, $0.layout, $0.model) }))
    }
    if let free, let rate = free.requestsPerSecond, free.gpus != result.gpus {
      let gpus = gpuText(free.gpus)
      parts.append(
        "with any stock \(Numbers.amount(rate)) req/s for \(Numbers.amount(free.costPerHour)) $/h: \(gpus)")
    }
    return parts.joined(separator: " · ")
  }

  private var sensitivitySection: TableSection<OptionRow> {
    let known = others.sensitivities
    let own = plan.gpus.map(\.used)
    let names = scenario.pools.map(\.name)
    let rows = Sensitivity.figures(of: scenario).enumerated().map { index, figure in
      let text = changeText(figure)
      let found = known[figure]
      let figures = found ?? nil
      let hasSameGPUs = figures?.composition == own
      let rented =
        hasSameGPUs
        ? plan.rented
        : zip(names, figures?.composition ?? []).map { Plan.PoolCount(pool: $0, count: $1) }
      var row = OptionRow(
        text, id: "sensitivity \(index)", figures, isKnown: found != nil, gpus: gpus(rented))
      row.better = better(figures?.value)
      row.note = found == nil ? "" : figures == nil ? "no plan" : hasSameGPUs ? "same GPUs" : "other GPUs"
      row.detail = found == nil ? unanswered : "\(text), all else as it is: \(row.note)"
      return row
    }
    let isDone = rows.count == known.count
    let note = isDone ? "one figure changed, solved again" : "\(known.count) of \(rows.count) solved"
    return TableSection(title: "SENSITIVITY", note: note, rows: rows)
  }

  /// The ranges in which one figure alone may move before other GPUs are rented.
  private var rangeSection: TableSection<OptionRow> {
    let known = others.ranges
    let rows = RangeFigure.all(of: scenario).enumerated().map { index, figure in
      let (name, decimals) = words(figure)
      let unit = figure.unit
      func text(_ value: Double) -> String { Numbers.fixed(value, decimals) }
      let now = "\(text(figure.value(in: scenario))) \(unit)"
      let range = known[figure].map { "\(text($0.lowerBound)) to \(text($0.upperBound)) \(unit)" }
      var row = OptionRow(
        "\(name) \(range ?? "…")", id: "range \(index)", nil, gpus: .text("now \(now)"))
      row.detail =
        range.map { "the same GPUs for \(name) of \($0), all else as it is; now \(now)" } ?? unanswered
      return row
    }
    let isDone = rows.count == known.count
    let note = isDone ? "while one figure moves so far" : "\(known.count) of \(rows.count) found"
    return TableSection(title: "SAME GPUS", note: note, rows: rows)
  }
}

extension DashboardState {
  /// The alternatives to the plan shown, best first; nil: not known yet.
  var runnersUp: [Plan]? {
    let own = plan?.gpus.map(\.used)
    return others.alternatives?.filter { $0.exists && $0.gpus.map(\.used) != own }
  }

  /// The number of option rows that the keys move through, counted without building the table.
  var optionCount: Int {
    guard plan != nil else { return 0 }
    return (runnersUp ?? []).count + Baseline.all(of: solved.planScenario).count - 1
      + Sensitivity.figures(of: solved.planScenario).count + RangeFigure.all(of: solved.planScenario).count
  }
}

extension SidePlan {
  /// The figures of a baseline; nil where it serves nothing.
  init?(_ result: BaselineResult, _ objective: Objective) {
    guard let rate = result.requestsPerSecond, let value = result.value(objective) else { return nil }
    self.rate = rate
    cost = result.costPerHour
    perToken = result.costPerMillionTokens ?? .nan
    self.value = value
    composition = []
  }
}

extension OptionRow {
  /// The row of a plan's figures; those of a plan that there is none of are marked, others are waited for.
  fileprivate init(
    _ name: String, id: String, _ figures: SidePlan?, isKnown: Bool = true, gpus: TableValue = .none
  ) {
    func value(_ figure: Double?) -> TableValue {
      isKnown ? figure.map { .figure($0) } ?? .missing : .pending
    }
    self.init(
      name: name, rate: value(figures?.rate), cost: value(figures?.cost),
      tokenCost: value(figures?.perToken))
    self.id = id
    self.gpus = gpus
  }
}
