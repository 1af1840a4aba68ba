import Glibc
import Interchange
import Optimization

/// A request trace like Azure's of 2024: a week of dated requests, lengths spread over two orders of magnitude.
struct GeneratedTrace {
  /// Requests.
  let rows: Int
  /// Models named in a column of their own; 0: none.
  let models: Int

  private static let week = 7 * 86_400.0
  private static let buffer = 4 << 20

  /// Writes the trace; returns its size in bytes.
  func write(to path: String) throws -> Int {
    let problem = FileError(path: path, reason: "cannot be written", exitCode: ExitStatus.cannotWrite)
    guard let file = fopen(path, "w") else { throw problem }
    defer { fclose(file) }
    var random = SplitMix(seed: 2024)
    var text = Array("TIMESTAMP,ContextTokens,GeneratedTokens\(models > 0 ? ",Model" : "")\n".utf8)
    text.reserveCapacity(Self.buffer + 100)
    var size = 0
    for row in 0..<rows {
      append(second: Self.week * Double(row) / Double(rows), random: &random, to: &text)
      if text.count >= Self.buffer || row == rows - 1 {
        guard fwrite(text, 1, text.count, file) == text.count else { throw problem }
        size += text.count
        text.removeAll(keepingCapacity: true)
      }
    }
    return size
  }

  /// A row such as `2024-05-12 00:00:00.003163+00:00,2452,41`.
  private func append(second: Double, random: inout SplitMix, to text: inout [UInt8]) {
    let microseconds = Int(second * 1e6)
    let seconds = microseconds / 1_000_000
    text += "2024-05-".utf8
    append(12 + seconds / 86_400, digits: 2, to: &text)
    text.append(UInt8(ascii: " "))
    append(seconds / 3600 % 24, digits: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(seconds / 60 % 60, digits: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(seconds % 60, digits: 2, to: &text)
    text.append(UInt8(ascii: "."))
    append(microseconds % 1_000_000, digits: 6, to: &text)
    text += "+00:00,".utf8
    append(length(around: 1000, random: &random), to: &text)
    text.append(UInt8(ascii: ","))
    append(length(around: 100, random: &random), to: &text)
    if models > 0 {
      text += ",model-".utf8
      append(random.below(models), to: &text)
    }
    text.append(UInt8(ascii: "\n"))
  }

  /// A length from a tenth of `middle` to ten times it, each doubling as often.
  private func length(around middle: Double, random: inout SplitMix) -> Int {
    Int(middle * pow(10, 2 * random.unit() - 1))
  }

  private func append(_ number: Int, digits: Int = 1, to text: inout [UInt8]) {
    let places = max(digits, String(number).utf8.count)
    var divisor = 1
    for _ in 1..<places { divisor *= 10 }
    for _ in 0..<places {
      text.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
