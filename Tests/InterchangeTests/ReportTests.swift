import Planning
import Testing

@testable import Interchange

/// A row that says what it is given.
private struct ValueRow: TableRow {
  let values: [TableValue]
}

@Suite("Reports") struct ReportTests {
  @Test("a table is exact in files and rounded for people") func table() {
    let table = ReportTable(
      TableSchema(
        "rows",
        [
          .names("name", "name") { $0.values[0] }, TableColumn("value", "req/s", .rate) { $0.values[1] },
          TableColumn("change", "%", decimals: 1) { $0.values[2] },
          TableColumn("n", "n", .count) { $0.values[3] },
        ]),
      [
        ValueRow(values: [.text("a,b"), .figure(1.23456), .change(-0.5), .count(3)]),
        ValueRow(values: [.text("c|d"), .none, .change(0.0001), .none]),
      ])
    #expect(table.csv == "name,value,change,n\n\"a,b\",1.23456,-0.5,3\nc|d,,0.0001,\n")
    #expect(table.text == "name  req/s     %  n\na,b    1.23  -0.5  3\nc|d       -     =  -\n")
    #expect(table.markdown.contains("| c\\|d | - | = | - |"))
  }

  @Test("a comparison has deltas, and what leads there") func comparison() throws {
    let first = samplePlan
    var second = samplePlan
    second.requestsPerSecond += 1.5
    second.replicas[0].count += 1
    let report = ComparisonReport([.init(name: "a.json", plan: first), .init(name: "b.json", plan: second)])
    #expect(report.text.contains("(+1.50)") && report.text.contains("start 1 x"))
    #expect(report.json.compact.contains("\"delta\": {\"requests_per_second\": 1.5"))
    let same = ComparisonReport([.init(name: "a", plan: first), .init(name: "b", plan: first)])
    #expect(same.text.contains("(=)") && !same.text.contains("start "))
  }

  @Test("what the budget does not pay for is marked on the curve of least cost")
  func frontierBeyondTheBudget() throws {
    var stated = try scenario(validScenario)
    stated.objective = .cost
    stated.budget = 25
    let points = [20.0, 25, 25.01].map { (cost: Double) in
      var plan = samplePlan
      plan.status = .optimal
      plan.costPerHour = cost
      return FrontierCurve.Point(limit: cost, plan: plan)
    }
    let report = FrontierReport(of: stated)
    #expect(points.map { report.text($0).contains("above the budget") } == [false, false, true])
    #expect(report.csvHeader.hasSuffix(",within_budget\n"))
    #expect(points.map { report.csv($0).hasSuffix(",true\n") } == [true, true, false])
    let json = report.json(points).compact
    #expect(json.contains("\"budget\": 25") && json.contains("\"within_budget\": false"))
    #expect(
      report.sentences(points).last
        == "from 25.01 req/s on the least cost is above the budget of 25.00 $/h: there is no plan")
    // Under another objective the curve keeps the budget, or runs along it.
    stated.objective = .costPerToken
    #expect(!FrontierReport(of: stated).csvHeader.contains("within_budget"))
  }

  @Test("a frontier's rows, points and sentences agree") func frontier() throws {
    let stated = try scenario(validScenario)
    let report = FrontierReport(of: stated)
    var one = samplePlan
    one.gpus = [
      Plan.GPUUse(name: "A100", used: 2, available: 6, costPerHour: 3.5, marginalValue: 0)
    ]
    var two = one
    two.gpus.insert(
      Plan.GPUUse(name: "H100", used: 1, available: 8, costPerHour: 2.99, marginalValue: 0), at: 0)
    let points = [
      FrontierCurve.Point(limit: 22, plan: one), FrontierCurve.Point(limit: 23.1, plan: two),
    ]
    #expect(report.csvHeader.hasSuffix("gap,gpus.H100,gpus.A100\n"))
    #expect(report.csv(points[1]).hasSuffix(",1,2\n"))
    #expect(report.sentences(points) == ["from 23.10 $/h on H100 enters"])
    #expect(report.json(points).compact.contains("\"joining\": [\"H100\"]"))
    var none = one
    none.status = .infeasible
    #expect(report.text(FrontierCurve.Point(limit: 1, plan: none)).contains("no plan"))
  }
}
