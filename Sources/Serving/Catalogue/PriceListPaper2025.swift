extension PriceList {
  /// The prices of the paper whose planning problem is solved here, so that its scenarios can be repeated.
  public static let paper2025 = PriceList(
    name: "paper 2025",
    offers: [
      ("RTX-A6000", 0.83), ("A40", 0.55), ("L40", 0.83), ("A100-80G-SXM", 1.75), ("H100-SXM", 2.99),
      ("RTX-4090", 0.53),
    ].map { gpu, price in
      ListPrice(
        gpu: gpu, dollarsPerHour: price, provider: "paper", tier: "on_demand", date: "2025",
        source: "arXiv 2502.00722, GPU table")
    })
}
