import Serving

/// A row of the pools: what a plan rents of one, or of all.
public struct PoolRow: TableRow {
  /// Whether it is one of many or their sum.
  public var level = TableLevel.item
  /// The plan's use; of a sum, all pools'.
  public var use: Plan.GPUUse
  /// The pool as the scenario states it; nil: not known, or a sum.
  public var pool: Pool?
  /// $/h.
  public var cost: TableValue
  /// Part of the bill, 0...1.
  public var share = TableValue.none
  /// What one more GPU is worth, found by a solve.
  public var oneMore = TableValue.none
  /// The price from which on it pays to rent, $/h for one GPU.
  public var entryPrice = TableValue.none
  /// Machines rented whole, and GPUs of those that no replica takes; nil: none are rented so.
  public var rented: (machines: Int, idle: Int)?
  /// Why nothing is rented; empty where something is.
  public var reason = ""
  /// Whether it is switched off.
  public var isOff = false

  /// A pool by itself, as reports list it.
  public init(_ use: Plan.GPUUse) {
    self.use = use
    cost = .figure(use.costPerHour)
  }

  /// Whether all that is offered is rented.
  public var isFull: Bool { use.used >= use.available && use.available > 0 }

  fileprivate var origin: TableValue {
    switch pool?.priceSource {
    case nil: .none
    case .scenario: .text("stated")
    case .list(let price): .text("list \(price.date)")
    }
  }
}

extension Plan {
  /// The plan's pools, their bill rounded so that it adds up, and the sum of all.
  public func poolRows(in scenario: Scenario) -> (rows: [PoolRow], total: PoolRow) {
    let machines = Dictionary(grouping: machines, by: \.pool)
    let costs = Apportionment.hundredths(gpus.map(\.costPerHour), of: costPerHour)
    let shares = Apportionment.percentages(gpus.map(\.costPerHour))
    let rows = gpus.indices.map { index in
      var row = PoolRow(gpus[index])
      row.pool = scenario.pools.indices.contains(index) ? scenario.pools[index] : nil
      if row.pool?.rentsMachines == true {
        let own = machines[gpus[index].name] ?? []
        row.rented = (own.reduce(0) { $0 + $1.count }, own.reduce(0) { $0 + $1.free * $1.count })
      }
      row.cost = .figure(gpus[index].costPerHour, shown: costs[index])
      row.share = .figure(costPerHour > 0 ? gpus[index].costPerHour / costPerHour : 0, shown: shares[index])
      return row
    }
    var total = PoolRow(
      GPUUse(
        name: "total", used: gpus.reduce(0) { $0 + $1.used },
        available: gpus.reduce(0) { $0 + $1.available }, costPerHour: costPerHour, marginalValue: 0))
    total.level = .total
    if scenario.rentsMachines {
      let totals = rentedTotals(in: scenario)
      total.rented = (totals.machines, totals.idle)
    }
    total.cost = .figure(costPerHour, shown: DecimalText.units(costPerHour, 2) ?? 0)
    let all = shares.reduce(0, +)
    total.share = .figure(Double(all) / 100, shown: all)
    return (rows, total)
  }
}

extension TableSchema<PoolRow> {
  /// What a plan rents of each pool, and what more of it is worth in the objective's own value.
  public static func pools(for objective: Objective) -> TableSchema {
    let unit = objective.unit
    return TableSchema(
      "gpus", title: "GPUs",
      media: [
        .panel: ["name", "share", "use", "cost_per_hour", "one_more"],
        .zoom: [
          "name", "machines", "used", "idle", "available", "price", "price_source", "cost_per_hour",
          "share_of_bill", "one_more",
          "marginal_value", "entry_price",
        ],
        .text: ["name", "used", "available", "cost_per_hour", "marginal_value"],
        .page: ["name", "used", "available", "cost_per_hour", "value_of_one_more"],
        .json: ["name", "used", "available", "cost_per_hour", "marginal_value", "marginal_value_kind"],
      ],
      [
        .names(
          "name", "pool", caption: "Pool", width: ColumnWidth(8, 24),
          emphasis: { $0.isOff ? .muted : nil }
        ) { .text($0.use.name) },
        TableColumn("share", "share", .part) { $0.share },
        TableColumn(
          "use", "used", width: ColumnWidth(8),
          emphasis: { $0.level == .item ? $0.isFull ? .warning : .muted : nil }
        ) { row in .text(row.isOff ? "off" : "\(row.use.used)/\(row.use.available)") },
        TableColumn("machines", "machines", .count, width: ColumnWidth(10, yields: 8)) { row in
          row.rented.map { .count($0.machines) } ?? .none
        },
        TableColumn(
          "idle", "idle", .count, width: ColumnWidth(6, yields: 7),
          emphasis: { $0.rented.map { $0.idle > 0 } == true ? .warning : nil }
        ) { row in row.rented.map { .count($0.idle) } ?? .none },
        TableColumn("used", "used", caption: "Used", .count, width: ColumnWidth(7)) { .count($0.use.used) },
        TableColumn(
          "available", "of", title: "offered", caption: "Available", .count, width: ColumnWidth(7),
          emphasis: { $0.level == .item && $0.isFull ? .warning : nil }
        ) { .count($0.use.available) },
        TableColumn("price", "price \(Quantity.money.unit)", .money, width: ColumnWidth(11, yields: 3)) {
          row in
          row.pool.map { .figure($0.price) } ?? .none
        },
        .names(
          "price_source", "source", width: ColumnWidth(22, yields: 6), emphasis: { _ in .muted }
        ) { $0.origin },
        .cost("bill \(Quantity.money.unit)", title: Quantity.money.unit, width: ColumnWidth(8, 10)) {
          $0.cost
        },
        TableColumn("share_of_bill", "% of bill", .part, width: ColumnWidth(11, yields: 4)) { $0.share },
        TableColumn(
          "one_more", "+1 \(unit)", objective.quantity, width: ColumnWidth(14, 13),
          emphasis: { row in
            guard case .gain(let gain) = row.oneMore else { return .muted }
            return (DecimalText.units(gain, objective.decimals) ?? 0) > 0 ? .gain : .muted
          }
        ) { $0.oneMore },
        TableColumn(
          "marginal_value", "LP price", title: "one more, \(unit)", decimals: 4,
          screenDecimals: objective.decimals,
          width: ColumnWidth(10, yields: 5), emphasis: { _ in .muted }
        ) { row in
          row.level == .item ? .remarked(row.use.marginalValue, row.use.marginalKind.mark) : .none
        },
        TableColumn("value_of_one_more", "one more", caption: "Value of one more", .plain, decimals: 4) {
          row in
          .remarked(
            row.use.marginalValue, " " + objective.quantity.spelledUnit + row.use.marginalKind.mark)
        },
        .names("marginal_value_kind", "kind") { .text($0.use.marginalKind.rawValue) },
        TableColumn("entry_price", "pays from", .money, width: ColumnWidth(11, yields: 2)) { $0.entryPrice },
      ])
  }

  /// Pools that a plan leaves alone, and why.
  public static let unused = TableSchema(
    "unused", title: "Why unused",
    [
      .names("name", "pool", width: ColumnWidth(15)) { .text($0.use.name) },
      .names("reason", "why", emphasis: { _ in .muted }) { .text($0.reason) },
      TableColumn(
        "entry_price", "pays from \(Quantity.money.unit)", .money, emphasis: { _ in .total }
      ) { $0.entryPrice },
    ])

}

extension Plan.MarginalKind {
  /// The mark after a value that is only a dual price of the relaxation.
  var mark: String { self == .lp ? " LP" : "" }
}
