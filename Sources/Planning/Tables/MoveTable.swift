/// A row of a move from a running fleet: a step, a loss, a route, or the fleet before and after.
public struct MoveRow: TableRow {
  /// What a row is about.
  public enum Kind: Sendable, Equatable {
    case start, stop, other
  }

  /// Whether it is one of many or their sum.
  public var level = TableLevel.item
  /// The same from plan to plan.
  public var id: String
  /// What it is about.
  public var kind = Kind.other
  /// Number of the step, from 1; nil: none.
  public var step: Int?
  /// What happens.
  public var change: String
  /// To how many, or to which part.
  public var count: TableValue
  /// The layout, or the way.
  public var layout: String
  /// The model.
  public var model: String
  /// Requests/s then.
  public var rate = TableValue.none
  /// $/h then.
  public var cost = TableValue.none
  /// A remark; empty: none.
  public var note = ""
  /// Whether the remark is a warning.
  public var warns = false
  /// Whether less than the floor is served then.
  public var dips = false
  /// Whether it costs more than the budget then.
  public var exceedsBudget = false

  /// Creates a row without figures.
  public init(_ change: String, id: String, count: TableValue, layout: String, model: String = "") {
    self.id = id
    self.change = change
    self.count = count
    self.layout = layout
    self.model = model
  }

  /// A step, by its number from 1.
  public init(_ step: TransitionStep, number: Int) {
    self.init(
      step.isStart ? "start" : "stop", id: "step \(number - 1)", count: .count(step.count),
      layout: step.layout, model: step.model)
    kind = step.isStart ? .start : .stop
    self.step = number
    rate = .figure(step.requestsPerSecond)
    cost = .figure(step.costPerHour)
    dips = step.dips
    exceedsBudget = step.exceedsBudget
  }
}

extension TableSchema<MoveRow> {
  /// The steps from a running fleet to a plan; on a screen with `layout` and `note` columns for the longest texts.
  public static func steps(layoutWidth layout: Int = 20, noteWidth note: Int = 24) -> TableSchema {
    let report = [
      "step", "action", "count", "model", "layout", "requests_per_second", "cost_per_hour", "note",
    ]
    return TableSchema(
      "steps", title: "Steps",
      media: [
        .zoom: [
          "step", "action", "count", "layout", "model", "requests_per_second", "cost_per_hour", "note",
        ],
        .text: report, .page: report, .csv: report,
        .json: [
          "action", "model", "layout", "count", "requests_per_second", "cost_per_hour", "below_floor",
          "over_budget",
        ],
      ],
      [
        TableColumn("step", "step", .count, width: ColumnWidth(5, yields: 1), emphasis: { _ in .muted }) {
          row in
          row.step.map { .count($0) } ?? .none
        },
        .names(
          "action", "change", title: "action", width: ColumnWidth(8),
          emphasis: { $0.kind == .start ? .good : $0.kind == .stop ? .bad : nil }
        ) { .text($0.change) },
        TableColumn("count", "n", title: "replicas", .part, suffix: "%", width: ColumnWidth(5)) { $0.count },
        .names("layout", "layout", width: ColumnWidth(layout)) { .text($0.layout) },
        .names("model", "model", width: ColumnWidth(18, yields: 2), emphasis: { _ in .muted }) {
          .text($0.model)
        },
        .rate(title: "\(Quantity.rate.unit) then") { $0.rate },
        .cost(title: "\(Quantity.money.unit) then", width: ColumnWidth(9)) { $0.cost },
        .names(
          "note", "note", width: ColumnWidth(note, yields: 3), emphasis: { $0.warns ? .warning : .muted }
        ) { .text($0.note) },
        .names("below_floor", "below the floor") { .flag($0.dips) },
        .names("over_budget", "over the budget") { .flag($0.exceedsBudget) },
      ])
  }
}
