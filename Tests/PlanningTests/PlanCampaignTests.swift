import Foundation
import Interchange
import Optimization
import Testing

@testable import Planning

/// Odd scenarios solved from nothing and over edits, each answer against the program written out and solved by the general
/// engine. `FLEETMIX_CAMPAIGN=100` makes it a hundred times as many, `FLEETMIX_SEED` others, and
/// `FLEETMIX_PEER_FOLDER` keeps what fails or stays open there as YAML, profile and MPS.
@Suite struct PlanCampaignTests {
  static let environment = ProcessInfo.processInfo.environment
  static let factor = Int(environment["FLEETMIX_CAMPAIGN"] ?? "") ?? 1
  private static let offset = Int(environment["FLEETMIX_SEED"] ?? "") ?? 0
  private static let edits = 3

  /// Four lines of seeds side by side; a scenario and its edits a seed.
  @Test(arguments: 0..<4) func nothingContradictsAnswers(_ line: Int) throws {
    var (answers, open, plans) = (0, 0, 0)
    for seed in 0..<20 * Self.factor {
      let seed = 4 * (seed + Self.offset) + line
      var odd = OddScenarios(seed: UInt64(seed))
      var scenario = odd.next()
      let warm = PlanningSession()
      for move in 0...Self.edits {
        if move > 0 { odd.edit(&scenario) }
        let options = PlanningOptions(gap: move % 2 == 0 ? 1e-7 : 1e-4, timeLimit: 10)
        let cold = try #require(PlanningSession().solve(scenario, options: options))
        let again = try #require(warm.solve(scenario, options: options))
        let witness = PlanWitness(scenario)
        let kind = "\(scenario.objective) seed \(seed) move \(move)"
        let isOpen = Self.isOpen(cold) || Self.isOpen(again)
        let problems =
          witness.problems(of: cold, gap: options.gap)
          + witness.problems(of: again, gap: options.gap).map { "warm: " + $0 }
          + (again.status == cold.status || isOpen ? [] : ["warm is \(again.status), cold \(cold.status)"])
        #expect(problems == [], "\(kind)")
        answers += 1
        if cold.status == .optimal { plans += 1 }
        if isOpen {
          open += 1
          let end = "\(cold.status), gap \(cold.gap), \(cold.solve.nodes) nodes, warm \(again.status)"
          if Self.factor > 1 { print("open: \(kind): \(end); \(cold.infeasibility?.reason ?? "")") }
        }
        if isOpen || !problems.isEmpty { try keep(scenario, as: "seed\(seed)move\(move)") }
      }
    }
    #expect(plans > answers / 4 && open <= answers / 50, "\(answers) answers, \(plans) plans, \(open) open")
    if Self.factor > 1 { print("campaign: \(answers) answers, \(plans) plans, \(open) open") }
  }

  private static func isOpen(_ plan: Plan) -> Bool {
    plan.status == .feasible || plan.infeasibility?.isProven == false
  }

  /// Writes a scenario for the command line and for other solvers.
  private func keep(_ scenario: Scenario, as name: String) throws {
    guard let path = Self.environment["FLEETMIX_PEER_FOLDER"] else { return }
    let folder = URL(fileURLWithPath: path)
    var stated = scenario
    stated.profilePaths = [name + ".csv"]
    let names = scenario.pools.map(\.name)
    let rows = scenario.profile.map { row in
      "\(scenario.models[row.model].name),bf16,\(row.layout.text(poolNames: names)),\(row.inputTokens),"
        + "\(row.outputTokens),,\(row.requestsPerSecond),,,"
    }
    let header =
      "model,precision,layout,input_tokens,output_tokens,concurrency,requests_per_second,ttft_ms,tpot_ms,source"
    let files = [
      ".yaml": ScenarioWriter.text(stated), ".csv": ([header] + rows).joined(separator: "\n") + "\n",
      ".mps": MPSWriter.write(ExplicitModel.program(FleetData(scenario))),
    ]
    for (ending, text) in files {
      try text.write(to: folder.appendingPathComponent(name + ending), atomically: false, encoding: .utf8)
    }
  }
}
