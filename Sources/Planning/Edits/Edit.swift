import Serving

/// One change of a scenario's value by its path, as `--set`, `:set`, replay moves, sweep grids and value fields state
/// it. `EditPath` has the paths, `EditRule` what their values may be, `EditValue` how values are written.
public struct Edit: Sendable, Equatable {
  /// Path of the value to change.
  public var path: String
  /// The new value as written; `null` takes a limit away where there may be none.
  public var value: String

  /// Creates an edit of the value at a path.
  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }

  /// An edit from `PATH=VALUE`; names may hold `=`, values never do.
  public init(argument: String) throws(EditProblem) {
    guard let sign = argument.lastIndex(of: "=") else {
      throw EditProblem(path: argument, message: "must be written PATH=VALUE")
    }
    self.init(path: String(argument[..<sign]), value: String(argument[argument.index(after: sign)...]))
  }

  /// The edits that make one scenario of another with the same pools, models and workload types.
  public static func between(_ old: Scenario, _ new: Scenario) -> [Edit] {
    EditPath.all(in: new).compactMap { path in
      let value = path.argument(in: new)
      return path.argument(in: old) == value ? nil : Edit(path: path.text(in: new), value: value)
    }
  }

  /// Applies all edits or none; throws the first problem.
  public static func apply(_ edits: [Edit], to scenario: inout Scenario) throws(EditProblem) {
    var changed = scenario
    try applyEach(edits, to: &changed)
    if let last = edits.last { try checkWhole(changed, blaming: last.path) }
    scenario = changed
  }

  /// Applies this edit.
  public func apply(to scenario: inout Scenario) throws(EditProblem) {
    try Self.apply([self], to: &scenario)
  }

  /// Applies edits one by one, without checking the rules for the scenario as a whole.
  public static func applyEach(_ edits: [Edit], to scenario: inout Scenario) throws(EditProblem) {
    for edit in edits {
      guard let path = EditPath(edit.path, in: scenario) else {
        let paths = EditPath.all(in: scenario).map { $0.text(in: scenario) }
        throw EditProblem(
          path: edit.path, message: "is no value that can be set",
          suggestion: Suggestion.nearest(to: edit.path, among: paths))
      }
      path.set(try path.read(edit.value, in: scenario), in: &scenario)
    }
  }

  /// Checks the rules for a scenario as a whole; throws a problem of the path that was set last.
  public static func checkWhole(_ scenario: Scenario, blaming path: String) throws(EditProblem) {
    for gap in ScenarioRules.missing(scenario) {
      throw EditProblem(path: path, message: "'\(gap.key)' \(gap.message)")
    }
    for place in ScenarioRules.withoutRegion(scenario) {
      throw EditProblem(
        path: path, message: "surviving a region needs one of pool '\(scenario.pools[place].name)'")
    }
    for model in ScenarioRules.allZeroShares(scenario) {
      let whose = model.map { "all workloads of '\($0)'" } ?? "all models"
      throw EditProblem(path: path, message: "leaves the shares of \(whose) at 0")
    }
    for tiny in scenario.tinyShares {
      throw EditProblem(path: path, message: ScenarioRules.message(tiny, of: scenario))
    }
  }
}
