/// What is being typed, asked or told.
public struct InputState: Sendable, Equatable {
  /// The prompt being typed into; nil: none.
  public internal(set) var prompt: Prompt?
  /// The overlay in front of the panels; nil: none.
  public internal(set) var overlay: Overlay?
  /// The row above the key hints.
  public internal(set) var message: Message?
  /// Commands run so far, the last one last.
  public internal(set) var commandHistory: [String] = []
  /// Index of the tour's present stop; nil: no tour is running.
  public internal(set) var tourStop: Int?

  /// Commands kept for `^P`.
  private static let longestHistory = 100
  /// Commands that take a path.
  private static let pathCommands = ["open", "save", "save-screen"]
}

extension InputState {
  /// The text typed and the row chosen in the list of commands; nil while it is closed.
  var palette: PaletteView? { if case .palette(let view) = overlay { view } else { nil } }

  /// The field that typing goes to; nil where nothing is typed.
  var activeField: TextField? {
    get {
      if let prompt { return prompt.isTyped ? prompt.field : nil }
      switch overlay {
      case .help(let view): return view.filter
      case .palette(let view): return view.field
      case nil: return nil
      }
    }
    set {
      guard let newValue else { return }
      if prompt != nil {
        prompt?.field = newValue
        return
      }
      switch overlay {
      case .help(var view):
        if view.filter.text != newValue.text { view.scroll = 0 }
        view.filter = newValue
        overlay = .help(view)
      case .palette(var view):
        // Another text is another list: what was chosen in the old one means nothing in it.
        if view.field.text != newValue.text { view = PaletteView() }
        view.field = newValue
        overlay = .palette(view)
      case nil: break
      }
    }
  }

  /// The folder of the path being typed after a command; nil where none is.
  var typedFolder: String? {
    guard let text = palette?.field.text,
      let command = Self.pathCommands.first(where: { text.hasPrefix($0 + " ") })
    else { return nil }
    let path = String(text.dropFirst(command.count + 1))
    return path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// An earlier or later command, as a shell does.
  mutating func recall(_ count: Int) {
    guard case .palette(let view) = overlay, !commandHistory.isEmpty else { return }
    let place = (view.recalled ?? -1) + count
    guard place >= 0 else { return overlay = .palette(PaletteView()) }
    let back = min(place, commandHistory.count - 1)
    let text = commandHistory[commandHistory.count - 1 - back]
    overlay = .palette(PaletteView(field: TextField(text), recalled: back))
  }

  /// Adds a command to those run.
  mutating func remember(_ line: String) {
    commandHistory.removeAll { $0 == line }
    commandHistory.append(line)
    if commandHistory.count > Self.longestHistory { commandHistory.removeFirst() }
  }

  /// Shows the first stop of the tour.
  mutating func beginTour() {
    tourStop = 0
    overlay = nil
  }

  /// To the next or previous of the tour's stops; past the last one it ends.
  mutating func moveTour(_ step: Int, stopCount: Int) {
    guard let tourStop else { return }
    let next = max(0, tourStop + step)
    self.tourStop = next < stopCount ? next : nil
  }
}
