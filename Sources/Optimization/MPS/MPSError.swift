/// A fault in an MPS file, with its place.
public struct MPSError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file as the caller named it.
  public var fileName: String
  /// Line number from 1; 0 if the fault is in no single line.
  public var line: Int
  /// Description of the fault.
  public var message: String

  /// Creates an error; text that comes from the file is made safe to print.
  public init(fileName: String, line: Int, message: String) {
    self.fileName = Self.printable(fileName)
    self.line = line
    self.message = Self.printable(message)
  }

  /// `text` with the characters that act on a terminal, or turn its writing around, shown as `\u{1B}`.
  private static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// `file:line: message`.
  public var description: String { line > 0 ? "\(fileName):\(line): \(message)" : "\(fileName): \(message)" }
}
