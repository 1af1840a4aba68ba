import Planning
import Serving

/// Writes what changes around a plan are worth, and how far figures may move while it stays.
public struct SensitivityReport {
  /// A figure with the range in which the same GPUs are rented.
  public struct Range {
    /// The figure.
    public var figure: RangeFigure
    /// The range.
    public var range: ClosedRange<Double>

    /// Creates the range of a figure.
    public init(figure: RangeFigure, range: ClosedRange<Double>) {
      self.figure = figure
      self.range = range
    }
  }

  private let scenario: Scenario
  private let base: Plan
  private let effects: [Sensitivity]
  private let ranges: [Range]
  private let isComplete: Bool

  /// A report; `effects` in the order they are shown. Complete unless there was no time for all of them.
  public init(
    of scenario: Scenario, base: Plan, effects: [Sensitivity], ranges: [Range], isComplete: Bool = true
  ) {
    self.isComplete = isComplete
    self.scenario = scenario
    self.base = base
    self.effects = effects
    self.ranges = ranges
  }

  /// One row per change.
  public var table: ReportTable {
    ReportTable(
      .sensitivities(for: scenario.objective),
      effects.map {
        SensitivityRow(
          effect: $0, relative: relative($0), text: $0.figure.text(in: scenario),
          path: $0.figure.path(in: scenario))
      })
  }

  private func relative(_ effect: Sensitivity) -> Double? {
    base.objectiveValue != 0 ? effect.gain.map { $0 / abs(base.objectiveValue) } : nil
  }

  /// The ranges as sentences.
  public var remarks: [String] {
    ranges.isEmpty
      ? []
      : ["The same GPUs are rented while one figure alone moves within:"]
        + ranges.map { entry in
          let now = entry.figure.value(in: scenario)
          func shown(_ value: Double) -> String {
            if entry.figure.isWhole { return "\(Int(value))" }
            return DecimalText.fixed(value, 2)
          }
          return "  \(entry.figure.path(in: scenario)): \(shown(entry.range.lowerBound)) to "
            + "\(shown(entry.range.upperBound)) \(entry.figure.unit) (now \(shown(now)))"
        }
  }

  /// The report as one JSON object.
  public var json: JSONValue {
    .object([
      ("title", .text(scenario.title)), ("objective", .text(scenario.objective.rawValue)),
      ("status", .text(base.status.rawValue)), ("complete", .flag(isComplete)),
      ("value", .number(base.objectiveValue)), ("unit", .text(scenario.objective.unit)),
      (
        "changes",
        .array(
          effects.map { effect in
            .object([
              ("change", .text(effect.figure.text(in: scenario))),
              ("path", .text(effect.figure.path(in: scenario))),
              ("to", .number(effect.figure.target(in: scenario))),
              ("feasible", .flag(effect.gain != nil)), ("gain", .optional(effect.gain)),
              ("relaxation_price", .optional(effect.priced)),
              ("changes_composition", .flag(effect.changesComposition)),
            ])
          })
      ),
      (
        "ranges",
        .array(
          ranges.map { entry in
            .object([
              ("path", .text(entry.figure.path(in: scenario))),
              ("now", .number(entry.figure.value(in: scenario))),
              ("from", .number(entry.range.lowerBound)), ("to", .number(entry.range.upperBound)),
              ("unit", .text(entry.figure.unit)),
            ])
          })
      ),
    ])
  }
}

/// The effect of a change, with its words in a scenario.
private struct SensitivityRow: TableRow {
  let effect: Sensitivity
  /// The gain as a part of the plan's own value; nil: there is none.
  let relative: Double?
  let text: String
  let path: String
}

extension TableSchema<SensitivityRow> {
  /// The effects of changes.
  fileprivate static func sensitivities(for objective: Objective) -> TableSchema {
    TableSchema(
      "changes",
      [
        .names("change", "change") { .text($0.text) }, .names("path", "path") { .text($0.path) },
        TableColumn("gain", "gain \(objective.unit)", decimals: 3) { .optionalChange($0.effect.gain) },
        TableColumn("gain_relative", "gain %", .percentage, decimals: 2) { .optionalChange($0.relative) },
        TableColumn("relaxation_price", "LP price \(objective.unit)", decimals: 3) {
          .optionalChange($0.effect.priced)
        },
        .names("composition", "composition") { row in
          .text(row.effect.gain == nil ? "no plan" : row.effect.changesComposition ? "changes" : "stays")
        },
      ])
  }
}

extension RangeFigure {
  /// The path that `--set` takes.
  func path(in scenario: Scenario) -> String {
    let path: EditPath =
      switch self {
      case .budget: .budget
      case .demand: .demand
      case .available(let pool): .available(pool: pool)
      case .price(let pool): .price(pool: pool)
      case .machines(let pool, let gpus): .machines(pool: pool, gpus: gpus)
      case .machinePrice(let pool, let gpus): .machinePrice(pool: pool, gpus: gpus)
      }
    return path.text(in: scenario)
  }
}

extension Sensitivity.Figure {
  /// The path that `--set` takes.
  func path(in scenario: Scenario) -> String {
    let path: EditPath =
      switch self {
      case .budget: .budget
      case .demand: .demand
      case .available(let pool, _): .available(pool: pool)
      case .price(let pool, _): .price(pool: pool)
      case .machines(let pool, let gpus, _): .machines(pool: pool, gpus: gpus)
      case .machinePrice(let pool, let gpus, _): .machinePrice(pool: pool, gpus: gpus)
      case .modelShare(let model, _): .modelShare(model)
      case .workloadShare(let model, let type, _): .workloadShare(model: model, workload: type)
      }
    return path.text(in: scenario)
  }

  /// Where the figure stands after the change; a share's value is the one that makes the change if nothing else is set.
  func target(in scenario: Scenario) -> Double {
    let changed = applied(to: scenario)
    switch self {
    case .budget: return changed.budget ?? 0
    case .demand: return changed.demand ?? 0
    case .available(let pool, _): return Double(changed.pools[pool].available)
    case .price(let pool, _): return changed.pools[pool].price
    case .machines(let pool, let gpus, _): return Double(changed.pools[pool].size(gpus)?.available ?? 0)
    case .machinePrice(let pool, let gpus, _): return changed.pools[pool].size(gpus)?.price ?? 0
    case .modelShare(let model, _):
      return Self.alone(scenario.models.map(\.share), changed.models.map(\.share), model)
    case .workloadShare(let model, let type, _):
      return Self.alone(
        scenario.models[model].workloads.map(\.share), changed.models[model].workloads.map(\.share), type)
    }
  }

  /// The share that has the same part of the whole when the others stay as they are.
  private static func alone(_ now: [Double], _ then: [Double], _ index: Int) -> Double {
    let others = now.reduce(0, +) - now[index]
    let left = then.reduce(0, +) - then[index]
    return left > 0 ? then[index] / left * others : then[index]
  }

  /// The change for people.
  func text(in scenario: Scenario) -> String {
    func moved(_ part: Double) -> String { DecimalText.signed(part * 100, 0) + " %" }
    switch self {
    case .budget(let part): return "budget \(moved(part))"
    case .demand(let part): return "demand \(moved(part))"
    case .available(let pool, let by):
      let entry = scenario.pools[pool]
      let unit = entry.rentsMachines ? " machine of \(entry.gpusPerMachine)" : ""
      return "\(by > 0 ? "one more" : "one fewer")\(unit) \(entry.name)"
    case .machines(let pool, let gpus, let by):
      return "\(by > 0 ? "one more" : "one fewer") machine of \(gpus) \(scenario.pools[pool].name)"
    case .machinePrice(let pool, let gpus, let part):
      return "price of a machine of \(gpus) \(scenario.pools[pool].name) \(moved(part))"
    case .price(let pool, let part): return "price of \(scenario.pools[pool].name) \(moved(part))"
    case .modelShare(let model, let part): return "traffic of \(scenario.models[model].name) \(moved(part))"
    case .workloadShare(let model, let type, let part):
      return "\(scenario.models[model].workloads[type].name) of \(scenario.models[model].name) \(moved(part))"
    }
  }
}
