/// A slider key held down on a running dashboard, and when each press was on the screen.
///
/// A press counts as painted with the first finished frame that shows its value or a later one, at the time when the
/// frame's last byte was read.
struct KeyHold {
  /// The outcome of the presses.
  struct Result {
    /// Milliseconds from each press to its frame; those never painted are left out.
    var latencies: [Double] = []
    /// Presses whose value never came.
    var lost = 0
    /// Bytes drawn.
    var bytes = 0
    /// Processor time of the program, in milliseconds.
    var cpu = 0.0

    /// Both together.
    static func + (one: Result, other: Result) -> Result {
      Result(
        latencies: one.latencies + other.latencies, lost: one.lost + other.lost,
        bytes: one.bytes + other.bytes, cpu: one.cpu + other.cpu)
    }
  }

  /// Milliseconds between two presses.
  let interval: Double

  /// The keys, as a terminal sends them.
  static let (left, right) = ("\u{1b}[D", "\u{1b}[C")
  /// After the last press, its frame has so long.
  private static let patience = 500.0

  /// The budget on the screen, in $/h.
  static func budget(on glass: TerminalEmulator) -> Double? {
    guard let row = glass.row(containing: "Budget") else { return nil }
    let words = row.split(separator: " ").map(String.init)
    guard let label = words.firstIndex(where: { $0.hasSuffix("Budget") }), words.count > label + 1 else {
      return nil
    }
    return Double(words[label + 1])
  }

  /// Holds a key for so many presses; every press moves the budget by `step`.
  func hold(_ key: String, step: Double, presses: Int, on program: TerminalProgram) -> Result {
    var result = Result()
    guard let start = Self.budget(on: program.glass) else { return Result(lost: presses) }
    let (bytes, cpu) = (program.glass.byteCount, program.cpu)
    var pressed: [Double] = []
    var painted = 0
    func note(_ glass: TerminalEmulator, _ time: Double) {
      guard let value = Self.budget(on: glass) else { return }
      let reached = Int(((value - start) / step).rounded())
      while painted < min(reached, pressed.count) {
        result.latencies.append(time - pressed[painted])
        painted += 1
      }
    }
    // What is drawn is looked at afterwards: reading it must not keep the program waiting.
    var pieces: [TerminalProgram.Piece] = []
    var next = Clocks.wall()
    for _ in 0..<presses {
      pieces += program.record(until: next)
      pressed.append(Clocks.wall())
      program.type(key)
      next += interval
    }
    pieces += program.record(until: Clocks.wall() + Self.patience)
    program.show(pieces) { note($0, $1) }
    result.lost = presses - painted
    result.bytes = program.glass.byteCount - bytes
    result.cpu = program.cpu - cpu
    return result
  }
}
