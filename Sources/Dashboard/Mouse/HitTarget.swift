/// A part of the screen and the effect of the mouse there; recorded while drawing, never computed again.
public struct HitTarget: Sendable, Equatable {
  /// The kinds of target.
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
    /// The head of a table's column: a click sorts by it, another reverses the order.
    case head(String)
    case tab(ResultTab)
    /// A key in the hints.
    case key(Key)
    /// A row of the list of commands.
    case command(Int)
    /// An entry of the key table: a click runs its binding.
    case binding(String)
    /// A part where the wheel scrolls.
    case scrolling(Scrolling)
    /// The screen around the overlay in front of the panels: a click there closes the overlay.
    case outside
    /// A cover that takes the clicks meant for the targets under it, and does nothing itself.
    case cover
  }

  /// The views that the wheel scrolls.
  enum Scrolling: Sendable, Equatable { case results, comparison, history, help, palette }

  let area: Area
  let kind: Kind

  func contains(row: Int, column: Int) -> Bool {
    row >= area.row && row < area.endRow && column >= area.column && column < area.endColumn
  }
}

/// A drawn screen with its mouse targets.
public struct Frame: Sendable {
  /// The drawn cells.
  public let grid: Grid
  /// The mouse targets, from the back to the front.
  let targets: [HitTarget]

  /// Returns the frontmost target at a place; nil: nothing there responds to the mouse.
  func target(row: Int, column: Int) -> HitTarget.Kind? {
    targets.last { $0.contains(row: row, column: column) }?.kind
  }

  /// Returns the view that the wheel scrolls at a place; nil: none.
  func scrolling(row: Int, column: Int) -> HitTarget.Scrolling? {
    for target in targets.reversed() where target.contains(row: row, column: column) {
      if case .scrolling(let what) = target.kind { return what }
    }
    return nil
  }
}
