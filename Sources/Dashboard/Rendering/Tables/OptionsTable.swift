import Planning

extension DashboardState {
  /// Columns that the figures of an options row take beside its name.
  private static let optionFigures = 26
  private static let optionNames = 14...36

  /// Plans beside the one shown: with other GPUs, found in simpler ways, or with one figure changed.
  func optionsTable(_ plan: Plan) -> DataTable {
    // Where the bill has no room, the name gets it.
    let isNarrow = tableWidth < Self.optionNames.lowerBound + Self.optionFigures
    let rest = tableWidth - Self.optionFigures + (isNarrow ? 8 : 0)
    let name = min(max(rest, Self.optionNames.lowerBound), Self.optionNames.upperBound)
    let columns = [
      DataTable.Column(head: "plan", width: name, isLeft: true),
      DataTable.Column(head: "req/s", width: 8),
      DataTable.Column(head: "$/h", width: 8, yields: 1),
      DataTable.Column(head: "$/Mtok", width: 9, yields: 2),
      DataTable.Column(head: "better %", width: 10),
      DataTable.Column(head: "any stock %", width: 13, yields: 3),
      DataTable.Column(head: "GPUs", width: 32, isLeft: true, yields: 4),
      DataTable.Column(head: "note", width: 44, isLeft: true, yields: 5),
    ]
    let strong = CellStyle(.strong, bold: true)
    let this = optionRow(
      "this", "this plan", SidePlan(plan), plan, gpus: gpuText(plan.gpus.map { ($0.name, $0.used) }), strong)
    return DataTable(
      title: "OPTIONS", note: "better % is of this plan's \(valueWord(plan.objective)); below 0 is worse",
      columns: columns,
      sections: [
        DataTable.Section(subtotal: this, rows: []), alternativesSection(plan), baselineSection(plan),
        sensitivitySection(plan), rangeSection(plan),
      ])
  }

  private func valueWord(_ objective: Objective) -> String {
    switch objective {
    case .throughput: "req/s"
    case .cost: "$/h"
    case .costPerToken: "$/Mtok"
    }
  }

  private func optionRow(
    _ id: String, _ name: String, _ figures: SidePlan?, _ plan: Plan, isKnown: Bool = true,
    misses: Bool = false, anyStock: DataTable.Cell = .none, gpus: String, note: String = "",
    _ style: CellStyle = CellStyle(),
    detail: String = ""
  ) -> DataTable.Row {
    func figure(_ value: Double?, _ text: (Double) -> String) -> DataTable.Cell {
      guard isKnown else { return DataTable.Cell("…", by: 0, CellStyle(.muted)) }
      return value.map { DataTable.Cell(text($0), by: $0, style) }
        ?? DataTable.Cell(Numbers.none, by: 0, CellStyle(.muted))
    }
    let better = misses ? Self.missesCell : isKnown ? betterCell(figures?.value, plan) : .none
    return DataTable.Row(
      id: id,
      cells: [
        DataTable.Cell(name, style), figure(figures?.rate) { Numbers.amount($0) },
        figure(figures?.cost) { Numbers.amount($0) },
        figure(figures?.perToken) { Numbers.headlineCost($0) }, better, anyStock,
        DataTable.Cell(gpus, CellStyle(.muted)), DataTable.Cell(note, CellStyle(.muted)),
      ], detail: detail)
  }

  /// `+2.3`, green, or `−13.7`: how much better a value is than the plan's.
  private func betterCell(_ value: Double?, _ plan: Plan) -> DataTable.Cell {
    guard let value, let part = plan.objective.advantage(of: value, over: plan.objectiveValue) else {
      return .none
    }
    guard let delta = Numbers.delta(part * 100, 0, 1) else {
      return DataTable.Cell("=", by: 0, CellStyle(.muted))
    }
    return DataTable.Cell(delta.text, by: part, CellStyle(part > 0 ? .good : .bad))
  }

  /// In place of how much better a plan is that serves too little.
  private static let missesCell = DataTable.Cell("misses", by: -1, CellStyle(.warn))

  private func gpuText(_ gpus: [(name: String, count: Int)]) -> String {
    gpus.filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }.joined(separator: " · ")
  }

  /// `2 × H100*4 70b, 3 × H100*1 8b`.
  private func replicaText(_ replicas: [(count: Int, layout: String, model: String)]) -> String {
    replicas.map { replica in
      let model = solved.planScenario.models.count > 1 ? " \(shortModelName(replica.model))" : ""
      return "\(replica.count) × \(replica.layout)\(model)"
    }.joined(separator: ", ")
  }

  // MARK: Sections

  private func alternativesSection(_ plan: Plan) -> DataTable.Section {
    let part = Numbers.fixed(Alternatives.usualLoss * 100, 0)
    let all = runnersUp
    let note =
      all == nil ? unanswered : all?.isEmpty == true ? "none within \(part) %" : "with other GPUs"
    let rows = (all ?? []).enumerated().map { index, other in
      let gpus = gpuText(other.gpus.map { ($0.name, $0.used) })
      let replicas = replicaText(other.replicas.map { ($0.count, $0.layout, $0.model) })
      let hasPin = pins.first { $0.plan == other }
      return optionRow(
        "alternative \(index)", "\(index + 2)  \(gpus)", SidePlan(other), plan, gpus: "",
        note: hasPin.map { "pinned as \($0.letter)" } ?? "",
        detail: "\(gpus): \(replicas) · \(keys.hint("pin")) pins it to compare")
    }
    return DataTable.Section(title: "RUNNERS-UP", note: note, rows: rows)
  }

  /// The alternatives to the plan shown, best first; nil: not known yet.
  var runnersUp: [Plan]? {
    let own = plan?.gpus.map(\.used)
    return others.alternatives?.filter { $0.exists && $0.gpus.map(\.used) != own }
  }

  private func baselineSection(_ plan: Plan) -> DataTable.Section {
    let known = others
    var hasMisses = false
    let rows = Baseline.all(of: solved.planScenario).filter { $0 != .optimum }.map { baseline in
      let result = known.baseline(baseline, keepsStock: true)
      let free = known.baseline(baseline, keepsStock: false)
      let figures = result.flatMap { SidePlan($0, plan.objective) }
      let misses = result?.missesDemand(of: solved.planScenario) ?? false
      hasMisses = hasMisses || misses
      var anyStock = betterCell(free?.value(plan.objective), plan)
      if free?.missesDemand(of: solved.planScenario) == true { anyStock = Self.missesCell }
      if baseline.hasUnlimitedVariant, free == nil {
        anyStock = DataTable.Cell("…", by: 0, CellStyle(.muted))
      }
      let gpus = gpuText((result?.gpus ?? []).map { ($0.pool, $0.count) })
      let isOpen = result.map { $0.requestsPerSecond != nil && !$0.isProven } ?? false
      return optionRow(
        baseline.key(in: solved.planScenario), baseline.name(in: solved.planScenario), figures, plan,
        isKnown: result != nil, misses: misses, anyStock: anyStock, gpus: gpus,
        note: isOpen ? "not proven" : result?.note ?? "", detail: baselineDetail(result, free))
    }
    let asked = solved.planScenario.demand.map { "misses: below \(Numbers.fixed($0, 1)) req/s" } ?? ""
    return DataTable.Section(
      title: "BASELINES", note: "simpler ways to plan, each at its best\(hasMisses ? " · \(asked)" : "")",
      rows: rows)
  }

  private func baselineDetail(_ result: BaselineResult?, _ free: BaselineResult?) -> String {
    guard let result else { return unanswered }
    var parts: [String] = []
    if !result.note.isEmpty { parts.append(result.note) }
    if !result.replicas.isEmpty {
      parts.append(replicaText(result.replicas.map { ($0.count, $0.layout, $0.model) }))
    }
    if let free, let rate = free.requestsPerSecond, free.gpus != result.gpus {
      let gpus = gpuText(free.gpus.map { ($0.pool, $0.count) })
      parts.append(
        "with any stock \(Numbers.amount(rate)) req/s for \(Numbers.amount(free.costPerHour)) $/h: \(gpus)")
    }
    return parts.joined(separator: " · ")
  }

  /// The number of option rows that the keys move through, counted without building the table.
  var optionCount: Int {
    guard plan != nil else { return 0 }
    return (runnersUp ?? []).count + Baseline.all(of: solved.planScenario).count - 1
      + Sensitivity.figures(of: solved.planScenario).count + RangeFigure.all(of: solved.planScenario).count
  }

  private func sensitivitySection(_ plan: Plan) -> DataTable.Section {
    let known = others.sensitivities
    let own = plan.gpus.map(\.used)
    let names = solved.planScenario.pools.map(\.name)
    let ownGPUs = gpuText(plan.gpus.map { ($0.name, $0.used) })
    let rows = Sensitivity.figures(of: solved.planScenario).enumerated().map { index, figure in
      let text = changeText(figure)
      let found = known[figure]
      let figures = found ?? nil
      let hasSameGPUs = figures?.composition == own
      let gpus = hasSameGPUs ? ownGPUs : gpuText(zip(names, figures?.composition ?? []).map { ($0, $1) })
      let note = found == nil ? "" : figures == nil ? "no plan" : hasSameGPUs ? "same GPUs" : "other GPUs"
      return optionRow(
        "sensitivity \(index)", text, figures, plan, isKnown: found != nil, gpus: gpus, note: note,
        detail: found == nil ? unanswered : "\(text), all else as it is: \(note)")
    }
    let isDone = rows.count == known.count
    let note = isDone ? "one figure changed, solved again" : "\(known.count) of \(rows.count) solved"
    return DataTable.Section(title: "SENSITIVITY", note: note, rows: rows)
  }

  /// Returns the ranges in which one figure alone may move before other GPUs are rented.
  private func rangeSection(_ plan: Plan) -> DataTable.Section {
    let known = others.ranges
    let rows = RangeFigure.all(of: solved.planScenario).enumerated().map { index, figure in
      let (name, decimals, unit) = words(figure)
      func text(_ value: Double) -> String { Numbers.fixed(value, decimals) }
      let now = "\(text(figure.value(in: solved.planScenario))) \(unit)"
      let range = known[figure].map { "\(text($0.lowerBound)) to \(text($0.upperBound)) \(unit)" }
      let shown = range ?? "…"
      return optionRow(
        "range \(index)", "\(name) \(shown)", nil, plan, gpus: "now \(now)",
        detail: range.map { "the same GPUs for \(name) of \($0), all else as it is; now \(now)" }
          ?? unanswered)
    }
    let isDone = rows.count == known.count
    let note = isDone ? "while one figure moves so far" : "\(known.count) of \(rows.count) found"
    return DataTable.Section(title: "SAME GPUS", note: note, rows: rows)
  }

  private func words(_ figure: RangeFigure) -> (name: String, decimals: Int, unit: String) {
    switch figure {
    case .budget: ("Budget", 2, "$/h")
    case .demand: ("Demand", 1, "req/s")
    case .available(let pool): (solved.planScenario.pools[pool].name, 0, "GPUs")
    case .price(let pool): ("\(solved.planScenario.pools[pool].name) price", 2, "$/h")
    }
  }

  /// `H100 8 → 9 GPUs`.
  private func changeText(_ figure: Sensitivity.Figure) -> String {
    func text(_ name: String, _ from: Double, _ to: Double, _ decimals: Int, _ unit: String) -> String {
      "\(name) \(Numbers.fixed(from, decimals)) → \(Numbers.fixed(to, decimals)) \(unit)"
    }
    func share(_ name: String, _ shares: [Double], _ index: Int, _ part: Double) -> String {
      let percent = shares[index] / max(shares.reduce(0, +), .leastNonzeroMagnitude) * 100
      return text(name, percent, min(percent * (1 + part), 100), 1, "%")
    }
    switch figure {
    case .budget(let part):
      let budget = solved.planScenario.budget ?? 0
      return text("Budget", budget, budget * (1 + part), 2, "$/h")
    case .demand(let part):
      let demand = solved.planScenario.demand ?? 0
      return text("Demand", demand, demand * (1 + part), 1, "req/s")
    case .available(let pool, let count):
      let entry = solved.planScenario.pools[pool]
      return text(entry.name, Double(entry.available), Double(max(0, entry.available + count)), 0, "GPUs")
    case .price(let pool, let part):
      let entry = solved.planScenario.pools[pool]
      return text("\(entry.name) price", entry.price, entry.price * (1 + part), 2, "$/h")
    case .modelShare(let model, let part):
      return share(
        shortModelName(solved.planScenario.models[model].name), solved.planScenario.models.map(\.share),
        model, part)
    case .workloadShare(let model, let workload, let part):
      let entry = solved.planScenario.models[model]
      let name = "\(shortModelName(entry.name)) \(entry.workloads[workload].name)"
      return share(name, entry.workloads.map(\.share), workload, part)
    }
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
