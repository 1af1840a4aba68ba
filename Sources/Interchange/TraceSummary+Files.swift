import Planning

extension TraceSummary {
  /// The workload types as a piece of a scenario file; rates and counts stand beside them as comments.
  public func yaml(types limit: Int) -> String {
    let types = types(atMost: limit)
    var text = "# \(count) requests\(Self.rates(types, span: span))\nworkloads:\n"
    for type in types {
      let workload = type.workload
      let rate = span.map { ", \(PlanText.fixed(Double(type.count) / Self.seconds($0), 4)) requests/s" } ?? ""
      text +=
        "  - {name: \(workload.name), input: \(workload.inputTokens), output: \(workload.outputTokens), "
        + "share: \(PlanText.fixed(workload.share, 3))}  # \(type.count) requests\(rate)\n"
    }
    return text
  }

  /// The header of the table of hours.
  public static let hoursHeader =
    "hour,workload,input_tokens,output_tokens,requests,requests_per_second,share"

  /// A row for each hour (from 0) and type; nil where the trace states no times.
  public func hourlyTable(types limit: Int) -> String? {
    let types = types(atMost: limit)
    guard let hours = types.first?.hourly.count, hours > 0 else { return nil }
    var rows = [Self.hoursHeader]
    for hour in 0..<hours {
      let total = types.reduce(0) { $0 + $1.hourly[hour] }
      for type in types {
        let requests = type.hourly[hour]
        let share = total > 0 ? Double(requests) / Double(total) * 100 : 0
        rows.append(
          PlanCSV.row([
            "\(hour)", type.workload.name, "\(type.workload.inputTokens)", "\(type.workload.outputTokens)",
            "\(requests)", PlanCSV.number(Double(requests) / 3600), PlanCSV.number(share),
          ]))
      }
    }
    return rows.joined(separator: "\n") + "\n"
  }

  private static func rates(_ types: [TypeSummary], span: ClosedRange<Double>?) -> String {
    guard let span, let hours = types.first?.hourly.count, hours > 0 else { return "" }
    let requests = types.reduce(0) { $0 + $1.count }
    let mean = PlanText.fixed(Double(requests) / seconds(span), 4)
    let text = " in \(PlanText.fixed(seconds(span) / 3600, 2)) h, \(mean) requests/s on average"
    // Of a single hour the trace holds only a part.
    guard hours > 1 else { return text }
    let busiest = (0..<hours).map { hour in types.reduce(0) { $0 + $1.hourly[hour] } }.max() ?? 0
    return text + ", \(PlanText.fixed(Double(busiest) / 3600, 4)) in the busiest hour"
  }

  /// Seconds a trace spans, at least one.
  private static func seconds(_ span: ClosedRange<Double>) -> Double {
    max(1, span.upperBound - span.lowerBound)
  }
}
