import Dashboard
import Interchange
import Planning

extension SessionFile {
  /// Creates the file of a session beside its scenario. The document is that of the scenario's own file, or
  /// of the sample.
  init(_ session: KeptSession, document: ScenarioDocument, folder: String?, embedded: [String]) {
    self.init(
      path: document.path.map(ScenarioFiles.absolute), text: document.text, folder: folder,
      embedded: embedded, locked: session.statement.lockedPlaces, switchedOff: session.statement.switchedOff,
      reference: String(session.reference),
      pins: session.pins.map { pin in
        let statement = SavedStatement(
          scenario: pin.statement.scenario, locked: pin.statement.lockedPlaces,
          switchedOff: pin.statement.switchedOff)
        return SavedPin(
          letter: String(pin.letter), name: pin.name, statement: statement, plan: pin.plan,
          isOptimum: pin.isOptimum)
      })
  }

  /// The session with the scenario kept beside it, and what its own file says.
  func session(of scenario: Scenario, opened: Scenario?) -> KeptSession {
    let pins = self.pins.compactMap { pin -> Pin? in
      guard let letter = pin.letter.first, Pin.letters.contains(letter) else { return nil }
      return Pin(
        letter: letter, name: pin.name, statement: EditableScenario(pin.statement), plan: pin.plan,
        isOptimum: pin.isOptimum)
    }
    let statement = SavedStatement(scenario: scenario, locked: locked, switchedOff: switchedOff)
    return KeptSession(
      statement: EditableScenario(statement), pins: pins, reference: reference.first ?? "A", path: path,
      opened: opened)
  }
}

extension EditableScenario {
  /// The statement of a file; places that its scenario does not have are left out.
  fileprivate init(_ saved: SavedStatement) {
    let models = saved.scenario.models
    let locked = saved.locked.compactMap { place -> Control? in
      guard let model = place.first, models.indices.contains(model) else { return nil }
      guard place.count == 2 else { return .modelShare(model) }
      return models[model].workloads.indices.contains(place[1])
        ? .workloadShare(model: model, workload: place[1]) : nil
    }
    self.init(
      scenario: saved.scenario, locked: Set(locked),
      switchedOff: saved.switchedOff.filter { saved.scenario.pools.indices.contains($0.key) })
  }

  fileprivate var lockedPlaces: [[Int]] {
    let places = locked.compactMap { control -> [Int]? in
      switch control {
      case .modelShare(let model): [model]
      case .workloadShare(let model, let workload): [model, workload]
      default: nil
      }
    }
    return places.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
