/// What a feed says of one pool.
public struct PoolFigures: Sendable, Equatable {
  /// Name of the pool.
  public var pool: String
  /// GPUs on offer; nil: as before.
  public var available: Int?
  /// $/h of one; nil: as before.
  public var price: Double?

  /// Makes figures.
  public init(pool: String, available: Int?, price: Double?) {
    self.pool = pool
    self.available = available
    self.price = price
  }
}
