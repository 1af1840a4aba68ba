import Planning

/// Reads the numbers of one table as spreadsheets write them: perhaps with the digits in groups of three,
/// with a point or, where commas do not separate the columns, a comma before the decimals.
///
/// Text that could be read as two different numbers is refused, and so is a table that writes decimals in two
/// ways.
struct TableNumbers {
  /// The byte that separates the columns.
  let separator: UInt8
  /// The decimal mark of this table, and the first line that shows it.
  private var decimals: (mark: Character, line: Int)?

  /// Creates the numbers of a table whose columns `separator` separates.
  init(separator: UInt8 = UInt8(ascii: ",")) {
    self.separator = separator
  }

  /// Why a text is no number, as a sentence part.
  struct Refusal: Error, Equatable {
    let reason: String
  }

  /// The number that `text` stands for in `line`.
  mutating func value(_ text: String, line: Int) -> Result<Double, Refusal> {
    switch NumberText.double(text) {
    case .success(let value):
      guard separator != UInt8(ascii: ","), text.contains(".") else { return .success(value) }
      if decimals?.mark == ",", let grouped = Self.parsed(text, group: ".", decimal: ",") {
        return .success(grouped)
      }
      return settle(".", line: line, value)
    case .failure(.notANumber): return spreadsheet(text, line: line)
    case .failure(let failure): return refuse(NumberText.message(failure))
    }
  }

  private mutating func spreadsheet(_ text: String, line: Int) -> Result<Double, Refusal> {
    let plain = text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    let pointed = [",", " ", "'"].lazy.compactMap { Self.parsed(plain, group: $0, decimal: ".") }.first
    let commaed = [".", " ", "'"].lazy.compactMap { Self.parsed(plain, group: $0, decimal: ",") }.first
    if separator == UInt8(ascii: ",") {
      if let pointed { return .success(pointed) }
      return refuse(
        commaed == nil
          ? Self.message(text) : "must have a point before the decimals, since commas part the columns")
    }
    switch (pointed, commaed) {
    case (let pointed?, nil):
      return plain.contains(".") ? settle(".", line: line, pointed) : .success(pointed)
    case (nil, let commaed?):
      return plain.contains(",") ? settle(",", line: line, commaed) : .success(commaed)
    case (let pointed?, let commaed?):
      if pointed == commaed { return .success(pointed) }
      if let mark = decimals?.mark { return .success(mark == "," ? commaed : pointed) }
      return refuse(
        "may be \(YAMLText.number(pointed)) or \(YAMLText.number(commaed)); write it without a comma")
    case (nil, nil): return refuse(Self.message(text))
    }
  }

  /// Takes a number whose decimals follow `mark`, unless the table writes them otherwise.
  private mutating func settle(_ mark: Character, line: Int, _ value: Double) -> Result<Double, Refusal> {
    if let decimals, decimals.mark != mark {
      return refuse(
        "has '\(mark)' before its decimals, but line \(decimals.line) has '\(decimals.mark)'; write them alike"
      )
    }
    if decimals == nil { decimals = (mark, line) }
    return .success(value)
  }

  private func refuse(_ reason: String) -> Result<Double, Refusal> { .failure(Refusal(reason: reason)) }

  private static func message(_ text: String) -> String {
    text.contains { "$\u{20AC}\u{A3}\u{A5}".contains($0) }
      ? "must be a number without a currency sign" : NumberText.message(.notANumber)
  }

  /// `text` as digits in whole or in groups of three, with decimals behind `decimal`; nil where it is written otherwise.
  private static func parsed(_ text: String, group: Character, decimal: Character) -> Double? {
    var digits = text[...]
    let sign = digits.first == "-" || digits.first == "+" ? String(digits.removeFirst()) : ""
    let parts = digits.split(separator: decimal, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count == 1 || isDigits(parts[1]) else { return nil }
    let groups = whole.split(separator: group, omittingEmptySubsequences: false)
    guard groups.allSatisfy(isDigits) else { return nil }
    if groups.count > 1 {
      guard groups[0].count <= 3, groups[0].first != "0", groups.dropFirst().allSatisfy({ $0.count == 3 })
      else {
        return nil
      }
    }
    let plain = sign + groups.joined() + (parts.count > 1 ? "." + parts[1] : "")
    guard case .success(let value) = NumberText.double(plain) else { return nil }
    return value
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
