import Serving

/// How a pool's GPUs are rented.
public enum Rental: Sendable, Equatable {
  /// One by one.
  case byGPU
  /// In whole machines of `gpusPerMachine`; stock and price are stated for the GPU.
  case byMachine
  /// In whole machines of several sizes, each with a stock and a price of its own; no two of one size.
  case sizes([MachineSize])
}

/// Machines of one size that are rented whole.
public struct MachineSize: Sendable, Equatable {
  /// GPUs of each.
  public var gpus: Int
  /// Machines that can be rented now.
  public var available: Int
  /// $/h for one machine.
  public var price: Double

  /// Creates a size.
  public init(gpus: Int, available: Int, price: Double) {
    self.gpus = gpus
    self.available = available
    self.price = price
  }
}

extension Pool {
  /// Creates a pool of machines of several sizes; stock and price are theirs.
  public init(name: String, type: GPUType, sizes: [MachineSize], offer: Offer = Offer()) {
    self.init(
      name: name, type: type, available: sizes.gpus, price: sizes.leastPrice,
      gpusPerMachine: sizes.reduce(1) { max($0, $1.gpus) }, offer: offer, rental: .sizes(sizes))
  }

  /// Whether its machines are rented whole.
  public var rentsMachines: Bool { rental != .byGPU }

  /// The machines that can be rented whole, in the order stated; none where GPUs are rented one by one.
  ///
  /// Of several sizes a stock below all their GPUs takes the smallest machines away first, one above adds some of every
  /// size, and a price other than the least per GPU that they state moves all prices in proportion.
  public var sizes: [MachineSize] {
    switch rental {
    case .byGPU: return []
    case .byMachine:
      return [
        MachineSize(
          gpus: gpusPerMachine, available: available / gpusPerMachine, price: price * Double(gpusPerMachine))
      ]
    case .sizes(var sizes):
      let (total, least) = (sizes.gpus, sizes.leastPrice)
      if least > 0, price != least {
        for index in sizes.indices { sizes[index].price *= price / least }
      }
      if available > total {
        for index in sizes.indices { sizes[index].available += (available - total) / sizes[index].gpus }
      } else if available < total {
        var missing = total - available
        for index in sizes.indices.sorted(by: { sizes[$0].gpus < sizes[$1].gpus }) where missing > 0 {
          let gone = min(sizes[index].available, (missing + sizes[index].gpus - 1) / sizes[index].gpus)
          sizes[index].available -= gone
          missing -= gone * sizes[index].gpus
        }
      }
      return sizes
    }
  }

  /// The machines of a size; nil: it has none such.
  public func size(_ gpus: Int) -> MachineSize? { sizes.first { $0.gpus == gpus } }

  /// Whether one figure states its stock, and one its price: machines of several sizes have one each.
  public var hasOneStock: Bool { if case .sizes = rental { false } else { true } }

  /// GPUs that can be in use: what is left of the stock below a whole machine is not rented where machines are.
  public var rentable: Int { rentsMachines ? sizes.gpus : available }

  /// GPUs by which the stock moves in one step: a machine where machines are rented whole, the smallest of several sizes.
  public var stockStep: Int {
    switch rental {
    case .byGPU: 1
    case .byMachine: gpusPerMachine
    case .sizes(let sizes): sizes.map(\.gpus).min() ?? 1
    }
  }

  /// $/h of all that can be rented.
  public var priceOfAll: Double {
    rentsMachines
      ? sizes.reduce(0) { $0 + Double($1.available) * $1.price } : Double(available) * price
  }

  /// The same pool with its stock and price as those of its sizes.
  public var settled: Pool {
    guard case .sizes = rental else { return self }
    var pool = self
    pool.setSizes(sizes)
    return pool
  }

  /// Changes the machines of one size, where the pool has several.
  public mutating func changeSize(_ gpus: Int, _ change: (inout MachineSize) -> Void) {
    guard case .sizes = rental else { return }
    var changed = sizes
    guard let index = changed.firstIndex(where: { $0.gpus == gpus }) else { return }
    change(&changed[index])
    setSizes(changed)
  }

  /// Takes machines of several sizes, with stock and price of theirs.
  public mutating func setSizes(_ sizes: [MachineSize]) {
    rental = .sizes(sizes)
    available = sizes.gpus
    price = sizes.leastPrice
  }
}

extension [MachineSize] {
  /// GPUs of all machines.
  fileprivate var gpus: Int { reduce(0) { $0 + $1.gpus * $1.available } }

  /// The least $/h for a GPU.
  fileprivate var leastPrice: Double { map { $0.price / Double($0.gpus) }.min() ?? 0 }
}

extension Scenario {
  /// Whether some pool rents whole machines.
  public var rentsMachines: Bool { pools.contains { $0.rentsMachines } }
}
