import Foundation
import Interchange
import Planning

@testable import Dashboard

/// The dashboard with the real engine behind it, all on the test's own thread.
enum Solved {
  /// A sample as opened, its plan proven and its surroundings explored.
  static func opened(_ sample: String, columns: Int = 120, rows: Int = 40) throws -> DashboardState {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appending(path: "Samples/\(sample).yaml").path
    var state = DashboardState(
      scenario: try ScenarioReader.read(path: path), scenarioPath: "fleet.yaml", notice: nil)
    perform(.program(.resize(columns: columns, rows: rows)), &state)
    perform(.program(.start), &state)
    return state
  }

  /// Does what an action asks for, and all that follows from it.
  static func perform(_ action: Action, _ state: inout DashboardState) {
    settle(update(&state, action), &state)
  }

  /// Presses keys, and waits for what follows from each.
  static func press(_ keys: [Key], _ state: inout DashboardState) {
    for key in keys {
      for action in action(for: .key(key), in: state) { perform(action, &state) }
    }
  }

  private static func settle(_ effects: [Effect], _ state: inout DashboardState) {
    for effect in effects {
      switch effect {
      case .solve(let scenario, let generation):
        guard let plan = PlanningSession().solve(scenario, options: PlanningOptions(gap: 1e-6)) else {
          continue
        }
        perform(.planner(.planArrived(plan, generation: generation, isFinal: true)), &state)
      case .explore(let tasks, let request):
        let explorer = Explorer(gap: 1e-6)
        for task in tasks {
          guard let answer = explorer.answer(task) else { continue }
          perform(.planner(.explored(task.question, answer, request: request)), &state)
        }
      default: break
      }
    }
  }
}
