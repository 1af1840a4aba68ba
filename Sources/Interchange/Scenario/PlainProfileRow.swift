import Planning

/// Reads rows of a profile as tools write them: no quotes, nothing around the fields, figures in plain digits.
///
/// Rows that take more than that to read are left alone, right or wrong: the reader that knows every notation and every
/// mistake gets them. A hundred thousand rows are read in a tenth of its time.
struct PlainProfileRow {
  /// The fields that say what a row is about.
  struct Names {
    var model = ""
    var precision = ""
    var layout = ""
  }

  // Places of the columns; nil: the table has none of that name.
  private let model: Int
  private let precision: Int
  private let layout: Int
  private let input: Int
  private let output: Int
  private let rate: Int
  private let concurrency: Int?
  private let ttft: Int?
  private let tpot: Int?
  private let origin: Int?

  private let width: Int
  /// The file's name and a colon.
  private let place: [UInt8]
  /// Beginnings of the fields, and where one more would begin.
  private var starts: [Int] = []

  /// Nil where the table may not be read so.
  init?(_ table: CSVTable) {
    guard let width = table.plainWidth, let model = table.place(of: "model"),
      let precision = table.place(of: "precision"), let layout = table.place(of: "layout"),
      let input = table.place(of: "input_tokens"), let output = table.place(of: "output_tokens"),
      let rate = table.place(of: "requests_per_second")
    else { return nil }
    (self.model, self.precision, self.layout) = (model, precision, layout)
    (self.input, self.output, self.rate) = (input, output, rate)
    concurrency = table.place(of: "concurrency")
    ttft = table.place(of: "ttft_ms")
    tpot = table.place(of: "tpot_ms")
    origin = table.place(of: "source")
    self.width = width
    place = Array("\(table.name):".utf8)
  }

  /// The figures of a row, whose fields the other functions then know; nil where one is not plain or not in its range.
  mutating func figures(_ bytes: UnsafeBufferPointer<UInt8>) -> ProfileRows.Figures? {
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    for index in bytes.indices where bytes[index] == UInt8(ascii: ",") { starts.append(index + 1) }
    starts.append(bytes.count + 1)
    guard starts.count == width + 1, let input = number(input, bytes, in: ProfileRows.tokens),
      let output = number(output, bytes, in: ProfileRows.tokens),
      let rate = number(rate, bytes, in: .positive)
    else { return nil }
    var figures = ProfileRows.Figures()
    (figures.inputTokens, figures.outputTokens, figures.rate) = (Int(input), Int(output), rate)
    guard read(concurrency, bytes, in: .positive, into: &figures.concurrency),
      read(ttft, bytes, in: .positive, into: &figures.ttft),
      read(tpot, bytes, in: .notNegative, into: &figures.tpot)
    else { return nil }
    return figures
  }

  /// Whether the row has these names.
  func hasNames(_ names: Names, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    isField(layout, names.layout, bytes) && isField(model, names.model, bytes)
      && isField(precision, names.precision, bytes)
  }

  /// The row's names; nil where an apostrophe may guard one from spreadsheets.
  func names(_ bytes: UnsafeBufferPointer<UInt8>) -> Names? {
    let fields = [model, precision, layout].map { bytes[field($0)] }
    guard fields.allSatisfy({ $0.first != UInt8(ascii: "'") }) else { return nil }
    let texts = fields.map { String(decoding: $0, as: UTF8.self) }
    return Names(model: texts[0], precision: texts[1], layout: texts[2])
  }

  /// Where the row was measured: file and line, then what the file itself says; nil where that is not plain.
  func source(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) -> String? {
    let stated = origin.map { field($0) } ?? 0..<0
    if let first = stated.first, let last = stated.last {
      guard bytes[stated].allSatisfy({ (0x20...0x7E).contains($0) }), bytes[first] != UInt8(ascii: "'"),
        bytes[first] != 0x20, bytes[last] != 0x20
      else { return nil }
    }
    var digits = [UInt8](String(line).utf8)
    if !stated.isEmpty { digits += ": ".utf8 }
    return String(unsafeUninitializedCapacity: place.count + digits.count + stated.count) { text in
      var end = text[...].initialize(fromContentsOf: place)
      end = text[end...].initialize(fromContentsOf: digits)
      return text[end...].initialize(fromContentsOf: bytes[stated])
    }
  }

  private func field(_ column: Int) -> Range<Int> { starts[column]..<starts[column + 1] - 1 }

  private func isField(_ column: Int, _ text: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes[field(column)].elementsEqual(text.utf8)
  }

  /// Reads a figure that may be missing; false where it is not plain.
  private func read(
    _ column: Int?, _ bytes: UnsafeBufferPointer<UInt8>, in range: NumberRange, into figure: inout Double?
  ) -> Bool {
    guard let column, !field(column).isEmpty else { return true }
    figure = number(column, bytes, in: range)
    return figure != nil
  }

  private func number(_ column: Int, _ bytes: UnsafeBufferPointer<UInt8>, in range: NumberRange) -> Double? {
    guard let value = Self.number(bytes[field(column)]), range.contains(value) else { return nil }
    return value
  }

  /// Most digits that a double holds exactly, and the powers of ten that so many decimals are divided by.
  private static let mostDigits = 15
  private static let powers = (0...mostDigits).map { (0..<$0).reduce(1.0) { power, _ in power * 10 } }

  /// The number of plain digits, perhaps with decimals; nil for any other notation, or more digits than one exact whole
  /// number has: it and the power of ten that it is divided by are exact, so that the quotient is rounded once.
  private static func number(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
    var digits = 0
    var value = 0
    var point: Int?
    for byte in text {
      if byte == UInt8(ascii: "."), point == nil {
        point = digits
      } else {
        let digit = Int(byte) - 0x30
        guard (0...9).contains(digit), digits < mostDigits else { return nil }
        value = 10 * value + digit
        digits += 1
      }
    }
    let whole = point ?? digits
    guard whole == 1 || whole > 1 && text.first != UInt8(ascii: "0"), whole < digits || point == nil else {
      return nil
    }
    return Double(value) / powers[digits - whole]
  }
}
