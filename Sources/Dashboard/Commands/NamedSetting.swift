import Planning

/// A value that has no slider: `:set` takes it by the path that `--set` spells.
public enum NamedSetting: String, Sendable, CaseIterable {
  /// What may be lost as a whole.
  case survives = "resilience.survives"
  /// The part of the rate that must be left then.
  case remaining = "resilience.remaining"
  /// Kinds of replica that may be as slow as their error bands allow.
  case misjudged = "resilience.misjudged"
  /// Where in their error bands all figures lie.
  case bands

  /// What it is called in messages.
  var name: String {
    switch self {
    case .survives: "Survives"
    case .remaining: "Left after a loss"
    case .misjudged: "Misjudged kinds"
    case .bands: "Error bands"
    }
  }

  /// What it means, in one short line.
  var meaning: String {
    switch self {
    case .survives: "what may be lost while the traffic is served: pool, region, off"
    case .remaining: "part of the rate that must be served after a loss"
    case .misjudged: "kinds of replica that may be as slow as their error bands allow"
    case .bands: "where figures lie in their error bands: low, stated, high, or -1 to 1"
    }
  }

  /// How a value is written.
  var hint: String {
    switch self {
    case .survives: "pool, region or off"
    case .remaining: "above 0 and at most 100%"
    case .misjudged: "a whole number from 0 to \(Resilience.mostMisjudged)"
    case .bands: "low, stated, high, off or a number from -1 to 1"
    }
  }

  /// The value as shown: `any one pool`, `80 %`.
  func text(in scenario: Scenario) -> String {
    switch self {
    case .survives: scenario.resilience.survives.map { "any one \($0.rawValue)" } ?? "off"
    case .remaining: "\(Numbers.fixed(scenario.resilience.remaining * 100, 0)) %"
    case .misjudged: "\(scenario.resilience.misjudged)"
    case .bands:
      scenario.bands.all.map { place in
        BandPositions.named.first { $0.value == place }?.key ?? Numbers.fixed(place, 2)
      } ?? "off"
    }
  }

  /// The value as `--set` takes it.
  func argument(in scenario: Scenario) -> String {
    switch self {
    case .survives: scenario.resilience.survives?.rawValue ?? "null"
    case .remaining: "\(scenario.resilience.remaining)"
    case .misjudged: "\(scenario.resilience.misjudged)"
    case .bands: scenario.bands.all.map { "\($0)" } ?? "null"
    }
  }

  /// Puts it to a typed value, or says why it cannot be.
  func set(_ value: String, in scenario: inout Scenario) throws(EditRefusal) {
    let word = value.lowercased()
    let isOff = ["off", "none", "null"].contains(word)
    switch self {
    case .survives:
      guard isOff || Resilience.Loss(rawValue: word) != nil else { throw EditRefusal(hint) }
      let loss = Resilience.Loss(rawValue: word)
      if loss == .region, let pool = scenario.pools.first(where: { $0.offer.region == nil }) {
        throw EditRefusal("pool \(pool.name) names no region")
      }
      scenario.resilience.survives = loss
    case .remaining:
      let part = try number(value)
      guard part > 0, part <= 1 else { throw EditRefusal(hint) }
      scenario.resilience.remaining = part
    case .misjudged:
      guard let kinds = Int(value), (0...Resilience.mostMisjudged).contains(kinds) else {
        throw EditRefusal(hint)
      }
      scenario.resilience.misjudged = kinds
    case .bands:
      if isOff {
        scenario.bands.all = nil
        return
      }
      let named = BandPositions.position(named: word)
      let place = if let named { named } else { try number(value) }
      guard BandPositions.range.contains(place) else { throw EditRefusal(hint) }
      scenario.bands.all = place
    }
  }

  private func number(_ value: String) throws(EditRefusal) -> Double {
    let (digits, scale) = FigureUnit.part.split(value)
    guard let number = Double(digits), number.isFinite else { throw EditRefusal(hint) }
    return scale(number)
  }

  /// The setting that a text begins with, and what follows it.
  static func take(_ text: String) -> (setting: NamedSetting, rest: String)? {
    for setting in allCases where text.lowercased().hasPrefix(setting.rawValue) {
      let rest = text.dropFirst(setting.rawValue.count)
      guard rest.isEmpty || rest.first == " " || rest.first == "=" else { continue }
      return (setting, String(rest.drop { $0 == " " || $0 == "=" }).trimmingSpaces)
    }
    return nil
  }
}

extension DashboardState {
  /// Puts a setting without a slider to a value; one step of the history.
  mutating func set(_ setting: NamedSetting, to value: String) -> [Effect] {
    var next = statement
    do throws(EditRefusal) {
      try setting.set(value, in: &next.scenario)
    } catch {
      message = Message(.error, "\(setting.name): \(error.reason)")
      return []
    }
    let (old, new) = (setting.text(in: scenario), setting.text(in: next.scenario))
    guard next != statement else {
      message = Message(.notice, "\(setting.name): already \(new)")
      return []
    }
    return adopt(next, Message(.edit, subject: setting.name, "\(old) → \(new)"))
  }
}
