/// A part of the screen and what the mouse does there; drawing says where, nothing computes it again.
public struct HitTarget: Sendable, Equatable {
  /// What is there.
  enum Kind: Sendable, Equatable {
    /// The title of a panel: a click lets the keys act on it.
    case panel(Panel)
    /// A control's row: a click focuses it, the wheel moves it.
    case control(Control)
    /// A control's figure: a click on the focused one opens its field.
    case value(Control)
    /// A control's slider: clicking and dragging move it.
    case slider(Control, SliderGrip)
    /// A row of the plan, or of a zoomed table.
    case replica(Int)
    /// A row of the list of edits: a click goes there.
    case edit(Int)
    /// The head of a table's column: a click sorts by it, another turns the order round.
    case head(String)
    case tab(ResultTab)
    /// A key in the hints.
    case key(Key)
    /// A row of the list of commands.
    case command(Int)
    /// What an entry of the key table does.
    case binding(String)
    /// A part where the wheel scrolls.
    case scrolling(Scrolling)
    /// What is in front of the panels: clicks beside it close it.
    case outside
    /// What takes clicks from what it covers, and does nothing itself.
    case cover
  }

  /// What the wheel moves.
  enum Scrolling: Sendable, Equatable { case results, comparison, history, help, palette }

  let area: Area
  let kind: Kind

  func contains(row: Int, column: Int) -> Bool {
    row >= area.row && row < area.endRow && column >= area.column && column < area.endColumn
  }
}

/// A screen with what the mouse does where.
public struct Frame: Sendable {
  /// What is shown.
  public let grid: Grid
  /// From the back to the front.
  let targets: [HitTarget]

  /// What is in front at a place; nil: nothing that the mouse acts on.
  func target(row: Int, column: Int) -> HitTarget.Kind? {
    targets.last { $0.contains(row: row, column: column) }?.kind
  }

  /// What the wheel scrolls at a place.
  func scrolling(row: Int, column: Int) -> HitTarget.Scrolling? {
    for target in targets.reversed() where target.contains(row: row, column: column) {
      if case .scrolling(let what) = target.kind { return what }
    }
    return nil
  }
}
