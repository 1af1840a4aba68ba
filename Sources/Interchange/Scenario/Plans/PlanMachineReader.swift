import Planning

/// Reads the machines of a saved plan.
enum PlanMachineReader {
  /// A machine with what it holds.
  static func machine(_ reader: MapReader) -> Plan.Machine? {
    let pool = reader.name("pool", isRequired: true)?.text
    let gpus = reader.integer("gpus", in: 1...ScenarioLimits.gpusPerMachine, isRequired: true)
    let cost = reader.nullableNumber("cost_per_hour") ?? .nan
    let holds = reader.maps("holds", subject: "a block").compactMap(block)
    let free = reader.integer("free", in: 0...ScenarioLimits.gpusPerMachine, isRequired: true)
    let count = reader.has("count") ? reader.integer("count", in: 1...ScenarioLimits.gpus) : 1
    guard let pool, let gpus, let free, let count else { return nil }
    var machine = Plan.Machine(pool: pool, gpus: gpus, costPerHour: cost, holds: holds)
    machine.count = count
    if free != machine.free {
      reader.add(
        at: reader.value("free") ?? reader.node, key: "free", "is not what the blocks leave: \(machine.free)",
        bad: "\(free)")
    }
    return machine
  }

  private static func block(_ reader: MapReader) -> Plan.Block? {
    let model = reader.name("model", isRequired: true)?.text
    let layout = reader.name("layout", isRequired: true)?.text
    let replica = reader.integer("replica", in: 1...ScenarioLimits.gpus, isRequired: true)
    let gpus = reader.integer("gpus", in: 1...ScenarioLimits.gpusPerMachine, isRequired: true)
    guard let model, let layout, let replica, let gpus else { return nil }
    return Plan.Block(model: model, layout: layout, replica: replica, gpus: gpus)
  }
}
