import Planning
import Serving

/// Reads a command line: an action's name and its arguments, as the palette and scripts take it.
enum CommandLine {
  /// Short names known from vi and pagers.
  private static let aliases = ["q": "quit", "q!": "quit-now", "w": "save", "e": "open", "objective": "goal"]

  /// Returns the action of a command line, or throws the reason why it has none.
  static func action(_ line: String, in state: DashboardState) throws(EditRefusal) -> Action {
    let line = line.trimmingSpaces
    let word = String(line.prefix { $0 != " " })
    let rest = String(line.dropFirst(word.count)).trimmingSpaces
    guard !word.isEmpty else { throw EditRefusal("a command must be named") }
    let name = aliases[word.lowercased()] ?? word.lowercased()
    let entries = ActionTable.callable
    if let entry = entries.first(where: { $0.name == name }) {
      return try action(entry, rest, in: state)
    }
    for entry in entries {
      guard let binding = entry.bindings.first(where: { $0.name == name }) else { continue }
      guard rest.isEmpty else { throw EditRefusal("\(name) takes no arguments") }
      return try enabled(entry, binding, in: state)
    }
    throw unknown(word, "command", among: entries.flatMap { [$0.name] + $0.bindings.map(\.name) })
  }

  private static func action(
    _ entry: ActionEntry, _ rest: String, in state: DashboardState
  ) throws(EditRefusal) -> Action {
    if rest.isEmpty, let binding = entry.bindings.first, entry.bindings.count == 1 {
      return try enabled(entry, binding, in: state)
    }
    guard let form = entry.form else {
      if rest.isEmpty {
        let names = entry.bindings.map(\.name).joined(separator: ", ")
        throw EditRefusal("\(entry.name) has several meanings: \(names)")
      }
      throw EditRefusal("\(entry.name) takes no arguments")
    }
    guard !rest.isEmpty else { throw EditRefusal("usage: \(entry.name) \(form.usage)") }
    return try form.action(rest, state)
  }

  private static func enabled(
    _ entry: ActionEntry, _ binding: KeyBinding, in state: DashboardState
  ) throws(EditRefusal) -> Action {
    if let reason = entry.refusal(state) { throw EditRefusal("\(binding.name): \(reason)") }
    return binding.action
  }
}

/// A name that means nothing, with the nearest that does.
func unknown(_ name: String, _ kind: String, among names: [String]) -> EditRefusal {
  let nearest = nearestName(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
  return EditRefusal("no \(kind) “\(name)”\(nearest)")
}

extension ControlTable {
  /// The path that a text begins with, and what follows it. Names may hold blanks, so the longest path wins.
  func takePath(_ text: String) throws(EditRefusal) -> (EditPath, rest: String) {
    guard let (path, rest) = EditPath.take(text, in: scenario) else {
      let word = String(text.prefix { $0 != " " && $0 != "=" })
      throw unknown(word, "value", among: EditPath.all(in: scenario).map { $0.text(in: scenario) })
    }
    return (path, rest.trimmingSpaces)
  }

  /// The control that a text names and nothing more.
  func wholeControl(_ text: String) throws(EditRefusal) -> Control {
    let (path, rest) = try takePath(text)
    guard rest.isEmpty else { throw EditRefusal("“\(rest)” is one word too many") }
    guard let control = control(of: path) else { throw EditRefusal("has no slider") }
    return control
  }

  /// A choice for every control.
  func controlChoices(rest: String = "") -> [CommandChoice] {
    EditPath.all(in: scenario).compactMap { path in
      control(of: path).map { CommandChoice(text: path.text(in: scenario), rest: rest, control: $0) }
    }
  }

  /// A choice for every value that has no slider.
  var namedChoices: [CommandChoice] {
    EditPath.withoutSlider.map { path in
      CommandChoice(
        text: path.text(in: scenario),
        note: "\(path.rule(in: scenario).meaning) · now \(path.shown(in: scenario))", rest: "VALUE")
    }
  }

  /// Returns the reason why a control can be neither locked nor switched now; nil where it can.
  func toggleRefusal(_ control: Control) -> String? {
    guard let facts = facts(of: control) else { return "no such control" }
    switch control {
    case .available(let pool), .price(let pool), .machines(let pool, _), .machinePrice(let pool, _):
      let isOff = statement.switchedOff[pool] != nil
      return isOff || scenario.pools[pool].available > 0 ? nil : "none on offer"
    case .modelShare, .workloadShare: return facts.disabled
    case .headroom: return facts.value == facts.baseline && facts.value == 0 ? "already at 0 %" : nil
    case .budget, .demand, .ttft, .tpot:
      do throws(EditRefusal) {
        _ = try statement(control, setTo: facts.value == nil ? facts.baseline ?? facts.start : nil)
        return nil
      } catch {
        return error.reason
      }
    }
  }

  /// Returns the effect that locking or switching a control would have now.
  func toggleText(_ control: Control) -> String {
    guard let facts = facts(of: control) else { return "" }
    switch control {
    case .available(let pool), .price(let pool), .machines(let pool, _), .machinePrice(let pool, _):
      return statement.switchedOff[pool].map { "switch on: \($0) GPUs" } ?? "switch off: no plan uses it"
    case .modelShare, .workloadShare:
      return facts.isLocked ? "unlock the share" : "lock at \(facts.textWithUnit(facts.value))"
    default: return facts.value == nil ? "take the limit up again" : "drop the limit"
    }
  }
}
