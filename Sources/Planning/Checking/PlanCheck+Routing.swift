import Serving

/// Who serves what in which time, and the costs that follow.
extension PlanCheck {
  /// Sums over the assignments, and each one's time in replicas.
  private struct Ledger {
    /// Time spent, one entry per assignment.
    var time: [Double]
    /// Time spent and requests/s served, one entry per replica.
    var busy: [Double]
    var rate: [Double]
    /// Part of the requests served, one entry per traffic entry.
    var fraction: [Double]
    /// $/h of each traffic entry, and what of it is prefill.
    var cost: [Double]
    var prefillCost: [Double]
  }

  /// Every figure of the assignments, the replicas' use and the workload types.
  func checkRouting(_ plan: Plan, _ names: ResolvedPlan, _ report: inout CheckReport) {
    var ledger = Ledger(
      time: [Double](repeating: 0, count: plan.assignments.count),
      busy: [Double](repeating: 0, count: plan.replicas.count),
      rate: [Double](repeating: 0, count: plan.replicas.count),
      fraction: [Double](repeating: 0, count: fleet.traffic.count),
      cost: [Double](repeating: 0, count: fleet.traffic.count),
      prefillCost: [Double](repeating: 0, count: fleet.traffic.count))
    checkRoutes(plan, names, &ledger, &report)
    checkUse(plan, names, ledger, &report)
    checkCosts(plan, names, &ledger, &report)
    checkWorkloads(plan, ledger, &report)
    checkTokenPrices(plan, ledger, &report)
  }

  private func checkRoutes(
    _ plan: Plan, _ names: ResolvedPlan, _ ledger: inout Ledger, _ report: inout CheckReport
  ) {
    var replicasOf = [Set<Int>](repeating: [], count: fleet.traffic.count)
    var last = 0
    for (place, assignment) in plan.assignments.enumerated() {
      func label() -> String { "\(assignment.model) / \(assignment.workload) on \(assignment.layout)" }
      guard let entry = names.traffic[place] else {
        report.expect(false, "\(label()): the scenario has no such workload with traffic")
        continue
      }
      report.expect(entry >= last, "\(label()): stands after a later workload's assignments")
      last = max(last, entry)
      report.expect(
        assignment.fraction > 0 && assignment.fraction <= 1 + PlanningTolerance.check,
        "\(label()): fraction is \(assignment.fraction)")
      report.equal(
        assignment.requestsPerSecond,
        assignment.fraction * plan.requestsPerSecond * fleet.traffic[entry].share,
        "\(label()): requests_per_second")
      ledger.fraction[entry] += assignment.fraction
      guard let replica = names.replica[place], let candidate = names.candidate[replica] else {
        report.expect(false, "\(label()): the plan rents no such replica")
        continue
      }
      report.expect(replicasOf[entry].insert(replica).inserted, "\(label()) stands twice")
      let speed = fleet.rate[candidate * fleet.traffic.count + entry]
      report.expect(speed > 0, "\(label()): this layout cannot serve it")
      guard speed > 0 else { continue }
      ledger.time[place] = assignment.requestsPerSecond / speed
      ledger.busy[replica] += ledger.time[place]
      ledger.rate[replica] += assignment.requestsPerSecond
      let workload = fleet.traffic[entry].workload
      let figure = fleet.candidates[candidate].throughput[workload]
      report.equal(
        assignment.prefillShare, figure?.prefillShare ?? .nan, "\(label()): prefill_share")
      checkOrigin(assignment.provenance, [fleet.provenance(of: candidate, workload)], label, &report)
    }
    for (entry, sum) in ledger.fraction.enumerated() {
      report.equal(sum, 1, "\(fleet.label(ofTraffic: entry)): sum of fractions")
    }
  }

  /// How long the replicas are busy, and on which figures they rest.
  private func checkUse(
    _ plan: Plan, _ names: ResolvedPlan, _ ledger: Ledger, _ report: inout CheckReport
  ) {
    for (place, replica) in plan.replicas.enumerated() {
      func label() -> String { "\(replica.model) on \(replica.layout)" }
      report.atMost(ledger.busy[place], Double(replica.count), "\(label()): replicas' time spent")
      report.equal(
        replica.utilization,
        min(1, ledger.busy[place] / Double(replica.count)) * (1 - fleet.scenario.headroom),
        "\(label()): utilization")
      report.equal(replica.requestsPerSecond, ledger.rate[place], "\(label()): requests_per_second")
      guard let candidate = names.candidate[place] else { continue }
      // The weakest of the figures in use; without traffic, of all there are.
      let used = plan.assignments.indices.compactMap { index -> Provenance? in
        guard names.replica[index] == place, let entry = names.traffic[index] else { return nil }
        return fleet.provenance(of: candidate, fleet.traffic[entry].workload)
      }
      let figures = used.isEmpty ? fleet.candidates[candidate].throughput.compactMap { $0?.provenance } : used
      let weakest = figures.map(\.rank).max()
      checkOrigin(replica.provenance, figures.filter { $0.rank == weakest }, label, &report)
    }
  }

  private func checkOrigin(
    _ claimed: Provenance, _ possible: [Provenance?], _ label: () -> String, _ report: inout CheckReport
  ) {
    let known = possible.compactMap { $0 }
    report.expect(
      known.contains { $0.agrees(with: claimed) },
      "\(label()): source, provenance or error_band is \(claimed.text), should be "
        + (known.last?.text ?? "nothing"))
  }

  /// Each replica's cost goes to its assignments by time; idle ones are paid by their model's traffic.
  private func checkCosts(
    _ plan: Plan, _ names: ResolvedPlan, _ ledger: inout Ledger, _ report: inout CheckReport
  ) {
    var idleCost: [String: Double] = [:]
    var modelTime: [String: Double] = [:]
    let costs = costs(plan, names)
    var cost = [Double](repeating: 0, count: plan.replicas.count)
    for (place, replica) in plan.replicas.enumerated() {
      cost[place] = costs[place] * Double(replica.count)
      modelTime[replica.model, default: 0] += ledger.busy[place]
      if ledger.busy[place] == 0 { idleCost[replica.model, default: 0] += cost[place] }
    }
    for (place, assignment) in plan.assignments.enumerated() {
      guard let replica = names.replica[place], let entry = names.traffic[place], ledger.busy[replica] > 0
      else { continue }
      let time = ledger.time[place]
      let own = cost[replica] * (time / ledger.busy[replica])
      let idle = (idleCost[assignment.model] ?? 0) * (time / (modelTime[assignment.model] ?? .infinity))
      report.equal(
        assignment.costPerHour, own + idle,
        "\(assignment.model) / \(assignment.workload) on \(assignment.layout): cost_per_hour")
      ledger.cost[entry] += own + idle
      ledger.prefillCost[entry] += (own + idle) * assignment.prefillShare
    }
  }

  private func checkWorkloads(_ plan: Plan, _ ledger: Ledger, _ report: inout CheckReport) {
    report.equal(plan.workloads.count, fleet.traffic.count, "workloads: the number of types with traffic")
    for (index, workload) in zip(fleet.traffic.indices, plan.workloads) {
      let entry = fleet.traffic[index]
      let model = fleet.scenario.models[entry.model]
      func label() -> String { "workload \(workload.model) / \(workload.workload)" }
      report.expect(
        workload.model == model.name && workload.workload == model.workloads[entry.workload].name,
        "\(label()) stands where \(fleet.label(ofTraffic: index)) should")
      let rate = plan.requestsPerSecond * entry.share
      report.equal(workload.requestsPerSecond, rate, "\(label()): requests_per_second")
      report.equal(workload.costPerHour, ledger.cost[index], "\(label()): cost_per_hour")
      let tokens = Plan.TokenPair(input: entry.inputTokens * rate, output: entry.outputTokens * rate)
      let cost = Plan.TokenPair(
        input: ledger.prefillCost[index], output: ledger.cost[index] - ledger.prefillCost[index])
      report.equal(
        workload.costPerMillionTokens, perMillion(ledger.cost[index], tokens.input + tokens.output),
        "\(label()): cost_per_million_tokens")
      report.equal(
        workload.split,
        Plan.TokenPair(
          input: perMillion(cost.input, tokens.input), output: perMillion(cost.output, tokens.output)),
        "\(label()): $ for 10^6 tokens")
    }
  }

  /// Checks the price of the tokens of all workload types together.
  private func checkTokenPrices(_ plan: Plan, _ ledger: Ledger, _ report: inout CheckReport) {
    let tokens = plan.tokensPerSecond
    let cost = ledger.cost.reduce(0, +)
    let prefill = ledger.prefillCost.reduce(0, +)
    report.equal(plan.costPerHour, cost, "cost_per_hour against the sum over the workloads")
    report.equal(
      plan.totalCostPerMillionTokens, perMillion(cost, tokens.input + tokens.output),
      "cost_per_million_tokens.total")
    report.equal(
      plan.costPerMillionTokens,
      Plan.TokenPair(
        input: perMillion(prefill, tokens.input), output: perMillion(cost - prefill, tokens.output)),
      "cost_per_million_tokens")
  }

  /// $ for 10^6 tokens out of $/h and tokens/s.
  private func perMillion(_ costPerHour: Double, _ tokensPerSecond: Double) -> Double {
    tokensPerSecond > 0 ? costPerHour / (tokensPerSecond * 3600) * 1e6 : 0
  }
}

extension FleetData {
  /// The provenance of a candidate's figure for a workload type of its model, moved with its place in the
  /// bands.
  fileprivate func provenance(of candidate: Int, _ workload: Int) -> Provenance? {
    candidates[candidate].throughput[workload]?.provenance.times(bandFactor[candidate])
  }
}

extension Provenance {
  /// The provenance as quoted in messages.
  fileprivate var text: String { "'\(kind): \(detail)' (\(band.lowerBound) to \(band.upperBound))" }

  /// Whether another one says the same: a measured row's file may stand in another folder.
  func agrees(with other: Provenance) -> Bool {
    kind == other.kind && CheckReport.agree(band.lowerBound, other.band.lowerBound)
      && CheckReport.agree(band.upperBound, other.band.upperBound)
      && (detail == other.detail
        || ProfileRow.withoutFolder(detail) == ProfileRow.withoutFolder(other.detail))
  }
}

extension ProfileRow {
  /// A row's source, `folder/profile.csv:12: vLLM`, without the folder; other texts as they are.
  package static func withoutFolder(_ source: String) -> String {
    let bytes = Array(source.utf8)
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let colon = bytes.indices.dropLast().first {
      bytes[$0] == UInt8(ascii: ":") && digits.contains(bytes[$0 + 1])
    }
    guard let colon, let slash = bytes[..<colon].lastIndex(of: UInt8(ascii: "/")) else { return source }
    return String(decoding: bytes[(slash + 1)...], as: UTF8.self)
  }
}
