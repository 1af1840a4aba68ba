extension Objective {
  /// The kind of figure that the objective's own value is.
  public var quantity: Quantity {
    switch self {
    case .throughput: .rate
    case .cost: .money
    case .costPerToken: .tokenCost
    }
  }

  /// Unit of the objective's own value.
  public var unit: String { quantity.unit }

  /// The unit where there is no room to say how many tokens.
  public var shortUnit: String { self == .costPerToken ? "$/token" : unit }

  /// What the value measures.
  public var name: String {
    switch self {
    case .throughput: "throughput"
    case .cost: "cost"
    case .costPerToken: "cost per token"
    }
  }

  /// What is done with the value, in as few words as tell objectives apart.
  public var phrase: String {
    switch self {
    case .throughput: "max throughput"
    case .cost: "least cost"
    case .costPerToken: "least \(shortUnit)"
    }
  }

  /// Decimals in which a small change of the value still shows.
  public var decimals: Int { quantity.decimals }
}

extension RangeFigure {
  /// Unit of the figure.
  public var unit: String {
    switch self {
    case .budget, .price, .machinePrice: Quantity.money.unit
    case .demand: Quantity.rate.unit
    case .available: "GPUs"
    case .machines: "machines"
    }
  }
}
