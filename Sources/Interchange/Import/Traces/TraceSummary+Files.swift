import Planning
import Serving

extension TraceSummary {
  /// The workload types as a piece of a scenario file; rates and counts stand beside them as comments.
  public func yaml(types limit: Int) -> String {
    var whole = TraceSpan()
    whole.include(self)
    let lines = workloadLines(types(atMost: limit), span: span).map { "  \($0)\n" }.joined()
    return "# \(count) requests\(whole.text)\nworkloads:\n\(lines)"
  }

  /// A list entry for each type; the rates are those over `span`.
  func workloadLines(_ types: [TypeSummary], span: ClosedRange<Double>?) -> [String] {
    let length = span.map { $0.upperBound - $0.lowerBound } ?? 0
    return types.map { type in
      let workload = type.workload
      let rate = length > 0 ? Double(type.count) / length : nil
      return "- {name: \(workload.name), input: \(workload.inputTokens), output: \(workload.outputTokens), "
        + "share: \(DecimalText.fixed(workload.share, 3))}  # \(type.count) requests"
        + (rate.map { ", \(DecimalText.fixed($0, 4)) requests/s" } ?? "")
    }
  }

  /// The header of the table of hours.
  public static let hoursHeader =
    "hour,workload,input_tokens,output_tokens,requests,requests_per_second,share"

  /// A row for each hour (from 0) and type; nil where the trace states no times.
  public func hourlyTable(types limit: Int) -> String? {
    let types = types(atMost: limit)
    guard let hours = types.first?.hourly.count, hours > 0 else { return nil }
    let rows = (0..<hours).flatMap { hour in
      Self.hourlyRows(types, hour: hour).map { PlanCSV.row(["\(hour)"] + $0) }
    }
    return ([Self.hoursHeader] + rows).joined(separator: "\n") + "\n"
  }

  /// The fields after the hour of each type's row.
  static func hourlyRows(_ types: [TypeSummary], hour: Int) -> [[String]] {
    let total = types.reduce(0) { $0 + $1.hourly[hour] }
    return types.map { type in
      let requests = type.hourly[hour]
      let share = total > 0 ? Double(requests) / Double(total) * 100 : 0
      return [
        type.workload.name, "\(type.workload.inputTokens)", "\(type.workload.outputTokens)",
        "\(requests)", PlanCSV.number(Double(requests) / 3600), PlanCSV.number(share),
      ]
    }
  }
}
