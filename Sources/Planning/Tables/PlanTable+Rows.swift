import Serving

/// Rows under a sum, or under a heading.
public struct TableSection<Row: TableRow>: Sendable {
  /// The heading; empty: none.
  public var title = ""
  /// What is said beside it.
  public var note = ""
  /// The sum of the rows; nil: not shown.
  public var subtotal: Row?
  /// The rows.
  public var rows: [Row]

  /// Creates a section.
  public init(title: String = "", note: String = "", subtotal: Row? = nil, rows: [Row]) {
    self.title = title
    self.note = note
    self.subtotal = subtotal
    self.rows = rows
  }
}

extension PlanTable {
  /// Heads of the matrix: the workload types where all models agree on them, else their numbers.
  public var matrixHeads: [String] {
    (0..<columnCount).map { column in columnNames.map { $0[column] } ?? "\(column + 1)" }
  }

  /// The replicas of each model under their sum, and the sum of all, whose copies are counted.
  public func replicaRows() -> (sections: [TableSection<ReplicaRow>], total: ReplicaRow) {
    let parts = CostPart.parts(of: plan, scenario)
    let each = plan.replicas.map { CostPart.sum(of: $0, in: parts) }
    let tokens = Apportionment.hundredths(
      each.map { $0.tokens / 1000 },
      of: (plan.tokensPerSecond.input + plan.tokensPerSecond.output) / 1000)
    var sections: [TableSection<ReplicaRow>] = []
    for row in rows {
      switch row {
      case .model(let model):
        let members = plan.replicas.indices.filter { plan.replicas[$0].model == scenario.models[model].name }
        sections.append(TableSection(subtotal: subtotal(model, members, tokens, parts), rows: []))
      case .replica(let index):
        var row = ReplicaRow(plan.replicas[index])
        row.cost = .figure(plan.replicas[index].costPerHour, shown: replicaCost[index])
        row.rate = .figure(plan.replicas[index].requestsPerSecond, shown: replicaRate[index])
        row.tokens = .figure(each[index].tokens, shown: tokens[index])
        row.tokenCosts = [each[index].input, each[index].output, each[index].total]
        row.matrix = shares(of: index)
        sections[sections.count - 1].rows.append(row)
      }
    }
    var total = totalRow
    total.count = plan.replicas.reduce(0) { $0 + $1.count }
    total.tokens = .shown(tokens.reduce(0, +))
    let pair = plan.costPerMillionTokens
    total.tokenCosts = [pair.input, pair.output, plan.totalCostPerMillionTokens]
    total.matrix = (0..<columnCount).map { column in
      columnRate(column).map { .narrow($0, .rate, decimals: 1) } ?? .none
    }
    return (sections, total)
  }

  private var totalRow: ReplicaRow {
    ReplicaRow(.total, name: "total", cost: .shown(totalCost), rate: .shown(totalRate))
  }

  /// The same rows with requests/s of each workload type in the matrix, and the types' sizes above where models agree.
  public func rateRows() -> (sizes: [ReplicaRow], sections: [TableSection<ReplicaRow>], total: ReplicaRow) {
    func rates(_ workloads: [Workload], _ rate: (Workload) -> Double?) -> [TableValue] {
      workloads.map { workload in rate(workload).map { .narrow($0, .rate) } ?? .zero }
    }
    var (sections, total) = replicaRows()
    for place in sections.indices {
      guard let name = sections[place].subtotal?.name,
        let model = scenario.models.first(where: { $0.name == name })
      else { continue }
      sections[place].subtotal?.matrix = rates(model.workloads) { workload in
        plan.workloads.first { $0.model == name && $0.workload == workload.name }?.requestsPerSecond
      }
      for row in sections[place].rows.indices {
        let layout = sections[place].rows[row].replica?.layout
        sections[place].rows[row].matrix = rates(model.workloads) { workload in
          plan.assignments.first {
            $0.model == name && $0.layout == layout && $0.workload == workload.name
          }?.requestsPerSecond
        }
      }
    }
    total.matrix = (0..<columnCount).map { column in columnRate(column).map { .narrow($0, .rate) } ?? .none }
    guard let columnNames else { return ([], sections, total) }
    let longest = scenario.models.first { $0.workloads.count == columnNames.count }?.workloads ?? []
    return (
      [size("tokens in", longest, \.inputTokens), size("tokens out", longest, \.outputTokens)], sections,
      total
    )
  }

  private func size(_ name: String, _ workloads: [Workload], _ tokens: (Workload) -> Int) -> ReplicaRow {
    var row = ReplicaRow(.item, name: name, cost: .none, rate: .none)
    row.matrix = workloads.map { .narrow(Double(tokens($0)), .count, decimals: 0) }
    return row
  }

  private func subtotal(_ model: Int, _ members: [Int], _ tokens: [Int], _ parts: [CostPart]) -> ReplicaRow {
    let entry = scenario.models[model]
    let sum = CostPart.sum(parts.filter { $0.model == entry.name })
    var row = ReplicaRow(
      .subtotal, name: entry.name, cost: .shown(modelCost[model]), rate: .shown(modelRate[model]))
    row.tokens = .shown(members.reduce(0) { $0 + tokens[$1] })
    row.tokenCosts = [sum.input, sum.output, sum.total]
    // Where models do not agree on the columns, each names its own.
    row.matrix = columnNames == nil ? entry.workloads.map { .text($0.name) } : []
    return row
  }

  /// The part of each workload type that a replica serves; a model has no figure in the columns of others.
  private func shares(of replica: Int) -> [TableValue] {
    let model = scenario.models.first { $0.name == plan.replicas[replica].model }
    return (0..<(model?.workloads.count ?? 0)).map { column in
      // What shows as 0 % is more than none.
      percent[replica][column].map { .figure((Double($0) + 0.5) / 100, shown: $0) } ?? .zero
    }
  }
}

extension TableValue {
  /// A figure of which only the hundredths shown are known, as of a sum of shown figures.
  static func shown(_ hundredths: Int) -> TableValue { .figure(Double(hundredths) / 100, shown: hundredths) }
}
