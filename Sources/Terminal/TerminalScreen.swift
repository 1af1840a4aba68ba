import CNcurses
import CTerminalGuard
import Dashboard
import Glibc

/// The terminal as a screen that shows grids and reports events.
///
/// One at a time, and on the main thread only: ncurses keeps its state in globals. Other threads hold a
/// `TerminalWaker`. Every way out of the process leaves the terminal as it was: `close`, the handled signals
/// (which arrive as events), and all other signals and crashes (which the guard in C handles). A terminal that
/// nobody reads holds up nothing: frames are left out until it takes the last one.
public final class TerminalScreen {
  /// Columns of the window.
  public private(set) var columns = 0
  /// Rows of the window.
  public private(set) var rows = 0
  /// Whether the locale's characters are UTF-8; else only ASCII can be shown.
  public let isUTF8: Bool
  /// Colours the terminal shows.
  public let tier: ColourTier
  /// The handle for other threads.
  public let waker = TerminalWaker()

  private let wakeEnd: Int32
  private let screen: OpaquePointer
  private let buffer: UpdateBuffer
  private var output = TerminalOutput()
  private let clock = ContinuousClock()
  /// When the last byte of input came.
  private var lastInput: ContinuousClock.Instant
  private var decoder = InputDecoder()
  private var painter: Painter
  private var shown: (grid: Grid, theme: Theme)?
  private var isOpen = true
  private var capturesMouse = true

  /// Takes the terminal on standard input and output; `colours` is the most that are shown, nil as NO_COLOR says.
  public init(colours: Int? = nil) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    isUTF8 = cn_use_locale() != 0
    wakeEnd = tg_open(STDOUT_FILENO)
    guard wakeEnd >= 0 else { throw .system(String(cString: strerror(errno))) }
    // LINES and COLUMNS of the environment would freeze the size.
    use_env(false)
    use_tioctl(true)
    guard let buffer = UpdateBuffer(terminal: tg_terminal()) else {
      tg_close()
      throw .system(String(cString: strerror(errno)))
    }
    let name = getenv("TERM").map { String(cString: $0) } ?? ""
    guard let screen = cn_newterm(buffer.stream) else {
      buffer.close()
      tg_close()
      throw .unknownTerminal(name)
    }
    if let lack = Self.lack() {
      delscreen(screen)
      buffer.close()
      tg_close()
      throw .unfitTerminal(name, lack)
    }
    lastInput = clock.now
    self.screen = screen
    self.buffer = buffer
    let hasColours = start_color() == OK && use_default_colors() == OK
    let own = hasColours ? Int(cn_colors()) : 0
    let noColor = colours == nil ? getenv("NO_COLOR").map { String(cString: $0) } : nil
    // A terminal without colours stays without; one with more can be asked to show fewer.
    tier = ColourTier(colours: min(own, colours ?? own), noColor: noColor)
    painter = Painter(tier: tier)
    raw()
    noecho()
    nonl()
    // ncurses would break off an update when it sees input waiting.
    typeahead(-1)
    leaveok(cn_screen(), true)
    tg_enter()
    tg_capture_stderr()
    showFirst()
    (columns, rows) = (Int(cn_columns()), Int(cn_rows()))
    fitToWindow()
  }

  deinit {
    close()
  }

  /// The ability that a screen needs and this terminal lacks, as a sentence part; nil: none.
  private static func lack() -> String? {
    // Absent, or known to be missing: nil and the address -1.
    func has(_ capability: String) -> Bool { (tigetstr(capability).map { Int(bitPattern: $0) } ?? -1) != -1 }
    if !has("cup") { return "cannot place the cursor" }
    return has("clear") ? nil : "cannot be cleared"
  }

  /// Gives the terminal back as it was. Later calls do nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    leaveScreen()
    delscreen(screen)
    buffer.close()
    tg_close()
  }

  // MARK: Showing

  /// Whether the terminal has not taken the last frame yet: a new one would be left out. `events` returns when it has.
  public var isBusy: Bool { output.isBusy }

  /// Shows a grid; what does not differ from the last one is not sent, and nothing to a busy terminal.
  public func present(_ grid: Grid, theme: Theme) {
    guard isOpen, !isBusy else { return }
    if let shown, shown.grid == grid, shown.theme == theme { return }
    painter.use(theme)
    let window = cn_screen()
    let isSameShape = shown?.theme == theme && shown?.grid.columns == grid.columns
    if !isSameShape { erase() }
    let width = min(columns, grid.columns)
    for row in 0..<min(rows, grid.rows) {
      let changed = isSameShape ? shown.flatMap { Self.changedColumns(row, $0.grid, grid) } : 0..<width
      guard let range = changed?.clamped(to: 0..<width), !range.isEmpty else { continue }
      let cells = painter.cells(grid, row: row, columns: range)
      // Strings of cells neither wrap nor scroll, not even in the last corner.
      mvwadd_wchnstr(window, Int32(row), Int32(range.lowerBound), cells, Int32(cells.count))
    }
    shown = (grid, theme)
    update()
  }

  /// Whether the glass holds nothing of ours, so that the next `present` draws everything.
  public var needsPresent: Bool { shown == nil }

  /// Sends every cell again with the next `present`, whatever the terminal shows now.
  public func repaint() {
    shown = nil
    cn_repaint_all()
  }

  /// From the first to the last column in which a row differs; nil: it does not.
  private static func changedColumns(_ row: Int, _ old: Grid, _ new: Grid) -> Range<Int>? {
    guard row < old.rows else { return 0..<new.columns }
    let start = row * new.columns
    let range = start..<start + new.columns
    guard let first = range.first(where: { old.cells[$0] != new.cells[$0] }),
      let last = range.last(where: { old.cells[$0] != new.cells[$0] })
    else { return nil }
    return first - start..<last - start + 1
  }

  private func update() {
    wnoutrefresh(cn_screen())
    let bytes = buffer.collect { doupdate() }
    output.send(Array(ScreenModes.beginUpdate.utf8) + bytes + Array(ScreenModes.endUpdate.utf8))
  }

  /// Clears the screen and enters the alternate one; the other modes belong after that.
  private func showFirst() {
    let bytes = buffer.collect {
      curs_set(0)
      wnoutrefresh(cn_screen())
      doupdate()
    }
    let modes = ScreenModes.enable + (capturesMouse ? ScreenModes.enableMouse : "")
    output.send(bytes + Array(modes.utf8))
  }

  // MARK: Events

  /// Waits for input, a signal, a wake or a terminal that is busy no more, at most so long (nil: without end), and
  /// returns all that came.
  public func events(timeoutMilliseconds: Int?) -> [TerminalEvent] {
    guard isOpen else { return [] }
    var due = timeoutMilliseconds.map { max(0, $0) }
    if let rest = millisecondsToFlush { due = min(due ?? rest, rest) }
    var sources = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeEnd, events: Int16(POLLIN), revents: 0),
    ]
    if isBusy { sources.append(pollfd(fd: tg_terminal(), events: Int16(POLLOUT), revents: 0)) }
    let ready = poll(&sources, nfds_t(sources.count), due.map { Int32(clamping: $0) } ?? -1)
    if ready > 0, sources.count > 2, sources[2].revents != 0 { output.resume() }
    var events = signalEvents()
    if ready > 0, sources[0].revents != 0 {
      events += readInput()
    } else if let rest = millisecondsToFlush, rest == 0 {
      events += decoder.flush()
    }
    if tg_take_wake() { events.append(.wake) }
    if fitToWindow() { events.append(.resize(columns: columns, rows: rows)) }
    return events
  }

  /// How long what is decoded in part still waits for its end; nil: nothing waits.
  private var millisecondsToFlush: Int? {
    decoder.patience.map { max(0, Int((($0 - (clock.now - lastInput)) / .milliseconds(1)).rounded(.up))) }
  }

  private func readInput() -> [TerminalEvent] {
    var bytes = [UInt8](repeating: 0, count: 4096)
    // Somebody else may have taken what was there: where standard input is the terminal, reading does not wait.
    let count = read(tg_is_terminal(STDIN_FILENO) ? tg_terminal() : STDIN_FILENO, &bytes, bytes.count)
    if count > 0 {
      lastInput = clock.now
      return decoder.feed(bytes.prefix(count))
    }
    // End of input: the terminal is gone, whether or not the signal came.
    return count == 0 || errno == EIO ? [.signal(SIGHUP)] : []
  }

  private func signalEvents() -> [TerminalEvent] {
    let signals = Int(tg_take_signals())
    var events: [TerminalEvent] = []
    if signals & TG_CONTINUE != 0 { enterScreen() }
    if signals & TG_STOP != 0 { events.append(.key(.control("z"))) }
    if signals & TG_INTERRUPT != 0 { events.append(.signal(SIGINT)) }
    if signals & TG_TERMINATE != 0 { events.append(.signal(SIGTERM)) }
    if signals & TG_HANGUP != 0 { events.append(.signal(SIGHUP)) }
    return events
  }

  /// Takes the window's size; whether it changed. Asked for often, because signals can be missed.
  @discardableResult
  private func fitToWindow() -> Bool {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0,
      Int(window.ws_col) != columns || Int(window.ws_row) != rows
    else { return false }
    (columns, rows) = (Int(window.ws_col), Int(window.ws_row))
    resize_term(Int32(rows), Int32(columns))
    erase()
    repaint()
    return true
  }

  /// Takes the mouse, or leaves it to the terminal for selecting text.
  public func captureMouse(_ isCaptured: Bool) {
    guard isOpen, isCaptured != capturesMouse else { return }
    capturesMouse = isCaptured
    output.send(Array((isCaptured ? ScreenModes.enableMouse : ScreenModes.disableMouse).utf8))
  }

  /// Puts a text on the clipboard, where the terminal lets programs do that; whether it was short enough to be sent.
  @discardableResult
  public func copy(_ text: String) -> Bool {
    guard isOpen, let sequence = Clipboard.sequence(for: text, isInTmux: getenv("TMUX") != nil),
      output.hasRoom(for: sequence.utf8.count)
    else { return false }
    output.send(Array(sequence.utf8))
    return true
  }

  // MARK: Suspending

  /// Gives the terminal back and stops, as Ctrl-Z does; returns when the shell continues the program.
  public func suspend() {
    guard isOpen else { return }
    leaveScreen()
    tg_release_stderr()
    tg_stop_group()
    tg_capture_stderr()
    enterScreen()
  }

  private func leaveScreen() {
    let rest = output.takeWaiting()
    // What is cut short would swallow what follows it.
    if !Self.send(rest, by: tg_send) { tg_discard() }
    Self.send(Array(ScreenModes.disable.utf8) + leaving(), by: tg_leave)
  }

  /// The bytes that ncurses sends to leave its screen.
  private func leaving() -> [UInt8] {
    buffer.collect {
      curs_set(1)
      endwin()
    }
  }

  private static func send<Result>(
    _ bytes: [UInt8], by send: (UnsafePointer<CChar>?, Int) -> Result
  ) -> Result {
    bytes.withUnsafeBytes { send($0.bindMemory(to: CChar.self).baseAddress, $0.count) }
  }

  private func enterScreen() {
    tg_enter()
    // Everything is drawn anew. The rest of the last frame would be in the way, and its beginning may have been cut
    // in a sequence.
    if !output.takeWaiting().isEmpty { output.send([ScreenModes.cancel]) }
    // A stop may have left the screen without ncurses, which enters only what it has left.
    _ = leaving()
    repaint()
    showFirst()
    fitToWindow()
  }
}
