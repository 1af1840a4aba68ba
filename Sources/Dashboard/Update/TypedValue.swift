/// Reads what an operator types into a value field: `32`, `$32/h`, `+2`, `-2`, `35%`, `2 s`, `off`.
enum TypedValue {
  /// The figure meant, in the control's unit; nil for `off`.
  static func parse(_ text: String, for control: Control, _ facts: ControlFacts) throws(EditRefusal)
    -> Double?
  {
    var rest = text.lowercased().filter { !$0.isWhitespace }
    if ["off", "none", "-", "–"].contains(rest) { return try off(control) }
    var direction: Double?
    if let sign = rest.first, sign == "+" || sign == "-" || sign == "−" {
      direction = sign == "+" ? 1 : -1
      rest.removeFirst()
    }
    if rest.first == "$" {
      guard facts.unit == .dollarsPerHour else { throw refusal(text, facts) }
      rest.removeFirst()
    }
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let suffix = String(rest.dropFirst(digits.count))
    guard let number = Double(digits), number.isFinite, let scale = scale(of: suffix, facts) else {
      throw refusal(text, facts)
    }
    var value = number * scale
    // As the scenario file writes it.
    if control == .headroom, suffix.isEmpty, direction == nil, number < 1 { value *= 100 }
    if let direction {
      guard let old = facts.value else { throw EditRefusal("no value yet to add to") }
      value = old + direction * value
    }
    if facts.unit == .gpus || facts.unit == .milliseconds { value.round() }
    value = (value * 1e6).rounded() / 1e6
    guard value >= facts.range.lowerBound else {
      throw EditRefusal("\(text) is below the least, \(facts.textWithUnit(facts.range.lowerBound))")
    }
    guard value <= facts.most else {
      throw EditRefusal("\(text) is above the most, \(facts.textWithUnit(facts.most))")
    }
    return value
  }

  private static func off(_ control: Control) throws(EditRefusal) -> Double? {
    switch control {
    case .budget, .demand, .ttft, .tpot: return nil
    case .headroom, .available: return 0
    case .price, .modelShare, .workloadShare: throw EditRefusal("cannot be off; type a figure")
    }
  }

  /// What one of the unit typed is in the control's unit; nil for a unit that does not fit.
  private static func scale(of suffix: String, _ facts: ControlFacts) -> Double? {
    if suffix.isEmpty { return 1 }
    switch facts.unit {
    case .dollarsPerHour where ["/h", "$/h", "$"].contains(suffix): return 1
    case .requestsPerSecond where ["req/s", "/s", "rps"].contains(suffix): return 1
    case .percent where suffix == "%": return 1
    case .milliseconds where suffix == "ms": return 1
    case .milliseconds where suffix == "s": return 1000
    case .gpus where ["gpu", "gpus"].contains(suffix): return 1
    case _ where suffix == "%" && facts.unit != .percent:
      // A part of the slider's range, as the digit keys mean it.
      return facts.range.upperBound / 100
    default: return nil
    }
  }

  private static func refusal(_ text: String, _ facts: ControlFacts) -> EditRefusal {
    EditRefusal("“\(text)” is no figure; type \(hint(facts))")
  }

  /// Examples of what can be typed.
  static func hint(_ facts: ControlFacts) -> String {
    switch facts.unit {
    case .dollarsPerHour: "32, $32/h, +2 or 35%"
    case .requestsPerSecond: "20, 20 req/s, +2 or 35%"
    case .percent: "35, 35% or +5"
    case .milliseconds: "500, 500 ms, 2 s or +50"
    case .gpus: "8, +2 or 50%"
    }
  }
}
