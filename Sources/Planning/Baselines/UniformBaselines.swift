import Serving

extension BaselineStudy {
  /// Most combinations of shapes, one per model, that are all tried; beyond, models are improved singly.
  private static let mostCombinations = 400

  // MARK: Composition

  /// GPUs of every pool in equal number: the largest that the budget pays for, or the smallest that meets the demand
  /// at least cost. A pool with less in stock gives what it has.
  func uniformComposition(_ scenario: Scenario) -> BaselineResult? {
    let oneOfEach = scenario.pools.reduce(0) { $0 + $1.price }
    let most = scenario.pools.map(\.available).max() ?? 0
    let affordable = scenario.budget.map { oneOfEach > 0 ? Int($0 / oneOfEach * (1 + 1e-12)) : most } ?? most
    func plan(_ each: Int) -> Plan? {
      session(scenario, each: each)
    }
    func finished(_ plan: Plan, _ each: Int) -> BaselineResult {
      var result = result(plan, note: "\(each) of each, as far as in stock")
      guard result.requestsPerSecond != nil else { return result }
      // All of them are rented, whether the plan uses them or not.
      let given = uniform(scenario, each: each)
      result.gpus = given.pools.map { Plan.PoolCount(pool: $0.name, count: $0.rentable) }.filter {
        $0.count > 0
      }
      let cost = given.pools.reduce(0) { $0 + $1.priceOfAll }
      result.costPerMillionTokens = result.costPerMillionTokens.map { $0 / plan.costPerHour * cost }
      result.costPerHour = cost
      return result
    }
    let limit = min(most, max(affordable, 0))
    guard var best = plan(limit) else { return nil }
    guard scenario.objective == .cost, best.exists else { return finished(best, limit) }
    var (low, high) = (0, limit)
    while high - low > 1 {
      let middle = (low + high) / 2
      guard let next = plan(middle) else { return nil }
      if !next.exists {
        low = middle
      } else {
        (high, best) = (middle, next)
      }
    }
    return finished(best, high)
  }

  private func session(_ scenario: Scenario, each: Int) -> Plan? {
    solve(uniform(scenario, each: each), candidates: candidates)
  }

  /// The scenario with as many GPUs of every pool as far as in stock, in whole machines where those are rented.
  private func uniform(_ scenario: Scenario, each: Int) -> Scenario {
    var uniform = scenario
    for index in uniform.pools.indices {
      uniform.pools[index].available = min(each, uniform.pools[index].available)
    }
    return uniform
  }

  // MARK: Deployment

  /// A parallel configuration: TP of every stage and number of stages, all of one GPU type.
  private struct Shape: Hashable {
    var tp: Int
    var stages: Int
  }

  private func shape(_ candidate: Candidate) -> Shape? {
    guard let first = candidate.layout.stages.first,
      candidate.layout.stages.allSatisfy({ $0.pool == first.pool && $0.tp == first.tp })
    else { return nil }
    return Shape(tp: first.tp, stages: candidate.layout.stages.count)
  }

  /// One shape for all replicas of a model.
  func uniformDeployment(_ scenario: Scenario) -> BaselineResult? {
    let models = scenario.models.indices.filter { scenario.models[$0].share > 0 }
    let shapes = models.map { model in
      var seen: [Shape] = []
      for candidate in candidates where candidate.model == model {
        if let shape = shape(candidate), !seen.contains(shape) { seen.append(shape) }
      }
      return seen
    }
    guard !models.isEmpty, shapes.allSatisfy({ !$0.isEmpty }) else {
      return result(
        .none(
          scenario, Infeasibility(reason: "some model has no uniform layout", isProven: true),
          statistics: Plan.SolveStatistics()))
    }
    var choice = shapes.map { _ in 0 }
    var best: (plan: Plan, choice: [Int])?
    /// Solves one combination; false if cancelled.
    func attempt(_ choice: [Int]) -> Bool {
      let chosen = Dictionary(uniqueKeysWithValues: zip(models, zip(shapes, choice).map { $0[$1] }))
      let same = candidates.filter { candidate in
        shape(candidate).map { $0 == chosen[candidate.model] } ?? false
      }
      guard let plan = solve(scenario, candidates: same) else { return false }
      if plan.exists, best.map({ $0.plan.gain(of: plan) ?? 0 > 0 }) ?? true {
        best = (plan, choice)
      }
      return true
    }
    let combinations = shapes.reduce(1) { min($0 * $1.count, Self.mostCombinations + 1) }
    if combinations <= Self.mostCombinations {
      repeat {
        guard attempt(choice) else { return nil }
      } while advance(&choice, shapes.map(\.count))
    } else {
      guard improveOneAtATime(shapes.map(\.count), attempt, { best?.choice }) else { return nil }
    }
    guard let best else {
      return result(
        .none(
          scenario, Infeasibility(reason: "no uniform layout has a plan", isProven: true),
          statistics: Plan.SolveStatistics()))
    }
    let names = zip(models, zip(shapes, best.choice).map { $0[$1] }).map {
      "\(scenario.models[$0].name) TP \($1.tp) PP \($1.stages)"
    }
    return result(best.plan, note: names.joined(separator: ", "))
  }

  /// The next combination in counting order; false after the last.
  private func advance(_ choice: inout [Int], _ counts: [Int]) -> Bool {
    for index in choice.indices {
      choice[index] += 1
      if choice[index] < counts[index] { return true }
      choice[index] = 0
    }
    return false
  }

  /// Tries all shapes of one model after the other, the others as they are best so far, until nothing improves.
  private func improveOneAtATime(
    _ counts: [Int], _ attempt: ([Int]) -> Bool, _ best: () -> [Int]?
  ) -> Bool {
    var present = counts.map { _ in 0 }
    while true {
      for model in counts.indices {
        for shape in 0..<counts[model] {
          var next = best() ?? present
          next[model] = shape
          guard attempt(next) else { return false }
        }
      }
      guard let reached = best(), reached != present else { return true }
      present = reached
    }
  }
}
