import Foundation
import Interchange
import Planning
import Testing

@testable import Dashboard

/// Every scenario that ships opens, has a proven plan, and is drawn with its figures.
@Suite struct SampleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Samples").resolvingSymlinksInPath()

  private static let files =
    (FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? [])
    .filter { $0.hasSuffix(".yaml") && !$0.contains("grid") }.sorted()

  @Test func thereAreSamples() {
    #expect(Self.files.count > 20)
  }

  @Test(arguments: files)
  func opensAndSolves(file: String) throws {
    let scenario = try ScenarioReader.read(path: Self.root.appending(path: file).path)
    var state = DashboardState(scenario: scenario, scenarioPath: file, notice: nil)
    _ = update(&state, .program(.resize(columns: 120, rows: 40)))
    _ = update(&state, .program(.start))
    let plan = try #require(PlanningSession().solve(scenario, options: PlanningOptions(gap: 5e-3)))
    #expect(plan.status == .optimal)
    _ = update(&state, .planner(.planArrived(plan, generation: state.generation, isFinal: true)))
    #expect(render(state).text.contains { $0.contains("\(Numbers.fixed(plan.costPerHour, 2)) $/h") })
  }
}
