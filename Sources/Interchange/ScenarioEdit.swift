import Planning
import Serving

/// One change of a scenario's value by its path, as `--set`, replay moves and sliders state it.
///
/// Paths: `budget`, `demand`, `headroom`, `objective`, `slo.ttft_ms`, `slo.tpot_ms`, `gpus.NAME.available`,
/// `gpus.NAME.price`, `models.NAME.share`, `models.NAME.workloads.NAME.share`, `resilience.survives`,
/// `resilience.remaining`, `resilience.misjudged`, `bands`, `bands.KIND`. Names may hold dots. Values may have
/// units (`$12/h`, `20 req/s`, `2 s`, `8 GPUs`, `5%`); a share in per cent is of its group, whose others give way.
public struct ScenarioEdit: Sendable, Equatable {
  /// Which value.
  public var path: String
  /// The new value as written; `null` takes a limit away where there may be none.
  public var value: String

  /// Makes an edit.
  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }

  /// An edit from `PATH=VALUE`; names may hold `=`, values never do.
  public init(argument: String) throws {
    guard let sign = argument.lastIndex(of: "=") else {
      throw EditProblem(path: argument, message: "must be written PATH=VALUE")
    }
    self.init(path: String(argument[..<sign]), value: String(argument[argument.index(after: sign)...]))
  }

  /// Makes all edits or none; throws the first `EditProblem`.
  public static func apply(_ edits: [ScenarioEdit], to scenario: inout Scenario) throws {
    try apply(edits, to: &scenario, checksWhole: true)
  }

  /// Makes this edit.
  public func apply(to scenario: inout Scenario) throws {
    try Self.apply([self], to: &scenario)
  }

  static func apply(_ edits: [ScenarioEdit], to scenario: inout Scenario, checksWhole: Bool) throws {
    var changed = scenario
    for edit in edits { try edit.change(&changed) }
    if checksWhole, let last = edits.last {
      for gap in ScenarioRules.missing(changed) {
        throw EditProblem(path: last.path, message: "'\(gap.key)' \(gap.message)")
      }
      for place in ScenarioRules.withoutRegion(changed) {
        throw EditProblem(
          path: last.path, message: "surviving a region needs one of pool '\(changed.pools[place].name)'")
      }
      for model in ScenarioRules.allZeroShares(changed) {
        let whose = model.map { "all workloads of '\($0)'" } ?? "all models"
        throw EditProblem(path: last.path, message: "leaves the shares of \(whose) at 0")
      }
      for tiny in changed.tinyShares {
        throw EditProblem(path: last.path, message: ScenarioRules.message(tiny, of: changed))
      }
    }
    scenario = changed
  }

  private func change(_ scenario: inout Scenario) throws {
    switch path {
    case "budget": scenario.budget = try optionalNumber(.notNegative, in: .money)
    case "demand": scenario.demand = try optionalNumber(.notNegative, in: .rate)
    case "headroom": scenario.headroom = try number(.headroom, in: .part)
    case "objective":
      guard let objective = Objective(rawValue: value.lowercased()) else {
        let words = Objective.allCases.map(\.rawValue)
        throw problem("must be one of \(words.joined(separator: ", "))", among: words, near: value)
      }
      scenario.objective = objective
    case "slo.ttft_ms":
      var slo = scenario.slo ?? SLO()
      slo.ttftMs = try optionalNumber(.positive, in: .milliseconds)
      scenario.slo = slo
    case "slo.tpot_ms":
      var slo = scenario.slo ?? SLO()
      slo.tpotMs = try optionalNumber(.positive, in: .milliseconds)
      scenario.slo = slo
    case "resilience.survives":
      if Self.isNothing(value) {
        scenario.resilience.survives = nil
      } else {
        let words = Resilience.Loss.allCases.map(\.rawValue)
        guard let loss = Resilience.Loss(rawValue: value.lowercased()) else {
          throw problem("must be one of \(words.joined(separator: ", "))", among: words, near: value)
        }
        scenario.resilience.survives = loss
      }
    case "resilience.remaining": scenario.resilience.remaining = try number(.part, in: .part)
    case "resilience.misjudged":
      let range = NumberRange.whole(0...Resilience.mostMisjudged)
      scenario.resilience.misjudged = Int(try number(range, in: .weight))
    case BandPaths.all: scenario.bands.all = try bandPosition()
    default: try changeNamed(&scenario)
    }
  }

  /// Changes a value of a pool, a model or a workload.
  private func changeNamed(_ scenario: inout Scenario) throws {
    for (index, pool) in scenario.pools.enumerated() {
      if path == "gpus.\(pool.name).available" {
        let range = NumberRange.whole(0...ScenarioLimits.gpus)
        scenario.pools[index].available = Int(try number(range, in: .gpus))
        return
      }
      if path == "gpus.\(pool.name).price" {
        scenario.pools[index].price = try number(.notNegative, in: .money)
        scenario.pools[index].priceSource = .scenario
        return
      }
    }
    for (index, model) in scenario.models.enumerated() {
      if path == "models.\(model.name).share" {
        let shares = try self.shares(scenario.models.map(\.share), setting: index)
        for (place, share) in shares.enumerated() { scenario.models[place].share = share }
        return
      }
      for (position, workload) in model.workloads.enumerated()
      where path == "models.\(model.name).workloads.\(workload.name).share" {
        let shares = try self.shares(model.workloads.map(\.share), setting: position)
        for (place, share) in shares.enumerated() { scenario.models[index].workloads[place].share = share }
        return
      }
    }
    if let kind = BandPaths.kind(of: path, in: scenario) {
      scenario.bands.kinds[kind] = try bandPosition()
      return
    }
    let paths = Self.paths(of: scenario)
    throw EditProblem(
      path: path, message: "is no value that can be set",
      suggestion: Suggestion.nearest(to: path, among: paths))
  }

  /// Every path that can be set in `scenario`, in the file's order.
  public static func paths(of scenario: Scenario) -> [String] {
    var paths = [
      "objective", "budget", "demand", "headroom", "slo.ttft_ms", "slo.tpot_ms", "resilience.survives",
      "resilience.remaining", "resilience.misjudged", BandPaths.all,
    ]
    for pool in scenario.pools { paths += ["gpus.\(pool.name).available", "gpus.\(pool.name).price"] }
    for model in scenario.models {
      paths.append("models.\(model.name).share")
      paths += model.workloads.map { "models.\(model.name).workloads.\($0.name).share" }
    }
    paths += BandPaths.paths(of: scenario)
    return paths
  }

  /// A position in error bands: a number or the name of one; nil takes it away.
  private func bandPosition() throws -> Double? {
    if let position = BandPositions.position(named: value.lowercased()) { return position }
    return try optionalNumber(.bandPosition, in: .part)
  }

  private func number(_ range: NumberRange, in unit: FigureUnit) throws -> Double {
    let (text, scale) = unit.split(value)
    switch NumberText.double(text) {
    case .failure(let failure): throw problem(NumberText.message(failure))
    case .success(let number):
      guard range.contains(scale(number)) else { throw problem("must be \(range.meaning)") }
      return scale(number)
    }
  }

  private func optionalNumber(_ range: NumberRange, in unit: FigureUnit) throws -> Double? {
    Self.isNothing(value) ? nil : try number(range, in: unit)
  }

  private static func isNothing(_ value: String) -> Bool {
    ["null", "none", "off", "~"].contains(value.lowercased())
  }

  /// A group's shares with one of them set: to a weight, or to per cent, for which the others give way in proportion.
  private func shares(_ shares: [Double], setting index: Int) throws -> [Double] {
    var result = shares
    guard value.hasSuffix("%") else {
      result[index] = try number(.notNegative, in: .weight)
      return result
    }
    let part = try number(.notNegative, in: .part)
    let sum = shares.reduce(0, +)
    let others = sum - shares[index]
    guard part <= 1, others > 0 || part == 1 else {
      throw problem(part > 1 ? "must be at most 100%" : "has no other share to give way")
    }
    for other in shares.indices where others > 0 { result[other] = shares[other] / others * (1 - part) * sum }
    result[index] = part * sum
    return result
  }

  private func problem(_ message: String, among words: [String] = [], near text: String = "") -> EditProblem {
    EditProblem(
      path: path, message: message, badValue: value, suggestion: Suggestion.nearest(to: text, among: words))
  }
}

/// Why an edit cannot be made.
public struct EditProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// The path of the edit.
  public let path: String
  /// What is wrong, as a sentence part.
  public let message: String
  /// The value, where it is to blame.
  public let badValue: String?
  /// The nearest valid path or value.
  public let suggestion: String?

  /// Makes a problem; everything is made safe to print.
  public init(path: String, message: String, badValue: String? = nil, suggestion: String? = nil) {
    self.path = SafeText.printable(path, limit: SafeText.shownPathLength)
    self.message = SafeText.shown(message)
    self.badValue = badValue.map { SafeText.printable($0, limit: SafeText.shownValueLength) }
    self.suggestion = suggestion.map { SafeText.printable($0, limit: SafeText.shownPathLength) }
  }

  /// `'bugdet': is no value that can be set; did you mean 'budget'?`
  public var description: String {
    var text = "'\(path)': \(message)"
    if let badValue { text += ", found '\(badValue)'" }
    if let suggestion { text += "; did you mean '\(suggestion)'?" }
    return text
  }
}
