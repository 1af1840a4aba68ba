/// The private modes (DECSET) the dashboard uses beyond what the terminal database knows.
enum ScreenModes {
  /// Pastes marked (2004).
  static let enable = "\u{1b}[?2004h"
  /// Buttons and dragging (1002) in SGR form (1006), which has no last column.
  static let enableMouse = "\u{1b}[?1002h\u{1b}[?1006h"
  /// The reverse, last first.
  static let disableMouse = "\u{1b}[?1006l\u{1b}[?1002l"
  /// All of them off.
  static let disable = "\u{1b}[?2004l" + disableMouse
  /// Ends a sequence that was cut short (CAN).
  static let cancel: UInt8 = 0x18
  /// Start of an update the terminal shows at once; terminals without mode 2026 ignore it.
  static let beginUpdate = "\u{1b}[?2026h"
  /// End of the update.
  static let endUpdate = "\u{1b}[?2026l"
}
