/// What is wrong with an MPS file, and where.
public struct MPSError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file as the caller named it.
  public var fileName: String
  /// Line number from 1; 0 if the fault is in no single line.
  public var line: Int
  /// What is wrong.
  public var message: String

  /// Makes an error.
  public init(fileName: String, line: Int, message: String) {
    self.fileName = fileName
    self.line = line
    self.message = message
  }

  /// `file:line: message`.
  public var description: String { line > 0 ? "\(fileName):\(line): \(message)" : "\(fileName): \(message)" }
}
