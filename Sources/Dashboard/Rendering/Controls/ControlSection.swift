/// A panel of the controls' column.
struct ControlSection: Sendable {
  /// The title of a panel.
  struct Heading: Sendable, Equatable {
    var name: String
    var note = ""
    var heads = ""
  }

  var panel: Panel
  var heading: Heading
  var controls: [Control]
  var hasTitle = true
  /// Rows it gets.
  var space: Int

  init(_ panel: Panel, _ heading: Heading, _ controls: [Control]) {
    self.panel = panel
    self.heading = heading
    self.controls = controls
    space = controls.count
  }

  /// The sections with what has room in a height, and the blank rows between them.
  static func fitting(
    _ all: [ControlSection], height: Int, focus: ControlFocus, facts: (Control) -> ControlFacts?
  ) -> (sections: [ControlSection], gap: Int) {
    var sections = all
    var gap = 1
    func excess() -> Int {
      sections.reduce(0) { $0 + $1.space + ($1.hasTitle ? 1 : 0) } + gap * (sections.count - 1) - height
    }
    if excess() > 0 { gap = 0 }
    if excess() > 0 { hideQuietControls(&sections, excess(), focus, facts) }
    if excess() > 0, let models = sections.firstIndex(where: { $0.panel == .models }) {
      sections[models].hasTitle = false
    }
    // The mixes of models that the keys are not in go before anything is shortened; one stays.
    while excess() > 0, sections.filter({ $0.panel == .mix }).count > 1,
      let last = sections.indices.last(where: { sections[$0].panel == .mix && !focus.isIn(sections[$0]) })
    {
      sections.remove(at: last)
    }
    while excess() > 0, let longest = sections.indices.max(by: { sections[$0].space < sections[$1].space }) {
      if sections[longest].space > 1 {
        sections[longest].space -= 1
      } else if let last = sections.indices.last(where: { !focus.isIn(sections[$0]) }) {
        sections.remove(at: last)
      } else {
        break
      }
    }
    return (sections, gap)
  }

  /// Unchanged headroom, limits and an unused demand yield first.
  private static func hideQuietControls(
    _ sections: inout [ControlSection], _ excess: Int, _ focus: ControlFocus,
    _ facts: (Control) -> ControlFacts?
  ) {
    guard let index = sections.firstIndex(where: { $0.panel == .controls }) else { return }
    // While the focus is among them they stay, so that walking through them does not move the rows.
    if focus.panel == .controls, focus.row > 1 { return }
    let quiet = [Control.headroom, .tpot, .ttft].filter { facts($0)?.isChanged == false }
    for control in quiet.prefix(excess) { sections[index].controls.removeAll { $0 == control } }
    sections[index].space = sections[index].controls.count
  }
}

/// The place that the keys are at among the controls.
struct ControlFocus: Sendable {
  var panel: Panel
  /// The row of the panel `.controls` that they are on, or were on last.
  var row: Int
  /// The control; nil: they are among the results.
  var control: Control?

  /// Whether the focused control is one of a section's.
  func isIn(_ section: ControlSection) -> Bool {
    guard section.panel == panel, let control else { return false }
    return section.controls.contains(control)
  }
}

extension Control {
  /// Whether it is a share of models or of workload types.
  var isShare: Bool {
    switch self {
    case .modelShare, .workloadShare: true
    case .budget, .demand, .headroom, .ttft, .tpot, .available, .price, .machines, .machinePrice: false
    }
  }
}
