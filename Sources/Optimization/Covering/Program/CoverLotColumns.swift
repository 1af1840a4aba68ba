/// The lots of a program, flat: for each the resources that it adds to, with its units.
struct CoverLotColumns: ~Copyable {
  let count: Int
  /// Price of each lot.
  private(set) var price: Buffer<Double>
  /// First entry of each lot, and the number of entries at the end.
  private(set) var starts: Buffer<Int32>
  private(set) var resources: Buffer<Int32>
  private(set) var units: Buffer<Int32>

  init(_ program: borrowing CoveringProgram) {
    count = program.lots.count
    price = Buffer(capacity: count)
    starts = Buffer(capacity: count + 1)
    resources = Buffer(capacity: 2 * count)
    units = Buffer(capacity: 2 * count)
    starts.append(0)
    for lot in program.lots {
      price.append(lot.price)
      for (resource, own) in lot.units.enumerated() where own > 0 {
        resources.append(Int32(resource))
        units.append(own)
      }
      starts.append(Int32(resources.count))
    }
  }

  /// Places of a lot's entries.
  @inline(__always)
  func entries(_ lot: Int) -> Range<Int> { Int(starts.base[lot])..<Int(starts.base[lot + 1]) }
}
