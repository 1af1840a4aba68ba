/// The layouts by screen size.
///
///     full, wide                          compact                       narrow (one tab)
///     title                     solver    title            solver       title      solver
///     CONTROLS   figures                  figures                       figures
///     POOLS      PLAN and routes          CONTROLS  1 Plan 2 Routes     1 Plan 2 Routes
///     MODELS     COST                     POOLS     the tab's table     the tab's table
///     MIX        GPU USE   WHAT BINDS     MIX
///     message                             message                       message
///     keys                                keys                          keys
enum ScreenClass: Sendable, Equatable {
  /// Three columns: controls, results, and what explains them.
  case wide
  /// Controls, and all results under each other.
  case full
  /// Controls, and one tab of the results.
  case compact
  /// One tab: the controls or results.
  case narrow
  /// Figures and the solver's state, one line each.
  case lines
  /// One line that says what is needed.
  case tooSmall

  /// Smallest size that shows a figure.
  static let least = (columns: 24, rows: 4)

  init(columns: Int, rows: Int) {
    switch (columns, rows) {
    case (180..., 50...): self = .wide
    case (100..., 36...): self = .full
    case (78..., 20...): self = .compact
    case (40..., 10...): self = .narrow
    case (Self.least.columns..., Self.least.rows...): self = .lines
    default: self = .tooSmall
    }
  }

  /// Whether the controls stand beside the results.
  var hasControlsColumn: Bool { self == .wide || self == .full || self == .compact }
}

extension ScreenClass {
  /// Whether results are behind tabs.
  var hasTabs: Bool { self == .compact || self == .narrow }
}
