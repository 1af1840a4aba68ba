/// A row of the options: another plan for the scenario, or for one beside it.
public struct OptionRow: TableRow {
  /// Whether it is one of many or their sum.
  public var level = TableLevel.item
  /// The same from plan to plan.
  public var id = ""
  /// The place among those like it, from 1; nil: they have no order.
  public var rank: Int?
  /// Its name, and the word that JSON has for it.
  public var name: TableValue
  /// `limited` or `unlimited` stock.
  public var stock = ""
  /// How much is proven.
  public var status = ""
  /// Requests/s.
  public var rate: TableValue
  /// $/h.
  public var cost: TableValue
  /// $ for 10^6 tokens of both kinds.
  public var tokenCost: TableValue
  /// How much better it is in the objective's own value, as a part of the other's; below 0: worse.
  public var better = TableValue.none
  /// The same where any number of GPUs can be rented.
  public var anyStock = TableValue.none
  /// GPUs rented, zeros left out.
  public var gpus = TableValue.none
  /// Its replicas.
  public var replicas = TableValue.none
  /// A remark; empty: none.
  public var note = ""
  /// One sentence about it.
  public var detail = ""

  /// Creates a row of figures.
  public init(name: String, rate: TableValue, cost: TableValue, tokenCost: TableValue) {
    self.name = .text(name)
    self.rate = rate
    self.cost = cost
    self.tokenCost = tokenCost
  }

  /// A plan beside the best one, by its place from 1.
  public init(_ plan: Plan, rank: Int, best: Plan) {
    self.init(
      name: "", rate: .figure(plan.requestsPerSecond), cost: .figure(plan.costPerHour),
      tokenCost: .figure(plan.totalCostPerMillionTokens))
    self.rank = rank
    better = .optionalChange(
      plan.objective.advantage(of: plan.objectiveValue, over: best.objectiveValue))
    gpus = .gpus(plan.rented, separator: ", ")
    replicas = .text(plan.replicaList)
  }

  /// A baseline beside the optimum's own value.
  public init(_ result: BaselineResult, in scenario: Scenario, optimum: Double?) {
    let rate = result.requestsPerSecond
    self.init(
      name: result.baseline.name(in: scenario), rate: .optional(rate),
      cost: .optional(rate.map { _ in result.costPerHour }), tokenCost: .optional(result.costPerMillionTokens)
    )
    name = .keyed(result.baseline.name(in: scenario), key: result.baseline.key(in: scenario))
    stock = result.keepsStock ? "limited" : "unlimited"
    let proven: (plan: Plan.Status, none: Plan.Status) =
      result.isProven ? (.optimal, .infeasible) : (.feasible, .unknown)
    status = (rate == nil ? proven.none : proven.plan).rawValue
    if let optimum, let value = result.value(scenario.objective) {
      better = .optionalChange(scenario.objective.advantage(of: value, over: optimum))
    }
    gpus = .gpus(result.gpus, separator: ", ")
    replicas = .records(
      result.replicas.map { replica in
        [
          TableField("model", .text(replica.model)), TableField("layout", .text(replica.layout)),
          TableField("count", .count(replica.count)),
        ]
      })
    note = result.note
  }
}

extension Plan {
  /// GPUs rented by pool, zeros left out.
  public var rented: [PoolCount] {
    gpus.filter { $0.used > 0 }.map { PoolCount(pool: $0.name, count: $0.used) }
  }

  /// `llama-3.1-70b: 2 x B200*2, 1 x H200*4; gpt-oss-120b: 3 x B200*1`; a model alone needs no name.
  public var replicaList: String {
    var models: [String] = []
    for replica in replicas where !models.contains(replica.model) { models.append(replica.model) }
    return models.map { model in
      let own = replicas.filter { $0.model == model }.map { "\($0.count) x \($0.layout)" }
      return (models.count > 1 ? "\(model): " : "") + own.joined(separator: ", ")
    }.joined(separator: "; ")
  }
}

extension TableColumn<OptionRow> {
  fileprivate static func better(_ key: String, _ title: String, decimals: Int) -> TableColumn {
    TableColumn(key, "better %", title: title, .percentage, decimals: decimals) { $0.better }
  }

  fileprivate static let gpus = names("gpus", "GPUs", emphasis: { _ in .muted }) { $0.gpus }
  fileprivate static let note = names("note", "note", emphasis: { _ in .muted }) { .text($0.note) }
}

extension TableSchema<OptionRow> {
  /// The best plans with different GPUs.
  public static let alternatives = TableSchema(
    "plans", title: "Runners-up",
    media: [.json: ["rank", "against_best"]],
    [
      TableColumn("rank", "rank", .count) { row in row.rank.map { .count($0) } ?? .none },
      .rate { $0.rate }, .cost { $0.cost }, .tokenCost { $0.tokenCost },
      .better("against_best", "vs best %", decimals: 2), .gpus,
      .names("replicas", "replicas") { $0.replicas },
    ])

  /// Simpler ways to plan.
  public static let baselines: TableSchema = {
    let shown = [
      "baseline", "stock", "requests_per_second", "cost_per_hour", "cost_per_million_tokens",
      "against_optimum", "gpus", "note",
    ]
    return TableSchema(
      "baselines", title: "Baselines", media: [.text: shown, .page: shown, .csv: shown],
      [
        .names("baseline", "baseline") { $0.name }, .names("stock", "stock") { .text($0.stock) },
        .names("status", "status") { .text($0.status) },
        .rate { $0.rate }, .cost { $0.cost }, .tokenCost { $0.tokenCost },
        .better("against_optimum", "vs optimum %", decimals: 1), .gpus,
        .names("replicas", "replicas") { $0.replicas }, .note,
      ])
  }()

  /// Plans beside the one shown, on a screen on which `name` columns name them.
  public static func options(nameWidth name: Int) -> TableSchema {
    var gpus = TableColumn<OptionRow>.gpus
    var note = TableColumn<OptionRow>.note
    gpus.head.width = ColumnWidth(32, yields: 4)
    note.head.width = ColumnWidth(44, yields: 5)
    var tokenCost = TableColumn<OptionRow>.tokenCost(width: ColumnWidth(9, yields: 2)) { $0.tokenCost }
    tokenCost.head.screenDecimals = Quantity.tokenCost.decimals
    return TableSchema(
      "options", title: "Options",
      [
        .names("plan", "plan", width: ColumnWidth(name)) { $0.name }, .rate { $0.rate },
        .cost(width: ColumnWidth(8, yields: 1)) { $0.cost },
        tokenCost,
        TableColumn(
          "better", "better %", .percentage, width: ColumnWidth(10), emphasis: { comparison($0.better) }
        ) { $0.better },
        TableColumn(
          "any_stock", "any stock %", .percentage, width: ColumnWidth(13, yields: 3),
          emphasis: { comparison($0.anyStock) }
        ) { $0.anyStock },
        gpus, note,
      ])
  }

  /// What a difference means to the reader.
  private static func comparison(_ value: TableValue) -> TableEmphasis {
    switch value {
    case .change(let part, _): part > 0 ? .good : .bad
    case .ordered: .warning
    default: .muted
    }
  }
}
