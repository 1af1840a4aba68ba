import Planning

/// One line of `replay`: the plan after one move.
public struct ReplayLine: Sendable, Equatable {
  /// Number of the move, from 1.
  public var move: Int
  /// The values that the move set.
  public var edits: [Edit]
  /// The plan after the move.
  public var plan: Plan

  /// Creates the line of a move.
  public init(move: Int, edits: [Edit], plan: Plan) {
    self.move = move
    self.edits = edits
    self.plan = plan
  }

  /// The line as one JSON object.
  public var json: JSONValue {
    var entries: [(key: String, value: JSONValue)] = [
      ("move", .integer(move)),
      ("status", .text(plan.status.rawValue)),
      ("requests_per_second", .number(plan.requestsPerSecond)),
      ("cost_per_hour", .number(plan.costPerHour)),
      ("bound", .number(plan.bound)),
      ("gap", .number(plan.gap)),
      ("first_plan_milliseconds", .number(plan.solve.firstPlanMilliseconds)),
      ("milliseconds", .number(plan.solve.milliseconds)),
      ("nodes", .integer(plan.solve.nodes)),
      ("pivots", .integer(plan.solve.pivots)),
      ("set", .object(edits.map { ($0.path, $0.json) })),
    ]
    if let reason = plan.infeasibility?.reason { entries.append(("reason", .text(reason))) }
    return .object(entries)
  }
}

extension Edit {
  /// The value as a file states it: a number where it is one, none where it takes a limit away.
  var tableValue: TableValue {
    if let number = try? NumberText.double(value).get() { return .figure(number) }
    return value.lowercased() == "null" ? .none : .text(value)
  }

  /// The value as JSON.
  public var json: JSONValue { tableValue.json }
}

/// The answer of `solve`: a linear or mixed-integer program's outcome.
public struct SolveReport: Sendable, Equatable {
  /// `optimal`, `infeasible`, `unbounded`, `feasible` or `unknown`.
  public var status: String
  /// Value of the best solution; nil: none.
  public var objective: Double?
  /// Proven bound; nil: none.
  public var bound: Double?
  /// Relative gap; nil where objective or bound is missing.
  public var gap: Double?
  /// Wall time in ms.
  public var milliseconds: Double
  /// Branch-and-bound nodes.
  public var nodes: Int
  /// Simplex pivots.
  public var pivots: Int
  /// `certified` or `searched`; nil where nothing is claimed.
  public var proof: String?

  /// Creates a report of an outcome.
  public init(
    status: String, objective: Double?, bound: Double?, gap: Double?, milliseconds: Double, nodes: Int,
    pivots: Int, proof: String?
  ) {
    self.status = status
    self.objective = objective
    self.bound = bound
    self.gap = gap
    self.milliseconds = milliseconds
    self.nodes = nodes
    self.pivots = pivots
    self.proof = proof
  }

  /// The report as one JSON object.
  public var json: JSONValue {
    .object([
      ("status", .text(status)),
      ("objective", .optional(objective)),
      ("bound", .optional(bound)),
      ("gap", .optional(gap)),
      ("milliseconds", .number(milliseconds)),
      ("nodes", .integer(nodes)),
      ("pivots", .integer(pivots)),
      ("proof", .optional(proof)),
    ])
  }
}
