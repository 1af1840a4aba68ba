/// The stock and the price of one pool, as reported by a feed.
public struct PoolFigures: Sendable, Equatable {
  /// Name of the pool.
  public var pool: String
  /// GPUs on offer; nil: as before.
  public var available: Int?
  /// Price per GPU, $/h; nil: as before.
  public var price: Double?

  /// Creates the figures of a pool.
  public init(pool: String, available: Int?, price: Double?) {
    self.pool = pool
    self.available = available
    self.price = price
  }
}
