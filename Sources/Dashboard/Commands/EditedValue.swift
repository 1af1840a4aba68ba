import Planning

extension Control {
  /// The path of the figure; of a mix that all models share, the first model's.
  var path: EditPath {
    switch self {
    case .budget: .budget
    case .demand: .demand
    case .headroom: .headroom
    case .ttft: .ttft
    case .tpot: .tpot
    case .available(let pool): .available(pool: pool)
    case .price(let pool): .price(pool: pool)
    case .modelShare(let model): .modelShare(model)
    case .workloadShare(let model, let workload): .workloadShare(model: model, workload: workload)
    }
  }

  /// The slider of a path; nil: it has none.
  init?(_ path: EditPath) {
    switch path {
    case .budget: self = .budget
    case .demand: self = .demand
    case .headroom: self = .headroom
    case .ttft: self = .ttft
    case .tpot: self = .tpot
    case .available(let pool): self = .available(pool: pool)
    case .price(let pool): self = .price(pool: pool)
    case .modelShare(let model): self = .modelShare(model)
    case .workloadShare(let model, let workload): self = .workloadShare(model: model, workload: workload)
    case .objective, .survives, .remaining, .misjudged, .bands, .bandsOfKind: return nil
    }
  }
}

extension EditPath {
  /// Values without a slider that the scenario may state beside the limits.
  static let withoutSlider: [EditPath] = [.survives, .remaining, .misjudged, .bands]

  /// The value for people: `any one pool`, `80 %`, `off`.
  func shown(in scenario: Scenario) -> String {
    let value = value(in: scenario)
    switch (self, value) {
    case (_, .none): return "off"
    case (.survives, .word(let loss)): return "any one \(loss)"
    case (.remaining, .figure(let part)), (.headroom, .figure(let part)):
      return "\(Numbers.fixed(part * 100, 0)) %"
    case (.bands, .figure(let place)), (.bandsOfKind, .figure(let place)):
      return BandPositions.named.first { $0.value == place }?.key ?? Numbers.fixed(place, 2)
    case (_, .word(let word)): return word
    case (_, .figure(let figure)), (_, .part(let figure)): return NumberText.shortest(figure)
    }
  }
}

extension EditPath {
  /// The value in a word.
  func shortText(in scenario: Scenario) -> String {
    if self == .survives, case .word(let loss) = value(in: scenario) { return loss }
    return shown(in: scenario)
  }
}

extension DashboardState {
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
      case .available(let pool): scenario.pools[pool].offerText
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

  /// Sets the value at a path as an edit states it; one step of the history.
  mutating func set(_ path: EditPath, to value: String) -> [Effect] { set([path], to: value) }

  /// The same for the text typed into a control's field: a bare figure has the unit shown after the field,
  /// and a mix that all models share moves in all of them.
  mutating func type(_ value: String, into control: Control) -> [Effect] {
    let isBare = value.last.map { $0.isNumber || $0 == "." } ?? false
    let isPercent = facts(of: control)?.unit == .percent
    let stated = isPercent && isBare ? value + "%" : value
    return set(paths(of: control), to: stated)
  }

  /// The paths that a control moves: those of all models where they share a mix.
  func paths(of control: Control) -> [EditPath] {
    guard case .workloadShare(_, let workload) = control, mixIsShared else { return [control.path] }
    return scenario.models.indices.map { .workloadShare(model: $0, workload: workload) }
  }

  private mutating func set(_ paths: [EditPath], to value: String) -> [Effect] {
    guard let first = paths.first else { return [] }
    let name = first.rule(in: scenario).name
    do throws(EditRefusal) {
      let next = try statement(paths, setTo: value)
      if let control = control(of: first) { return take(next, for: control) }
      let (old, new) = (first.shown(in: scenario), first.shown(in: next.scenario))
      guard next != statement else {
        message = Message(.notice, "\(name): already \(new)")
        return []
      }
      return adopt(next, Message(.edit, subject: name, "\(old) → \(new)"))
    } catch {
      message = Message(.error, "\(name): \(error.reason)")
      return []
    }
  }

  /// The statement with the same value at some paths, or why it cannot be.
  func statement(_ paths: [EditPath], setTo text: String) throws(EditRefusal) -> EditableScenario {
    var next = statement
    let locked = Set(statement.locked.flatMap { self.paths(of: $0) })
    do throws(EditProblem) {
      for path in paths {
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
