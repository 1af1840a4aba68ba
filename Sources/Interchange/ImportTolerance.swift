/// How far figures of other tools' files may be from what they should be, each with its meaning.
enum ImportTolerance {
  /// Relative difference of what a file states twice that needs no word: tools round to two decimals, and count tokens
  /// of failed requests or not. 85 published results of `vllm bench serve` are within 1e-15 of their own sums. Own
  /// choice; 0 would tell of every rounding.
  static let stated = 0.05
}
