import Serving

/// A value as an edit states it, in the scenario file's units.
public enum EditValue: Sendable, Equatable {
  /// No value: a limit is taken away.
  case none
  case figure(Double)
  /// A share as part of its group; the others give way in proportion.
  case part(Double)
  case word(String)
}

extension EditPath {
  private static let offWords: Set<String> = ["null", "none", "off", "~", "-", "–"]

  /// Reads a value: a figure with or without a unit, a change (`+2`, `-10%`), a word, or `off`.
  ///
  /// A sign before a figure makes it a change of the present one, but for positions in error bands, which have signs.
  /// Per cent of what is no part are of the present figure. Throws what is wrong with the value.
  public func read(_ text: String, in scenario: Scenario) throws(EditProblem) -> EditValue {
    let rule = rule(in: scenario)
    let value = text.trimmed
    if Self.offWords.contains(value.lowercased()) {
      switch rule.off {
      case .nothing: return .none
      case .zero: return .figure(0)
      case .refused: throw problem("cannot be off; write \(rule.hint)", text, in: scenario)
      }
    }
    switch rule.form {
    case .word(let words):
      guard words.contains(value.lowercased()) else {
        throw EditProblem(
          path: self.text(in: scenario), message: "must be one of \(words.joined(separator: ", "))",
          badValue: text,
          suggestion: Suggestion.nearest(to: value, among: words))
      }
      return .word(value.lowercased())
    case .position:
      if let position = BandPositions.position(named: value.lowercased()) { return .figure(position) }
      return .figure(try checked(number(value, .part, text, scenario), .bandPosition, text, scenario))
    case .share: return try share(value, text, scenario)
    case .figure(let unit, let range): return .figure(try figure(value, unit, range, text, scenario))
    }
  }

  private func figure(
    _ value: String, _ unit: FigureUnit, _ range: NumberRange, _ text: String, _ scenario: Scenario
  ) throws(EditProblem) -> Double {
    let (direction, rest) = Self.direction(of: value)
    let present: Double? = if case .figure(let now) = self.value(in: scenario) { now } else { nil }
    let isOfPresent = unit != .part && rest.hasSuffix("%")
    var figure = try number(rest, isOfPresent ? .part : unit, text, scenario)
    // Above 1 a part can only be meant in per cent.
    if unit == .part, !rest.hasSuffix("%"), figure > 1 { figure /= 100 }
    if isOfPresent {
      guard let present else {
        throw problem("has no value yet that per cent could be of", text, in: scenario)
      }
      figure *= present
      switch self {
      case .available, .machines: figure.round()
      default: break
      }
    }
    if let direction {
      guard let present else { throw problem("has no value yet to add to", text, in: scenario) }
      // Sums of decimals are written with as many decimals as people write.
      figure = ((present + direction * figure) * 1e9).rounded() / 1e9
    }
    return try checked(figure, range, text, scenario)
  }

  /// A weight, or a part of the group where it is in per cent.
  private func share(_ value: String, _ text: String, _ scenario: Scenario) throws(EditProblem) -> EditValue {
    let (direction, rest) = Self.direction(of: value)
    let group = shares(in: scenario)
    let sum = group.shares.reduce(0, +)
    let figure = try number(rest, rest.hasSuffix("%") ? .part : .weight, text, scenario)
    guard rest.hasSuffix("%") else {
      let weight = direction.map { group.shares[group.own] + $0 * figure } ?? figure
      return .figure(try checked(weight, .notNegative, text, scenario))
    }
    guard sum > 0 else { throw problem("is a part of shares that are all 0", text, in: scenario) }
    let part = direction.map { group.shares[group.own] / sum + $0 * figure } ?? figure
    guard part >= 0 else { throw problem("must be at least 0%", text, in: scenario) }
    guard part <= 1 else { throw problem("must be at most 100%", text, in: scenario) }
    guard sum > group.shares[group.own] || part == 1 else {
      throw problem("has no other share to give way", text, in: scenario)
    }
    return .part(part)
  }

  private func number(
    _ value: String, _ unit: FigureUnit, _ text: String, _ scenario: Scenario
  ) throws(EditProblem) -> Double {
    switch unit.read(value) {
    case .failure(let failure): throw problem(NumberText.message(failure), text, in: scenario)
    case .success(let number): return number
    }
  }

  private func checked(
    _ figure: Double, _ range: NumberRange, _ text: String, _ scenario: Scenario
  ) throws(EditProblem) -> Double {
    guard range.contains(figure) else { throw problem("must be \(range.meaning)", text, in: scenario) }
    return figure
  }

  /// The sign of a change, and the figure after it.
  private static func direction(of value: String) -> (direction: Double?, rest: String) {
    guard let sign = value.first, "+-−".contains(sign) else { return (nil, value) }
    let rest = String(value.dropFirst()).trimmed
    // Two signs are no figure.
    guard let next = rest.first, !"+-−".contains(next) else { return (nil, value) }
    return (sign == "+" ? 1 : -1, rest)
  }

  private func problem(_ message: String, _ value: String, in scenario: Scenario) -> EditProblem {
    EditProblem(path: text(in: scenario), message: message, badValue: value)
  }
}

extension String {
  /// Without spaces at its ends.
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
