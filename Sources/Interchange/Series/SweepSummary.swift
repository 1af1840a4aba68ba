import Planning
import Serving

/// Quantiles over the scenarios of a sweep.
public struct SweepSummary {
  /// Whether every scenario is in it.
  public var isComplete = true
  private var count = 0
  private var plans = 0
  private var unknown = 0
  private var rates: [Double] = []
  private var costs: [Double] = []
  private var tokenCosts: [Double] = []
  private var regrets: [Double] = []
  private var kept = 0
  private var keptFits = 0
  private var use: [(pool: String, scenarios: Int, gpus: Int)]

  /// A summary of no scenario yet.
  public init(pools: [String]) { use = pools.map { ($0, 0, 0) } }

  /// Adds a scenario.
  public mutating func add(_ line: SweepLine) {
    count += 1
    if line.status == Plan.Status.unknown.rawValue { unknown += 1 }
    if let fits = line.keptFits {
      kept += 1
      if fits { keptFits += 1 }
    }
    if let regret = line.regret { regrets.append(regret) }
    guard let rate = line.requestsPerSecond, let cost = line.costPerHour,
      let tokens = line.costPerMillionTokens
    else { return }
    plans += 1
    rates.append(rate)
    costs.append(cost)
    tokenCosts.append(tokens)
    for entry in line.gpus {
      guard let place = use.firstIndex(where: { $0.pool == entry.pool }) else { continue }
      use[place].scenarios += 1
      use[place].gpus += entry.count
    }
  }

  private static let parts: [(key: String, title: String, part: Double)] = [
    ("min", "min", 0), ("p5", "p5", 0.05), ("p25", "p25", 0.25), ("median", "median", 0.5),
    ("p75", "p75", 0.75), ("p95", "p95", 0.95), ("max", "max", 1),
  ]

  /// The value below which a part of a sorted list lies, between neighbours by proportion.
  private static func quantile(_ sorted: [Double], _ part: Double) -> Double? {
    guard let last = sorted.indices.last else { return nil }
    let place = part * Double(last)
    let low = Int(place)
    let high = min(last, low + 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
  }

  /// A figure over all scenarios.
  private struct Figure: TableRow {
    var key: String
    var title: String
    /// From the least to the most.
    var values: [Double]
    var decimals: Int

    init(_ key: String, _ title: String, _ values: [Double], decimals: Int) {
      self.key = key
      self.title = title
      self.values = values.sorted()
      self.decimals = decimals
    }

    init(_ column: TableColumn<SweepLine>, _ values: [Double]) {
      self.init(column.head.key, column.head.title, values, decimals: column.head.decimals)
    }

    func quantile(_ part: Double) -> Double? { SweepSummary.quantile(values, part) }
  }

  private var figures: [Figure] {
    let figures = [
      Figure(.rate { .optional($0.requestsPerSecond) }, rates),
      Figure(.cost { .optional($0.costPerHour) }, costs),
      Figure(.tokenCost { .optional($0.costPerMillionTokens) }, tokenCosts),
    ]
    let regret = Figure(
      "regret_percent", "regret of keeping one plan %", regrets.map { $0 * 100 }, decimals: 2)
    return kept > 0 ? figures + [regret] : figures
  }

  /// One row per figure, one column per quantile.
  public var table: ReportTable {
    let quantiles = Self.parts.map { entry in
      TableColumn<Figure>(entry.key, entry.title) { figure in
        figure.quantile(entry.part).map { .figure($0, decimals: figure.decimals) } ?? .none
      }
    }
    return ReportTable(
      TableSchema("quantiles", [.names("figure", "figure") { .text($0.title) }] + quantiles), figures)
  }

  /// The facts that the table does not show, in sentences.
  public var remarks: [String] {
    var lines = ["\(plans) of \(count) scenarios have a plan."]
    if !isComplete { lines.append("More scenarios are to be solved.") }
    if unknown > 0 { lines.append("Of \(unknown) neither a plan nor a proof that there is none was found.") }
    if kept > 0 {
      lines.append("The kept plan fits in \(keptFits) of them; its regret is known in \(regrets.count).")
    }
    for entry in use where entry.scenarios > 0 {
      let mean = DecimalText.fixed(Double(entry.gpus) / Double(entry.scenarios), 1)
      lines.append("\(entry.pool): rented in \(entry.scenarios) of \(plans) plans, \(mean) GPUs on average.")
    }
    return lines
  }

  /// The summary as one JSON object.
  public var json: JSONValue {
    .object([
      ("scenarios", .integer(count)), ("plans", .integer(plans)), ("unknown", .integer(unknown)),
      ("complete", .flag(isComplete)),
      (
        "quantiles",
        .object(
          figures.map { figure in
            (
              figure.key,
              .object(Self.parts.map { ($0.key, .optional(figure.quantile($0.part))) })
            )
          })
      ),
      (
        "gpus",
        .object(
          use.map { entry in
            (
              entry.pool,
              .object([
                ("plans", .integer(entry.scenarios)),
                (
                  "mean",
                  .optional(entry.scenarios > 0 ? Double(entry.gpus) / Double(entry.scenarios) : nil)
                ),
              ])
            )
          })
      ),
      ("kept_fits", kept > 0 ? .integer(keptFits) : .null),
    ])
  }
}
