import Planning
import Serving

/// What becomes of what is stated when a control is set.
extension ControlTable {
  /// The statement with a control put to a figure (nil: none), or why it cannot be.
  func statement(_ control: Control, setTo value: Double?) throws(EditRefusal) -> EditableScenario {
    if value == nil, control == .budget, scenario.objective != .cost {
      throw EditRefusal("only least cost goes without a budget")
    }
    if value == nil, control == .demand, scenario.objective == .cost {
      throw EditRefusal("least cost needs a demand")
    }
    var next = statement
    let locked = Set(statement.locked.flatMap { paths(of: $0) })
    let stated: EditValue = value.map { .figure($0) } ?? .none
    switch control {
    case .headroom: control.path.set(.figure((value ?? 0) / 100), in: &next.scenario)
    case .available(let pool):
      let gpus = (value ?? 0).rounded() * Double(gpusPerUnit(of: pool))
      control.path.set(.figure(gpus), in: &next.scenario)
      next.switchedOff[pool] = nil
    case .machines(let pool, _):
      next.switchOn(pool)
      control.path.set(.figure((value ?? 0).rounded()), in: &next.scenario)
    case .modelShare, .workloadShare:
      if let reason = shareRefusal(control) { throw EditRefusal(reason) }
      for path in paths(of: control) {
        path.set(.part((value ?? 0) / 100), in: &next.scenario, locked: locked)
      }
    case .budget, .demand, .ttft, .tpot, .price, .machinePrice: control.path.set(stated, in: &next.scenario)
    }
    restoreOpened(&next)
    return next
  }

  /// The GPUs that a number of machines typed for a pool's stock are, as its path takes them: `2`, `+1`, `3 machines`; nil
  /// where the pool counts GPUs, or where something else is typed.
  func statedStock(_ text: String, of control: Control) -> String? {
    guard case .available(let pool) = control, facts(of: control)?.unit == .machines else { return nil }
    var digits = text.filter { $0 != " " }.lowercased()
    for unit in ["machines", "machine"] where digits.hasSuffix(unit) {
      digits.removeLast(unit.count)
      break
    }
    let sign = digits.first.map { "+-−".contains($0) } == true ? String(digits.removeFirst()) : ""
    guard let count = Int(digits), count <= ScenarioLimits.gpus else { return nil }
    return "\(sign)\(count * gpusPerUnit(of: pool))"
  }

  /// Returns the slider of a path; where all models share a mix, one slider moves the mix of all.
  func control(of path: EditPath) -> Control? {
    if case .workloadShare(_, let workload) = path, mixIsShared {
      return .workloadShare(model: 0, workload: workload)
    }
    return Control(path)
  }

  /// Returns the meaning of a control in one short line.
  func meaning(of control: Control) -> String {
    let meaning = control.path.rule(in: scenario).meaning
    let more: String? =
      switch control {
      case .available(let pool), .machines(let pool, _): scenario.pools[pool].offerText
      case .price(let pool): scenario.pools[pool].listPriceText
      default: nil
      }
    return more.map { "\(meaning): \($0)" } ?? meaning
  }

  /// Unit, range and present figure: `$/h, 0 to 60.00 · now 32.00`.
  func rangeText(of control: Control) -> String {
    guard let facts = facts(of: control) else { return "" }
    let range = "\(facts.text(facts.range.lowerBound)) to \(facts.text(facts.range.upperBound))"
    return "\(facts.unit.text), \(range) · now \(facts.text(facts.value))"
  }

  /// The paths that a control moves: those of all models where they share a mix.
  func paths(of control: Control) -> [EditPath] {
    guard case .workloadShare(_, let workload) = control, mixIsShared else { return [control.path] }
    return scenario.models.indices.map { .workloadShare(model: $0, workload: workload) }
  }

  /// The statement with the same value at some paths, or why it cannot be.
  func statement(_ paths: [EditPath], setTo text: String) throws(EditRefusal) -> EditableScenario {
    var next = statement
    let locked = Set(statement.locked.flatMap { self.paths(of: $0) })
    do throws(EditProblem) {
      for path in paths {
        if case .machines(let pool, _) = path { next.switchOn(pool) }
        let value = try path.read(text, in: next.scenario)
        if case .part = value, let control = control(of: path), let reason = lockRefusal(control) {
          throw EditProblem(path: "", message: reason)
        }
        path.set(value, in: &next.scenario, locked: locked)
        if case .available(let pool) = path { next.switchedOff[pool] = nil }
      }
      if let last = paths.last {
        try Edit.checkWhole(next.scenario, blaming: last.text(in: scenario))
      }
    } catch {
      throw EditRefusal(error.reason)
    }
    restoreOpened(&next)
    return next
  }

  /// Returns the reason why a share cannot be moved; nil: it can.
  func shareRefusal(_ control: Control) -> String? {
    guard let group = shareGroup(of: control) else { return "no such share" }
    if group.controls.count < 2 { return "the only one of its group" }
    if group.controls.allSatisfy({ share(of: $0, in: scenario) ?? 0 == 0 }) {
      return "the group's shares are all zero"
    }
    return lockRefusal(control)
  }

  private func lockRefusal(_ control: Control) -> String? {
    if statement.locked.contains(control) { return "locked; Space unlocks it" }
    let others = shareGroup(of: control)?.controls.filter { $0 != control } ?? []
    return !others.isEmpty && others.allSatisfy(statement.locked.contains)
      ? "every other share is locked" : nil
  }
}
