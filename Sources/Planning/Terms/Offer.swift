/// Where and on what terms a pool's GPUs are rented.
public struct Offer: Sendable, Equatable {
  /// The terms.
  public enum Tier: String, Sendable, CaseIterable {
    /// Stays until it is given back.
    case onDemand = "on_demand"
    /// Cheaper, and taken away at times.
    case spot
  }

  /// The provider; nil: not stated.
  public var provider: String?
  /// The region; nil: not stated.
  public var region: String?
  /// The terms.
  public var tier: Tier
  /// Times per hour that a machine is taken away.
  public var interruptionsPerHour: Double
  /// Minutes until a replica serves again after that.
  public var recoveryMinutes: Double

  /// Minutes to find another machine and load the weights, where nothing is stated.
  public static let usualRecoveryMinutes = 10.0

  /// Creates an offer; the default is on demand, with nothing stated.
  public init(
    provider: String? = nil, region: String? = nil, tier: Tier = .onDemand, interruptionsPerHour: Double = 0,
    recoveryMinutes: Double = Self.usualRecoveryMinutes
  ) {
    self.provider = provider
    self.region = region
    self.tier = tier
    self.interruptionsPerHour = interruptionsPerHour
    self.recoveryMinutes = recoveryMinutes
  }

  /// Provider and region: stages of one replica have the same.
  var site: [String?] { [provider, region] }

  /// Whether another one stands at the same site.
  func isAtSite(of other: Offer) -> Bool { provider == other.provider && region == other.region }
}

extension Scenario {
  /// Whether pools stand at different sites, so that some layouts are out of the question.
  var hasSeveralSites: Bool { Set(pools.map(\.offer.site)).count > 1 }
}
