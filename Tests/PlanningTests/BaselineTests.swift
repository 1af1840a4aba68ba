import Interchange
import Testing

@testable import Planning

/// One replica of `small` serves 1 req/s for 1 $/h, one of `large` 3 req/s for 2 $/h; two of each are in stock.
@Suite struct BaselineTests {
  private func rate(_ baseline: Baseline, keepsStock: Bool = true, _ scenario: Scenario = Toy.scenario)
    -> Double?
  {
    let study = BaselineStudy(of: scenario, options: PlanningOptions(gap: 1e-9))
    return study.result(of: baseline, keepsStock: keepsStock)?.requestsPerSecond
  }

  @Test func everyBaselineByHand() {
    // 6 $/h buy all of the stock, or three large ones.
    #expect(rate(.optimum) == 8)
    #expect(rate(.optimum, keepsStock: false) == 9)
    #expect(rate(.homogeneous(pool: 0)) == 2)
    #expect(rate(.homogeneous(pool: 0), keepsStock: false) == 6)
    #expect(rate(.homogeneous(pool: 1)) == 6)
    #expect(rate(.homogeneous(pool: 1), keepsStock: false) == 9)
    #expect(rate(.uniformComposition) == 8)
    #expect(rate(.uniformDeployment) == 8)
    // Four replicas in turn: the small ones are full at 1 req/s each.
    #expect(rate(.roundRobin) == 4)
    #expect(rate(.workloadBlind(uniform: true)) == 8)
    #expect(rate(.workloadBlind(uniform: false)) == 8)
    // Six of eight slices for the large ones fit exactly; the rate is found to 0.1 %.
    #expect(rate(.melange).map { abs($0 - 8) < 0.01 } == true)
  }

  @Test func uniformCompositionPaysForAllItRents() throws {
    var scenario = Toy.scenario
    scenario.objective = .cost
    scenario.demand = 4
    let study = BaselineStudy(of: scenario, options: PlanningOptions(gap: 1e-9))
    let result = try #require(study.result(of: .uniformComposition, keepsStock: true))
    // One of each serves 4 req/s.
    #expect(result.costPerHour == 3)
    #expect(result.gpus.map(\.count) == [1, 1])
    // Two large ones alone would cost 4, so would all small ones not suffice.
    #expect(study.result(of: .homogeneous(pool: 1), keepsStock: true)?.costPerHour == 4)
    #expect(study.result(of: .homogeneous(pool: 0), keepsStock: true)?.requestsPerSecond == nil)
  }

  /// No baseline beats the optimum, and a limit taken away never hurts.
  @Test func noBaselineBeatsTheOptimum() throws {
    var random = SplitMix(seed: 41)
    for index in 0..<12 {
      let scenario = Fixture.random(&random, objective: .throughput, models: 1 + index % 2)
      let study = BaselineStudy(of: scenario, options: PlanningOptions(gap: 1e-9))
      guard let best = study.result(of: .optimum, keepsStock: true)?.requestsPerSecond else { continue }
      for baseline in Baseline.all(of: scenario) {
        let result = try #require(study.result(of: baseline, keepsStock: true))
        #expect((result.requestsPerSecond ?? 0) <= best * (1 + 1e-6), "\(index): \(baseline)")
        #expect(result.costPerHour <= (scenario.budget ?? 0) * (1 + 1e-6), "\(index): \(baseline)")
        guard baseline.hasUnlimitedVariant, baseline != .melange else { continue }
        let free = try #require(study.result(of: baseline, keepsStock: false)?.requestsPerSecond ?? 0)
        #expect(free >= (result.requestsPerSecond ?? 0) * (1 - 1e-6), "\(index): \(baseline)")
      }
    }
  }

  /// The published figures beside ours, in the directions that carry over to our estimates.
  @Test func paperDirections() throws {
    let findings = try PaperStudy(options: PlanningOptions(gap: 1e-3), sample: PaperDirectionTests.sample)
      .run()
    #expect(findings.count == PaperStudy.findingCount)
    func ours(_ topic: String) throws -> Double {
      try #require(findings.first { $0.topic == topic }?.ours, "\(topic)")
    }
    #expect(try abs(ours("makespan") - 28.43137) < 1e-4)
    #expect(try ours("gain on HexGen, uniform composition") > ours("gain on HexGen, our composition"))
    for name in ["uniform composition", "uniform deployment", "round-robin assignment"] {
      #expect(try ours("loss by \(name)") < -1, "\(name)")
    }
    for finding in findings where finding.topic == "part of the spend for 70B" {
      #expect(try #require(finding.ours) > 50)
    }
    // Four H100s gone: less than before, and replanning wins back a part.
    #expect(try ours("rate of what is left") < ours("rate replanned"))
    #expect(try ours("rate replanned") < ours("rate before"))
    #expect(try ours("replicas started to get there") > 0)
    let gains = findings.filter {
      $0.topic.hasPrefix("gain on the best") && $0.setting.hasSuffix("unlimited")
    }
    .compactMap(\.ours)
    #expect(gains.count == 4 && gains[0] > 20 && gains == gains.sorted(by: >), "the gain shrinks: \(gains)")
    #expect(try ours("memory per $, A40, A6000 and L40 against A100 and H100") > 1.5)
    #expect(try ours("PP 8 against TP 8") > 1)
    for finding in findings
    where finding.topic.hasPrefix("req/s per $, 4090") || finding.topic.hasPrefix("copies") {
      #expect(try #require(finding.ours) > 1, "\(finding.topic), \(finding.setting)")
    }
    try expectDocumented(findings)
  }

  /// Every finding is in the documentation with a figure like today's.
  private func expectDocumented(_ findings: [PaperFinding]) throws {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    let page = try SourceFile.read(root + "/Sources/Planning/Planning.docc/PaperFindings.md").text
    for finding in findings {
      let start = "| \(finding.topic) | \(finding.setting) | "
      let row = try #require(page.split(separator: "\n").first { $0.hasPrefix(start) }, "\(start)")
      let cells = row.split(separator: "|").map { $0.filter { $0 != " " } }
      let stated = try #require(Double(cells[3]), "\(row)")
      let figure = try #require(finding.ours)
      let slack = finding.unit == "x" || finding.unit == "s" ? 0.011 : 0.01 * abs(figure) + 1
      #expect(abs(stated - figure) <= slack, "\(start): \(figure), documented \(stated)")
    }
  }
}
