import Serving

/// The values that a path may have, in one place for every way of stating them.
public struct EditRule: Sendable {
  /// The forms that values have.
  public enum Form: Sendable {
    /// One of some words.
    case word([String])
    /// A figure of a unit within a range.
    case figure(FigureUnit, NumberRange)
    /// A weight beside others of its group; in per cent it is of the group, whose others give way.
    case share
    /// A position in error bands: a number or its name.
    case position
  }

  /// The effect of `off` on a value.
  public enum Off: Sendable {
    /// There may be no value.
    case nothing
    /// The same as 0.
    case zero
    /// It is refused.
    case refused
  }

  /// The value's name in sentences: `Budget`, `Price of H100`.
  public let name: String
  /// Its meaning, in one short line.
  public let meaning: String
  /// The form of its values.
  public let form: Form
  /// The effect of `off`.
  public let off: Off
  /// Examples of how it is written.
  public let hint: String
}

extension EditRule {
  /// The numbers that the value may be; nil: it is a word.
  public var range: NumberRange? {
    switch form {
    case .word: nil
    case .figure(_, let range): range
    case .share: .notNegative
    case .position: .bandPosition
    }
  }
}

extension EditPath {
  /// The problem with a number that a file states as a number, where its sign is its own and no change; nil:
  /// none, or `read` finds it.
  public func refusal(ofNumber text: String, in scenario: Scenario) -> EditProblem? {
    guard text.hasPrefix("-"), case .success(let number) = NumberText.double(text),
      let range = rule(in: scenario).range, !range.contains(number)
    else { return nil }
    return EditProblem(path: self.text(in: scenario), message: "must be \(range.meaning)", badValue: text)
  }

  /// The rule of the path's value in a scenario that has it.
  public func rule(in scenario: Scenario) -> EditRule {
    func rule(_ name: String, _ meaning: String, _ form: EditRule.Form, _ off: EditRule.Off, _ hint: String)
      -> EditRule
    {
      EditRule(name: name, meaning: meaning, form: form, off: off, hint: hint)
    }
    switch self {
    case .objective:
      return rule(
        "Goal", "what is optimised", .word(Objective.allCases.map(\.rawValue)), .refused,
        Objective.allCases.map(\.rawValue).joined(separator: ", "))
    case .budget:
      return rule(
        "Budget",
        scenario.objective == .cost
          ? "the most the fleet may cost" : "the most the fleet may cost; a hard cap",
        .figure(.money, .notNegative), .nothing, "32, $32/h, $20k/month, +2 or +10%")
    case .demand:
      let meaning =
        switch scenario.objective {
        case .throughput: "requests/s to serve; most requests/s takes no notice of it"
        case .cost: "requests/s that must be served"
        case .costPerToken: "the least requests/s that must be served"
        }
      return rule(
        "Demand", meaning, .figure(.rate, .notNegative), .nothing, "20, 20 req/s, 1200/min, +2 or +10%")
    case .headroom:
      return rule(
        "Headroom", "part of every replica's throughput kept idle", .figure(.part, .belowWhole), .zero,
        "35%, 0.35 or +5%")
    case .ttft:
      return rule(
        "TTFT", "longest time to the first token; slower operating points are left out",
        .figure(.milliseconds, .positive), .nothing, "500, 500 ms, 2 s, +50 or +10%")
    case .tpot:
      return rule(
        "TPOT", "longest time per output token; slower operating points are left out",
        .figure(.milliseconds, .positive), .nothing, "50, 50 ms, 0.05 s, +5 or +10%")
    case .survives:
      let words = Resilience.Loss.allCases.map(\.rawValue)
      return rule(
        "Survives", "what may be lost while the traffic is served: pool, region, off", .word(words), .nothing,
        "\(words.joined(separator: ", ")) or off")
    case .remaining:
      return rule(
        "Left after a loss", "part of the rate that must be served after a loss", .figure(.part, .part),
        .refused,
        "above 0 and at most 100%")
    case .misjudged:
      return rule(
        "Misjudged kinds", "kinds of replica that may be as slow as their error bands allow",
        .figure(.weight, .whole(0...Resilience.mostMisjudged)), .zero,
        "a whole number from 0 to \(Resilience.mostMisjudged)")
    case .bands:
      return rule(
        "Error bands", "where figures lie in their error bands: low, stated, high, or -1 to 1", .position,
        .nothing,
        "low, stated, high, off or a number from -1 to 1")
    case .bandsOfKind(let kind):
      return rule(
        "Error band of \(kind)", "where its figures lie in their error bands: low, stated, high, or -1 to 1",
        .position,
        .nothing, "low, stated, high, off or a number from -1 to 1")
    case .available(let pool):
      return rule(
        "\(scenario.pools[pool].name)", "GPUs of this type that can be rented",
        .figure(.gpus, .whole(0...ScenarioLimits.gpus)), .zero, "8, 8 GPUs, +2 or +50%")
    case .price(let pool):
      return rule(
        "Price of \(scenario.pools[pool].name)", "price of one GPU", .figure(.money, .notNegative), .refused,
        "2.49, $2.49/h, $60/day, -0.1 or -10%")
    case .machines(let pool, let gpus):
      return rule(
        "Machines of \(gpus) \(scenario.pools[pool].name)", "whole machines of this size that can be rented",
        .figure(.weight, .whole(0...ScenarioLimits.gpus)), .zero, "2, +1 or +50%")
    case .machinePrice(let pool, let gpus):
      return rule(
        "Price of a machine of \(gpus) \(scenario.pools[pool].name)", "price of one whole machine",
        .figure(.money, .notNegative), .refused, "23.92, $23.92/h, $500/day, -1 or -10%")
    case .modelShare(let model):
      return rule(
        "Share of \(scenario.models[model].name)",
        "the model's part of all requests; the other models give way", .share,
        .refused, "35%, +5% or a weight")
    case .workloadShare(let model, let workload):
      return rule(
        "Share of \(scenario.models[model].workloads[workload].name)",
        "part of the model's requests; the other types give way", .share, .refused, "35%, +5% or a weight")
    }
  }
}
