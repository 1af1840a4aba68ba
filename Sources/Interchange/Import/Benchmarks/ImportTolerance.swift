/// How far figures of other tools' files may be from what they should be, each with its meaning.
enum ImportTolerance {
  /// Relative difference of what a file states twice that needs no word: tools round to two decimals, and count tokens
  /// of failed requests or not. 85 published results of `vllm bench serve` are within 1e-15 of their own sums. Own
  /// choice; 0 would tell of every rounding.
  static let stated = 0.05
  /// Factor between what a file states and what its other figures make from which on one of them is wrong. Products of
  /// means differ from means of products: by the mean time per token of each request, up to 2.08 times as many requests
  /// are in flight in those results as by the mean time between all tokens, which is therefore preferred. Own choice; less
  /// would refuse sound runs of answers of very different lengths, more let a wrong unit pass.
  static let contradiction = 2.0
}
