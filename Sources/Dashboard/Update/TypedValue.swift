import Planning

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
    guard var value = figure(rest, facts) else { throw refusal(text, facts) }
    // As the scenario file writes it.
    if control == .headroom, !rest.hasSuffix("%"), direction == nil, value < 1 { value *= 100 }
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

  /// The figure in the control's unit; nil for a unit that does not fit.
  private static func figure(_ text: String, _ facts: ControlFacts) -> Double? {
    let (digits, scale) = facts.unit.figure.split(text)
    let isPart = facts.unit != .percent && digits.hasSuffix("%")
    let figure = isPart ? String(digits.dropLast()) : digits
    guard figure.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: ".") }),
      let number = Double(figure), number.isFinite
    else { return nil }
    // A part of the slider's range, as the digit keys mean it.
    if isPart { return number / 100 * facts.range.upperBound }
    return facts.unit == .percent ? number : scale(number)
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
