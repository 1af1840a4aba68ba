import Planning
import Serving

/// Condenses traces into workload types, each model's apart where requests name one.
public struct TraceMix: Sendable {
  private var unnamed = TraceSummary()
  private var byModel: [TraceSummary] = []

  /// Creates an empty mix.
  public init() {}

  /// Counts a request.
  public mutating func add(_ request: TraceRequest) {
    guard let model = request.model else {
      unnamed.add(request)
      return
    }
    while byModel.count <= model { byModel.append(TraceSummary()) }
    byModel[model].add(request)
  }

  /// Requests counted.
  public var count: Int { byModel.reduce(unnamed.count) { $0 + $1.count } }

  /// Whether some requests name their model and others do not.
  public var isPartlyNamed: Bool { unnamed.count > 0 && !byModel.isEmpty }

  /// A piece of a scenario file: `workloads`, or `models` with their shares and workloads, most requests first.
  ///
  /// `names` are the models' by number, `limit` the most types of each, `remarks` what is worth a comment.
  public func yaml(types limit: Int, names: [String], remarks: [String] = []) -> String {
    let head = remarks.map { "# \(SafeText.printable($0, limit: SafeText.shownPathLength))\n" }.joined()
    return head + types(atMost: limit, names: names)
  }

  private func types(atMost limit: Int, names: [String]) -> String {
    guard !byModel.isEmpty else { return unnamed.yaml(types: limit) }
    var whole = TraceSpan()
    byModel.forEach { whole.include($0) }
    var text = "# \(count) requests of \(byModel.count) models\(whole.text)\nmodels:\n"
    for (number, summary) in ordered {
      let share = DecimalText.fixed(Double(summary.count) / Double(count) * 100, 3)
      text +=
        "  - name: \(YAMLText.scalar(names[number]))\n    share: \(share)  # \(summary.count) requests\n"
      text += "    workloads:\n"
      for line in summary.workloadLines(summary.types(atMost: limit), span: whole.span) {
        text += "      \(line)\n"
      }
    }
    return text
  }

  /// A row for each hour (from 0), model and type; nil where the traces state no times.
  public func hourlyTable(types limit: Int, names: [String]) -> String? {
    guard !byModel.isEmpty else { return unnamed.hourlyTable(types: limit) }
    var whole = TraceSpan()
    byModel.forEach { whole.include($0) }
    guard let hours = whole.hours else { return nil }
    let models = ordered.map { (names[$0.number], $0.summary.types(atMost: limit, hours: hours)) }
    var rows = ["hour,model," + TraceSummary.hoursHeader.drop { $0 != "," }.dropFirst()]
    for hour in 0..<hours.count {
      for (name, types) in models {
        rows += TraceSummary.hourlyRows(types, hour: hour).map { PlanCSV.row(["\(hour)", name] + $0) }
      }
    }
    return rows.joined(separator: "\n") + "\n"
  }

  private var ordered: [(number: Int, summary: TraceSummary)] {
    byModel.enumerated().map { (number: $0.offset, summary: $0.element) }
      .sorted { ($1.summary.count, $0.number) < ($0.summary.count, $1.number) }
  }
}

/// The time that traces span together, and how busy it is.
struct TraceSpan {
  private(set) var span: ClosedRange<Double>?
  private(set) var hours: ClosedRange<Int>?
  private var hourly: [Int: Int] = [:]

  /// Takes a summary in.
  mutating func include(_ summary: TraceSummary) {
    guard let other = summary.span, let otherHours = summary.hourRange else { return }
    span = span.map { min($0.lowerBound, other.lowerBound)...max($0.upperBound, other.upperBound) } ?? other
    let first = min(hours?.lowerBound ?? otherHours.lowerBound, otherHours.lowerBound)
    let last = max(hours?.upperBound ?? otherHours.upperBound, otherHours.upperBound)
    hours = first...min(last, first + TraceHours.longest - 1)
    for (hour, count) in summary.requestsByHour { hourly[hour, default: 0] += count }
  }

  /// Its length, the mean rate and the busiest hour's, as the end of a sentence; empty without times.
  var text: String {
    guard let span, let hours else { return "" }
    let length = span.upperBound - span.lowerBound
    var text = " in \(DecimalText.fixed(length / 3600, 2)) h"
    // Requests of one moment have no rate.
    guard length > 0 else { return text }
    let requests = hourly.values.reduce(0, +)
    text += ", \(DecimalText.fixed(Double(requests) / length, 4)) requests/s on average"
    // Of a single hour the trace holds only a part.
    guard hours.count > 1, let busiest = hourly.values.max() else { return text }
    return text + ", \(DecimalText.fixed(Double(busiest) / 3600, 4)) in the busiest hour"
  }
}
