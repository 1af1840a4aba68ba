import Planning

/// A change that gives a plan, as the panel writes it.
struct RelaxationText: Sendable, Equatable {
  var name: String
  /// `32.00 → 37.02 $/h`.
  var change: String
  /// `+5.02`.
  var delta: String
  var isMore: Bool
  /// `+15.7 %`; empty where the figure was zero.
  var relative: String
}

extension DashboardState {
  /// A change in words and figures.
  func text(of change: Relaxation) -> RelaxationText {
    let control = self.control(of: change.kind)
    let facts = control.flatMap { self.facts(of: $0) }
    let isShare = facts?.unit == .percent
    let decimals = facts?.unit.decimals ?? 2
    let scale = isShare ? 100.0 : 1
    let from = change.from * scale
    let to = change.to * scale
    let delta = Numbers.delta(to, from, decimals)
    var text = "\(Numbers.fixed(from, decimals)) → \(Numbers.fixed(to, decimals))"
    text += facts.map { " " + $0.unit.text } ?? ""
    if let demand = change.demand {
      text = "\(Numbers.fixed(to, 2)) $/h and \(Numbers.fixed(demand, 1)) req/s"
    }
    let size = (change.to - change.from) / change.from * 100
    let isFinite = change.from != 0
    return RelaxationText(
      name: change.isPair ? "Budget and demand" : label(of: change.kind), change: text,
      delta: delta?.text ?? "0", isMore: change.to > change.from,
      relative: isFinite ? "\(size < 0 ? "−" : "+")\(Numbers.fixed(abs(size), 1)) %" : "")
  }

  /// The control that a kind of change moves.
  func control(of kind: Relaxation.Kind) -> Control? {
    switch kind {
    case .budget, .budgetAndDemand: .budget
    case .demand: .demand
    case .headroom: .headroom
    case .remaining, .misjudged: nil
    case .ttft: .ttft
    case .tpot: .tpot
    case .available(let pool): .available(pool: pool)
    case .price(let pool): .price(pool: pool)
    case .modelShare(let model): .modelShare(model)
    }
  }

  /// `Budget`, `H100 available`, `Price of H100`.
  func label(of kind: Relaxation.Kind) -> String {
    guard let control = control(of: kind) else {
      return kind == .remaining ? "Left after a loss" : "Misjudged kinds"
    }
    if case .available = control { return "\(facts(of: control)?.label ?? "") available" }
    return name(of: control)
  }

  /// Changes that can be shown, and chosen with the keys.
  static let shownRelaxations = 5

  /// A sentence on the limits that cannot all be kept; nil while unknown, or where only one is stated.
  var clashText: String? {
    guard exploration.blocked == scenario, let conflict = exploration.conflict else { return nil }
    guard let first = conflict.clashes.first else {
      return "Not even without all its limits is there a plan."
    }
    if conflict.isAnyOneEnough {
      return first.count == 1
        ? "Only \(list(first)) stands in the way."
        : "\(list(first)) clash: without any one of them there is a plan."
    }
    let clashes = conflict.clashes.map { list($0) + ($0.count == 1 ? " stands in the way" : " clash") }
    let decisive = conflict.decisive
    let way =
      decisive.isEmpty
      ? "no single one of them gone gives a plan"
      : "only without \(list(decisive, "or")) is there a plan while the others are kept"
    return "\(clashes.joined(separator: "; ")): \(way)."
  }

  /// `the demand, the stock of H100 and the budget`.
  private func list(_ limits: [Limit], _ last: String = "and") -> String {
    let names = limits.map { limit in
      switch limit {
      case .budget: "the budget"
      case .demand: "the demand"
      case .headroom: "the headroom"
      case .resilience: "what must be withstood"
      case .ttft: "the limit on TTFT"
      case .tpot: "the limit on TPOT"
      case .available(let pool): "the stock of \(scenario.pools[pool].name)"
      }
    }
    guard names.count > 1, let end = names.last else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) \(last) \(end)"
  }

  /// Kinds of change that were tried and give no plan, as a sentence's list; nil while the search goes on.
  var hopelessChanges: String? {
    guard exploration.blocked == scenario else { return nil }
    let kinds = Relaxation.kinds(for: scenario)
    guard kinds.allSatisfy({ exploration.relaxations[$0] != nil }) else { return nil }
    let failed = kinds.filter { exploration.relaxations[$0] == .some(nil) && $0 != .budgetAndDemand }
    var names: [String] = []
    var dear: [String] = []
    var scarce: [String] = []
    for kind in failed {
      switch kind {
      case .available(let pool): scarce.append(scenario.pools[pool].name)
      case .price(let pool): dear.append(scenario.pools[pool].name)
      // Shares are not searched in full: nothing can be said of those that were not tried.
      case .modelShare: break
      default: names.append(label(of: kind))
      }
    }
    var parts = names
    if !dear.isEmpty { parts.append("a lower price of \(dear.joined(separator: ", "))") }
    if !scarce.isEmpty {
      parts.append("\(Relaxation.mostGPUs) more GPUs of \(scarce.joined(separator: ", "))")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}

extension Screen {
  /// Draws the reason why there is no plan, and the smallest changes that give one.
  mutating func noPlanPanel(_ reason: Infeasibility, _ area: Area) {
    guard area.height > 0 else { return }
    let isFocused = state.panel == .results
    var row = area.row
    let verdict = reason.isProven ? "NO PLAN " : "UNKNOWN "
    let place = put(verdict, row, area.column, CellStyle(.bad, bold: true))
    let way = "\(state.keys.hint("undo")) takes the last edit back, \(state.keys.hint("reset-all")) all"
    let hasWay = !state.history.undoStack.isEmpty && place + way.count + 4 <= area.endColumn
    let end = area.endColumn - (hasWay ? way.count + 1 : 0)
    put(String(repeating: "─", count: max(0, end - place)), row, place, CellStyle(.bad))
    if hasWay { putRight(way, row, end: area.endColumn, CellStyle(.muted)) }
    row += 1
    for line in noPlanLines(reason, width: area.width) where row < area.endRow {
      put(line.text, row, area.column, line.style, end: area.endColumn)
      row += 1
    }
    let changes = state.relaxations
    let all = Relaxation.kinds(for: state.scenario).count
    let done = state.exploration.blocked == state.scenario ? state.exploration.relaxations.count : 0
    guard row + 1 < area.endRow else { return }
    if row + 3 + min(changes.count, DashboardState.shownRelaxations) < area.endRow { row += 1 }
    var progress = done < all ? "\(done) of \(all) tried" : "each one alone gives a plan"
    let next = state.keys.hint("panel-next")
    if !changes.isEmpty, !isFocused, !next.isEmpty { progress = "\(next) leads here · \(progress)" }
    let isWide = area.width >= Self.wideChange
    title(
      "SMALLEST CHANGES", note: changes.isEmpty && done == all ? "none found" : progress,
      heads: isWide ? "then $/h   req/s" : "", row, area.column, width: area.width, isFocused: isFocused)
    row += 1
    let hopeless = state.hopelessChanges
    let focus = isFocused ? state.tables.focusedRow[.results] ?? 0 : nil
    for (index, change) in changes.prefix(DashboardState.shownRelaxations).enumerated()
    where row < area.endRow {
      relaxationRow(change, index, row, area, isFocused: focus == index)
      row += 1
    }
    if let hopeless, row < area.endRow {
      let lines = Self.wrap("Would not help: \(hopeless).", width: area.width)
      for line in lines.prefix(area.endRow - row) {
        put(line, row, area.column, CellStyle(.muted), end: area.endColumn)
        row += 1
      }
    }
    refusals(reason, row, area)
  }

  /// Columns from which a change is shown with the plan that it gives.
  private static let wideChange = 72

  private mutating func relaxationRow(
    _ change: Relaxation, _ index: Int, _ row: Int, _ area: Area, isFocused: Bool
  ) {
    let text = state.text(of: change)
    let muted = CellStyle(.muted)
    if isFocused { put("▸", row, area.column - 1, CellStyle(.focus, bold: true)) }
    put(String(index + 1), row, area.column, CellStyle(.key, bold: true))
    let isWide = area.width >= Self.wideChange
    let relativeEnd = isWide ? area.endColumn - 18 : area.endColumn
    let deltaStart = relativeEnd - 19
    let changeEnd = isWide ? deltaStart - 2 : relativeEnd - 9
    put(
      Characters.cut(text.name, to: max(6, changeEnd - text.change.count - area.column - 3)), row,
      area.column + 2)
    putRight(text.change, row, end: changeEnd, CellStyle(.strong, bold: true))
    putRight(text.relative, row, end: relativeEnd, muted)
    if isWide {
      put("\(text.isMore ? "▲" : "▼") \(text.delta)", row, deltaStart, muted)
      putRight(Numbers.amount(change.plan.costPerHour), row, end: area.endColumn - 8)
      putRight(Numbers.amount(change.plan.requestsPerSecond), row, end: area.endColumn)
    }
    if isFocused { paint(row: row, from: area.column, to: area.endColumn, .selection) }
  }

  /// Layouts that no plan may use, where they are why there is none.
  private mutating func refusals(_ reason: Infeasibility, _ start: Int, _ area: Area) {
    guard !reason.refusals.isEmpty, start + 2 < area.endRow else { return }
    var row = start + 1
    title("REFUSED LAYOUTS", heads: "reason", row, area.column, width: area.width)
    for refusal in reason.refusals.prefix(area.endRow - row - 1) {
      row += 1
      let what = "\(refusal.model) \(refusal.layout)"
      let half = area.width / 2
      put(Characters.cut(what, to: half - 1), row, area.column, end: area.endColumn)
      put(
        Characters.cutEnd(refusal.reason, to: area.width - half), row, area.column + half, CellStyle(.muted))
    }
  }

  private func noPlanLines(_ reason: Infeasibility, width: Int) -> [Span] {
    let text = reason.reason
    let sentence = text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
    var lines = Self.wrap(sentence, width: width).map { Span($0, CellStyle(.strong, bold: true)) }
    if let clash = state.clashText {
      let sentence = clash.prefix(1).uppercased() + clash.dropFirst()
      lines += Self.wrap(sentence, width: width).map { Span($0) }
    }
    if !reason.isProven {
      lines.append(Span("Not proven: the search ended before it was sure.", CellStyle(.muted)))
    }
    return lines
  }

  /// Rows the panel would like.
  func noPlanHeight(_ reason: Infeasibility, width: Int) -> Int {
    let changes = min(DashboardState.shownRelaxations, max(1, state.relaxations.count))
    let hopeless = state.hopelessChanges.map { Self.wrap("Would not help: \($0).", width: width).count } ?? 0
    let refused = reason.refusals.isEmpty ? 0 : min(6, reason.refusals.count + 2)
    return 1 + noPlanLines(reason, width: width).count + 2 + changes + hopeless + refused
  }
}
