import Serving

extension TableValue {
  /// Returns the value as a report has it, rounded to so many decimals.
  public func text(_ head: TableHead, decimals: Int) -> String {
    func fixed(_ value: Double, _ own: Int? = nil) -> String {
      DecimalText.fixed(scaled(value, head), own ?? decimals)
    }
    switch self {
    case .none, .missing, .pending, .zero: return head.isLeft ? "" : "-"
    case .text(let text), .ordered(let text, _), .initial(let text), .keyed(let text, _):
      return SafeText.printable(text, limit: SafeText.shownPathLength)
    case .count(let count): return "\(count)"
    case .flag(let flag): return "\(flag)"
    case .figure(let value, _, let own): return fixed(value, own)
    case .gain(let value), .narrow(let value, _, _): return fixed(value)
    case .change(let value, let own): return DecimalText.signed(scaled(value, head), own ?? decimals)
    case .remarked(let value, let remark): return fixed(value) + remark
    case .gpus(let gpus, let separator):
      return gpus.map { "\($0.count) \($0.pool)" }.joined(separator: separator)
    case .name(let name, let none): return name ?? none
    case .names(let names, let none): return names.isEmpty ? none : names.joined(separator: ", ")
    case .routes(let parts):
      return parts.map { "\($0.layout) \(DecimalText.fixed($0.fraction * 100, 1)) %" }.joined(separator: ", ")
    case .band(let band): return "\(fixed(band.lowerBound)) to \(fixed(band.upperBound))"
    case .record, .records: return ""
    }
  }

  private func scaled(_ value: Double, _ head: TableHead) -> Double {
    head.quantity == .part || head.quantity == .percentage ? value * 100 : value
  }
}
