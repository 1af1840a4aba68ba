import Serving

/// Where inside their error bands a scenario takes its throughput figures to lie.
///
/// 0 is what is stated, -1 the low end of a figure's band, 1 its high end, and between them in proportion. Most of an
/// estimate's error comes from the model and the GPU, so all replicas of a kind (one model on one set of GPU types)
/// share a position, each within its own band.
public struct BandPositions: Sendable, Equatable {
  /// Positions there are.
  public static let range = -1.0...1.0
  /// Positions with names, in ascending order.
  public static let named: KeyValuePairs = ["low": -1.0, "stated": 0, "high": 1]

  /// The position of a name; nil: there is none of that name.
  public static func position(named name: String) -> Double? { named.first { $0.key == name }?.value }

  /// The position of every kind that has none of its own; nil: as stated.
  public var all: Double?
  /// Positions by kind, such as `llama-3.1-70b on H100-SXM`.
  public var kinds: [String: Double]

  /// Creates positions; by default every figure is as stated.
  public init(all: Double? = nil, kinds: [String: Double] = [:]) {
    self.all = all
    self.kinds = kinds
  }

  /// How freely figures may move against each other: what one candidate can stand for depends on it.
  enum Freedom: Sendable {
    case fixed, together, apart
  }

  var freedom: Freedom { !kinds.isEmpty ? .apart : all != nil ? .together : .fixed }

  /// The name of a kind: a model on GPU types.
  public static func kind(model: String, types: some Sequence<String>) -> String {
    "\(model) on \(Set(types).sorted().joined(separator: "+"))"
  }
}

extension Candidate {
  /// The widest band among the figures: true over stated requests/s.
  var band: ClosedRange<Double> {
    var low = Double.infinity
    var high = 0.0
    for case let figure? in throughput {
      low = min(low, figure.provenance.band.lowerBound)
      high = max(high, figure.provenance.band.upperBound)
    }
    return low <= high ? low...high : 1...1
  }

  /// True over stated requests/s at worst.
  var lowFactor: Double { min(1, band.lowerBound) }

  /// The same at best.
  var highFactor: Double { max(1, band.upperBound) }

  /// The same at a position in the band.
  func factor(at position: Double) -> Double {
    let band = band
    return position < 0
      ? 1 + position * (1 - min(1, band.lowerBound)) : 1 + position * (max(1, band.upperBound) - 1)
  }
}

extension Provenance {
  /// The provenance of a figure times a factor: its band moves the other way.
  func times(_ factor: Double) -> Provenance {
    guard factor != 1 else { return self }
    let moved = band.lowerBound / factor...band.upperBound / factor
    let text = "\(detail); times \((factor * 1000).rounded() / 1000)"
    return switch self {
    case .measured: .measured(text, within: moved)
    case .interpolated: .interpolated(text, within: moved)
    case .estimated: .estimated(text, within: moved)
    }
  }
}
