/// Prompt and answer length of a workload type, in tokens.
public struct RequestShape: Sendable, Hashable {
  /// Tokens of the prompt.
  public var input: Int
  /// Tokens generated.
  public var output: Int

  /// Makes a shape.
  public init(input: Int, output: Int) {
    self.input = input
    self.output = output
  }
}
