import Planning

/// Reads how the GPUs of a pool are rented.
enum MachineReader {
  /// What is rented.
  enum Unit: String, CaseIterable {
    case gpu, machine
  }

  /// How a pool is rented that does not say so: as its list price is offered, where that is for whole machines like the
  /// pool's and the stock holds one.
  static func usualRental(of pool: Pool) -> Rental {
    guard case .list(let price) = pool.priceSource, price.isOfMachines, price.gpus == pool.gpusPerMachine,
      pool.available >= price.gpus
    else { return .byGPU }
    return .byMachine
  }

  /// The machines that a pool states, each size once; nil where something is wrong with them.
  static func sizes(of pool: MapReader, _ rents: Unit?) -> [MachineSize]? {
    for key in ["available", "price"] where pool.has(key) {
      if let node = pool.value(key) {
        pool.add(at: node, key: key, "is stated for each size where machines are listed", bad: node.shown)
      }
    }
    if rents == .gpu, let node = pool.value("rented_by") {
      pool.add(at: node, key: "rented_by", "must be machine where machines are listed", bad: node.shown)
    }
    var sizes: [MachineSize] = []
    var isWhole = true
    for entry in pool.maps("machines", subject: "a machine") {
      let gpus = entry.integer("gpus", in: 1...ScenarioLimits.gpusPerMachine, isRequired: true)
      let available = entry.integer("available", in: 0...ScenarioLimits.gpus, isRequired: true)
      let price = entry.number("price", in: .notNegative, isRequired: true)
      entry.finish()
      guard let gpus, let available, let price else {
        isWhole = false
        continue
      }
      if sizes.contains(where: { $0.gpus == gpus }) {
        entry.add(
          at: entry.value("gpus") ?? entry.node, key: "gpus", "states a size of machine twice", bad: "\(gpus)"
        )
      }
      if sizes.reduce(gpus * available, { $0 + $1.gpus * $1.available }) > ScenarioLimits.gpus {
        entry.add(
          at: entry.value("available") ?? entry.node, key: "available",
          "makes more than \(ScenarioLimits.gpus) GPUs of the pool", bad: "\(available)")
      }
      sizes.append(MachineSize(gpus: gpus, available: available, price: price))
    }
    if sizes.isEmpty, isWhole {
      pool.add(at: pool.value("machines") ?? pool.node, key: "machines", "must list at least one size")
    }
    return sizes.isEmpty || !isWhole ? nil : sizes
  }

  /// The GPUs of the largest machine; `gpus_per_machine` may say the same.
  static func largest(_ sizes: [MachineSize], stated: Int?, _ pool: MapReader) -> Int {
    let largest = sizes.reduce(1) { max($0, $1.gpus) }
    if let stated, stated != largest, let node = pool.value("gpus_per_machine") {
      pool.add(
        at: node, key: "gpus_per_machine", "must be the largest of machines, \(largest)", bad: "\(stated)")
    }
    return largest
  }
}
