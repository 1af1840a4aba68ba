import Planning
import Serving
import Testing

@testable import Dashboard
@testable import Interchange

/// Declared tables say the same in every medium.
@Suite struct TableSchemaTests {
  private let plan = Fixtures.plan
  private let scenario = Fixtures.scenario

  /// Checks the words of a table: keys are unique, media name declared columns, heads fit where they stand.
  private func check<Row>(_ schema: TableSchema<Row>, screens: [TableMedium] = []) {
    let keys = schema.columns.map(\.head.key)
    #expect(Set(keys).count == keys.count, "\(schema.key): \(keys)")
    for (medium, shown) in schema.media {
      #expect(Set(shown).count == shown.count, "\(schema.key) \(medium)")
      #expect(Set(shown).isSubset(of: keys), "\(schema.key) \(medium): \(Set(shown).subtracting(keys))")
    }
    for medium in screens {
      for column in schema.columns(in: medium) {
        let width = column.head.width
        // In a panel a figure's head may touch its neighbour's; a mark's is its letter.
        let room = medium == .panel ? width.least : width.most - 1
        #expect(column.head.head.count <= room, "\(schema.key) \(medium): \(column.head.head)")
        #expect(width.least <= width.most || medium == .zoom, "\(schema.key): \(column.head.key)")
      }
    }
  }

  @Test func everyTableIsWellDeclared() {
    check(.replicas, screens: [.panel, .zoom])
    check(.replicas(heads: ["w1", "w2"], width: 5), screens: [.panel, .zoom])
    check(.replicaRates(heads: ["w1", "w2"], width: 5))
    check(.assignments, screens: [.zoom])
    check(.workloads)
    check(.stresses)
    check(.costs, screens: [.panel, .zoom])
    check(.costs(heads: ["w1", "w2"], width: 5), screens: [.panel, .zoom])
    check(.unused)
    check(.alternatives)
    check(.baselines)
    check(.options(nameWidth: 20), screens: [.zoom])
    check(.steps(), screens: [.zoom])
    check(.comparison(["a", "b"]))
    check(SweepLine.schema(paths: ["budget", "gpus.A.available"], pools: ["A"]))
    for objective in Objective.allCases {
      check(.pools(for: objective), screens: [.zoom])
      var stated = scenario
      stated.objective = objective
      check(.frontier(of: stated))
    }
  }

  /// The rows of a CSV, by their heads.
  private func csv(_ text: String) throws -> [[String: String]] {
    let reader = CSVReader(text: text, name: "t")
    let heads = try #require(try reader.next()).fields.map(\.text)
    var rows: [[String: String]] = []
    while let row = try reader.next() {
      rows.append(Dictionary(zip(heads, row.fields.map(\.text)), uniquingKeysWith: { first, _ in first }))
    }
    return rows
  }

  /// The objects of a list in a plan's JSON, each value as it is written.
  private func json(_ key: String) throws -> [[String: String]] {
    guard case .object(let members) = PlanJSON.value(plan),
      case .array(let rows)? = members.first(where: { $0.key == key })?.value
    else { throw InputError([]) }
    return rows.map { row in
      guard case .object(let fields) = row else { return [:] }
      return Dictionary(
        fields.map { field in
          if case .text(let text) = field.value { return (field.key, text) }
          return (field.key, field.value.compact)
        }, uniquingKeysWith: { first, _ in first })
    }
  }

  @Test func filesAndScreensSayTheSameOfReplicas() throws {
    let written = try csv(PlanCSV.encode(plan))
    let objects = try json("replicas")
    #expect(written.count == plan.replicas.count && objects.count == plan.replicas.count)
    let zoom = DataTable.replicas(of: plan, scenario)
    for (place, replica) in plan.replicas.enumerated() {
      for (key, value) in written[place] where key != "gpus" {
        #expect(objects[place][key] == value, "\(replica.layout) \(key)")
      }
      let row = try #require(zoom.items.first { $0.id == "\(replica.model) \(replica.layout)" })
      for (head, key) in [("$/h", "cost_per_hour"), ("req/s", "requests_per_second"), ("n", "count")] {
        let column = try #require(zoom.columns.firstIndex { $0.head == head })
        let exact = try #require(written[place][key].flatMap(Double.init))
        #expect(row.cells[column].figure == exact, "\(replica.layout) \(key)")
        // Parts that add up may be a unit of the last decimal from their own rounding.
        let shown = try #require(Double(row.cells[column].text))
        #expect(abs(shown - exact) < 0.0101, "\(replica.layout) \(key)")
      }
    }
  }

  @Test func filesAndScreensSayTheSameOfPoolsAndRoutes() throws {
    let pools = try json("gpus")
    let zoom = DataTable.pools(of: plan, scenario, PoolFindings())
    for (place, use) in plan.gpus.enumerated() {
      let row = zoom.items[place]
      #expect(row.cells[0].text == use.name && pools[place]["name"] == use.name)
      #expect(row.cells[1].text == pools[place]["used"] && row.cells[2].text == pools[place]["available"])
    }
    let routes = try json("assignments")
    let routed = DataTable.routes(of: plan, scenario)
    #expect(routes.count == plan.assignments.count && routed.items.count == routes.count)
    for route in routes {
      let id = ["model", "workload", "layout"].compactMap { route[$0] }.joined(separator: " ")
      let row = try #require(routed.items.first { $0.id == id })
      let column = try #require(routed.columns.firstIndex { $0.head == "req/s" })
      #expect(row.cells[column].figure == route["requests_per_second"].flatMap(Double.init), "\(id)")
    }
  }

  @Test func aGapIsAPartInFilesAndPerCentForPeople() {
    let point = FrontierCurve.Point(limit: 33, plan: plan)
    let table = ReportTable(.frontier(of: scenario), [FrontierRow(point, cap: nil)])
    let gap = plan.gap
    #expect(table.csv.contains(",\(PlanCSV.number(gap)),"))
    #expect(table.text.contains("  \(DecimalText.fixed(gap * 100, 2))  "))
  }

  @Test func objectivesAreNamedByTheirFigure() {
    for objective in Objective.allCases {
      #expect(objective.unit == objective.quantity.unit && !objective.name.isEmpty)
    }
    #expect(Objective.allCases.map(\.unit) == ["req/s", "$/h", "$/Mtok"])
    #expect(Objective.allCases.map(\.phrase) == ["max throughput", "least cost", "least $/token"])
  }
}
