import Dashboard

/// Turns the bytes a terminal sends into events.
///
/// Bytes may arrive split at any place; what is incomplete waits for the next `feed` or for `flush`. The
/// sequences are those of xterm, tmux, the Linux console and rxvt (ECMA-48 control sequences with xterm's
/// modifiers); mouse reports are SGR (mode 1006), with X10 understood for terminals without it.
struct InputDecoder: Sendable {
  /// Longest paste taken in one event; the rest of a longer one follows as another.
  static let longestPaste = 1 << 16
  /// After an ESC without a follower this long, it is the Escape key. Sequences come in one piece but over slow
  /// links; 25 ms is below what a person notices.
  static let escapePatience = Duration.milliseconds(25)
  /// A paste that pauses this long has lost its end. What comes later would be read as keys, so a slow link gets
  /// more time than any that is usable takes between two packets.
  static let pastePatience = Duration.seconds(1)
  /// The same where the last byte is Ctrl-C: a person who presses it at a keyboard that seems dead. In the middle of
  /// a paste more follows at once.
  static let interruptPatience = Duration.milliseconds(100)

  /// Bytes not decoded yet.
  private var pending: [UInt8] = []
  /// Text collected since the start of a bracketed paste; nil outside one.
  private var pasted: [UInt8]?
  /// Whether the left button is down, so that motion counts as dragging.
  private var isDragging = false

  /// Whether bytes wait for their continuation.
  var isIncomplete: Bool { !pending.isEmpty || pasted != nil }

  /// How long after the last byte `flush` is due; nil: nothing waits.
  var patience: Duration? {
    guard let pasted else { return pending.isEmpty ? nil : Self.escapePatience }
    return endsInInterrupt(pasted) ? Self.interruptPatience : Self.pastePatience
  }

  private func endsInInterrupt(_ pasted: [UInt8]) -> Bool {
    pending.isEmpty && pasted.last == ControlSequence.interrupt
  }

  /// Decodes as much as is complete.
  mutating func feed(_ bytes: some Sequence<UInt8>) -> [TerminalEvent] {
    pending.append(contentsOf: bytes)
    return decode(isFinal: false)
  }

  /// Decodes what waits, now that nothing follows: a lone ESC is the Escape key, and a paste has lost its end.
  mutating func flush() -> [TerminalEvent] {
    guard let unfinished = pasted else { return decode(isFinal: true) }
    var events: [TerminalEvent] = []
    let isInterrupted = endsInInterrupt(unfinished)
    finishPaste(into: &events)
    (pasted, pending) = (nil, [])
    if isInterrupted { events.append(.signal(interruptSignal)) }
    return events
  }

  private mutating func decode(isFinal: Bool) -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    var position = 0
    loop: while position < pending.count {
      if pasted != nil {
        guard let used = takePaste(from: position, into: &events) else { break }
        position = used
        continue
      }
      switch ControlSequence.parse(pending[position...], isFinal: isFinal) {
      case .incomplete:
        break loop
      case .token(let token, let length):
        position += length
        handle(token, into: &events)
      }
    }
    pending.removeFirst(position)
    return events
  }

  private mutating func handle(_ token: ControlSequence.Token, into events: inout [TerminalEvent]) {
    switch token {
    case .key(let key): events.append(.key(key))
    case .interrupt: events.append(.signal(interruptSignal))
    case .mouse(let report):
      if let event = mouseEvent(report) { events.append(.mouse(event)) }
    case .pasteStart: pasted = []
    case .ignored: break
    }
  }

  /// Moves bytes into the paste; the position after them, or nil when the end mark may be cut in two.
  private mutating func takePaste(from start: Int, into events: inout [TerminalEvent]) -> Int? {
    let end = Array("\u{1b}[201~".utf8)
    var position = start
    while position < pending.count {
      let rest = pending[position...]
      if rest.starts(with: end) {
        finishPaste(into: &events)
        pasted = nil
        return position + end.count
      }
      if end.starts(with: rest) { break }
      pasted?.append(pending[position])
      position += 1
      if let count = pasted?.count, count >= Self.longestPaste { finishPaste(into: &events) }
    }
    return position > start ? position : nil
  }

  private mutating func finishPaste(into events: inout [TerminalEvent]) {
    let text = PasteText.cleaned(pasted ?? [])
    if !text.isEmpty { events.append(.paste(text)) }
    pasted = []
  }

  private mutating func mouseEvent(_ report: ControlSequence.MouseReport) -> MouseEvent? {
    guard report.column >= 1, report.row >= 1 else { return nil }
    func event(_ kind: MouseEvent.Kind) -> MouseEvent {
      MouseEvent(kind: kind, row: report.row - 1, column: report.column - 1)
    }
    switch report.button {
    case .wheelUp: return event(.wheelUp)
    case .wheelDown: return event(.wheelDown)
    case .left where report.isMotion: return isDragging ? event(.drag) : nil
    case .left where report.isRelease, .released:
      guard isDragging else { return nil }
      isDragging = false
      return event(.release)
    case .left:
      isDragging = true
      return event(.press)
    case .other: return nil
    }
  }
}

/// The text of a bracketed paste as one line.
enum PasteText {
  /// The text without control characters; line breaks and tabs become single blanks between words.
  static func cleaned(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var blank = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar == "\n" || scalar == "\r" || scalar == "\t" {
        blank = true
      } else if scalar.properties.generalCategory != .control {
        if blank && !text.isEmpty { text.append(" ") }
        blank = false
        text.append(scalar)
      }
    }
    return String(text)
  }
}
