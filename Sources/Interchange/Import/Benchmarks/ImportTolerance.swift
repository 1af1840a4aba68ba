/// The tolerances for figures in other tools' files, each with its meaning.
enum ImportTolerance {
  /// Largest relative difference without a note between two statements of one figure: tools round to two
  /// decimals, and count tokens of failed requests or not. 85 published results of `vllm bench serve` are
  /// within 1e-15 of their own sums. Own choice; 0 would report every rounding.
  static let stated = 0.05
  /// Largest factor between a stated figure and its value from other figures before one of them must be
  /// wrong. Products of means differ from means of products: by the mean time per token of each request, up
  /// to 2.08 times as many requests are in flight in those results as by the mean time between all tokens,
  /// which is therefore preferred. Own choice; less would refuse sound runs of answers of very different
  /// lengths, more let a wrong unit pass.
  static let contradiction = 2.0
}
