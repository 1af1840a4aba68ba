import Planning
import Testing

@testable import Dashboard

/// The figures on the screen are the plan's.
@Suite struct FigureTests {
  /// Figures of a row of text, as they are written.
  private func figures(_ line: String) -> [String] {
    line.split { !$0.isNumber && $0 != "." }.map(String.init)
  }

  @Test func theHeadlineIsThePlans() {
    for (columns, rows) in [(120, 40), (200, 60), (80, 24), (60, 16)] {
      let text = render(Fixtures.explored(columns: columns, rows: rows)).text.joined(separator: "\n")
      for word in ["59.63 req/s", "31.68 $/h", "0.0887 $/Mtok"] {
        #expect(text.contains(word), "\(word) at \(columns)x\(rows)")
      }
    }
  }

  @Test func everyReplicaRowIsThePlans() throws {
    let plan = Fixtures.plan
    let text = render(Fixtures.explored()).text
    for replica in plan.replicas {
      let row = try #require(text.first { $0.contains(" \(replica.count) \(replica.layout) ") })
      for value in [replica.costPerHour, replica.requestsPerSecond] {
        #expect(figures(row).contains(Numbers.fixed(value, 2)), "\(replica.layout)")
      }
      let parts = plan.assignments.filter { $0.model == replica.model && $0.layout == replica.layout }
      for part in parts { #expect(figures(row).contains(Numbers.percent(part.fraction)), "\(row)") }
    }
  }

  @Test func columnsOfThePlanAddUp() {
    for tall in [40, 60] {
      let table = PlanTable(Fixtures.plan, Fixtures.scenario)
      #expect(table.replicaCost.reduce(0, +) == table.totalCost && table.totalCost == 3168)
      #expect(table.modelCost.reduce(0, +) == table.totalCost)
      #expect(table.replicaRate.reduce(0, +) == table.totalRate && table.totalRate == 5963)
      let text = render(Fixtures.explored(columns: 200, rows: tall + 10)).text
      #expect(text.contains { $0.contains("total") && $0.contains("31.68") && $0.contains("59.63") })
    }
    // Each workload type's parts make up all of it.
    let table = PlanTable(Fixtures.plan, Fixtures.scenario)
    for model in Fixtures.scenario.models {
      let members = table.plan.replicas.indices.filter { table.plan.replicas[$0].model == model.name }
      for column in model.workloads.indices {
        #expect(members.reduce(0) { $0 + (table.percent[$1][column] ?? 0) } == 100)
      }
    }
  }

  @Test func poolRowsAreThePlans() throws {
    let text = render(Fixtures.explored(columns: 200, rows: 60)).text
    for gpu in Fixtures.plan.gpus where gpu.name != "A6000" {
      let use = "\(gpu.used)/\(gpu.available)"
      #expect(
        text.contains {
          $0.contains(gpu.name) && $0.contains(use) && $0.contains(Numbers.fixed(gpu.costPerHour, 2))
        }, "\(gpu.name)")
    }
    #expect(text.contains { $0.contains("total") && $0.contains("24/62") && $0.contains("31.68") })
  }

  @Test func pinnedPlansShowTheirOwnFigures() {
    let state = PinTests.pinned(columns: 200, rows: 60)
    let text = render(state).text
    for pin in state.pins {
      #expect(
        text.contains {
          $0.contains("\(pin.letter) \(pin.name)") && $0.contains(Numbers.amount(pin.plan.requestsPerSecond))
            && $0.contains(Numbers.headlineCost(pin.plan.totalCostPerMillionTokens))
        })
    }
  }
}
