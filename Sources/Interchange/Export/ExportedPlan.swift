import Planning
import Serving

/// A plan as exports see it: its replicas with what engines are told, and where their copies stand.
struct ExportedPlan {
  /// GPUs of one machine that a copy of a replica takes.
  struct Part {
    /// Place in the plan's list of machines; nil: the plan lists none.
    var machine: Int?
    /// Name of the pool.
    var pool: String
    /// Numbers of the GPUs in the machine.
    var gpus: [Int]
  }

  /// All copies of one configuration.
  struct Entry {
    /// Place in the plan.
    var index: Int
    var replica: Plan.Replica
    var shape: ReplicaShape
    var checkpoint: ServedCheckpoint
    var arguments: EngineArguments
    /// The parts of each copy, in the order of the stages as far as the plan says it.
    var copies: [[Part]]

    /// Whether some copy stands on several machines.
    var isAcross: Bool { copies.contains { $0.count > 1 } }
    /// A name that Kubernetes takes.
    var name: String { PlanExport.dnsLabel(replica.model, index: index) }
    /// The words that start the engine, quoted by the caller.
    func words(_ engine: ExportEngine) -> [String] {
      let model = checkpoint.repository
      // A leading dash would be an option.
      return engine.command + [model.hasPrefix("-") ? "./" + model : model] + arguments.words(engine)
    }
  }

  let plan: Plan
  let scenario: Scenario?

  /// The entry of a replica; nil where its layout cannot be read.
  func entry(_ index: Int) -> Entry? {
    let replica = plan.replicas[index]
    guard let shape = ReplicaShape(replica.layout),
      shape.stages.allSatisfy({ $0.tp <= ScenarioLimits.gpusPerMachine })
    else { return nil }
    let copies = copies(of: replica, shape)
    let checkpoint = ServedCheckpoint(replica, scenario: scenario)
    return Entry(
      index: index, replica: replica, shape: shape, checkpoint: checkpoint,
      arguments: EngineArguments(
        replica: replica, checkpoint: checkpoint, shape: shape, scenario: scenario,
        isAcross: copies.contains { $0.count > 1 }), copies: copies)
  }

  /// Where the copies stand: as the plan lists it, else each in as few machines as it needs.
  private func copies(of replica: Plan.Replica, _ shape: ReplicaShape) -> [[Part]] {
    guard !plan.machines.isEmpty else {
      let isOne = shape.pools.count == 1 && shape.gpus <= ReplicaShape.gpusPerMachine
      let alone =
        isOne
        ? [Part(machine: nil, pool: shape.stages[0].pool, gpus: Array(0..<shape.gpus))]
        : shape.stages.map { Part(machine: nil, pool: $0.pool, gpus: Array(0..<$0.tp)) }
      return [[Part]](repeating: alone, count: max(0, replica.count))
    }
    var copies = [[Part]](repeating: [], count: max(0, replica.count))
    for (place, machine) in plan.machines.enumerated() {
      var next = 0
      for block in machine.holds {
        let gpus = Array(next..<next + block.gpus)
        next += block.gpus
        let copy = block.replica - 1
        guard block.model == replica.model, block.layout == replica.layout, copies.indices.contains(copy)
        else {
          continue
        }
        // Stages on one machine are one part of it.
        if let own = copies[copy].firstIndex(where: { $0.machine == place }) {
          copies[copy][own].gpus += gpus
        } else {
          copies[copy].append(Part(machine: place, pool: machine.pool, gpus: gpus))
        }
      }
    }
    // The first stage's pool leads.
    let order = shape.stages.map(\.pool)
    return copies.map { parts in
      parts.enumerated().sorted {
        let (one, other) = (
          order.firstIndex(of: $0.element.pool) ?? 0, order.firstIndex(of: $1.element.pool) ?? 0
        )
        return one == other ? $0.offset < $1.offset : one < other
      }.map(\.element)
    }
  }

  /// Machines of a pool that hold the same.
  struct MachineKind {
    /// From 1, in the order of the plan's machines.
    var number: Int
    var pool: String
    var gpus: Int
    /// How many there are.
    var machines: Int
    /// Copies on each, by the replica's place in the plan; of those that stand on several machines none.
    var copies: [Int: Int]
  }

  /// The kinds of machine, in the order of the plan's machines.
  func machineKinds(_ entries: [Entry]) -> [MachineKind] {
    struct Key: Hashable {
      var pool: String
      var gpus: Int
      var copies: [Int: Int]
      var across: [Int: Int]
    }
    var holds = [(alone: [Int: Int], across: [Int: Int])](repeating: ([:], [:]), count: plan.machines.count)
    for entry in entries {
      for copy in entry.copies {
        for part in copy {
          guard let machine = part.machine else { continue }
          if copy.count == 1 {
            holds[machine].alone[entry.index, default: 0] += 1
          } else {
            holds[machine].across[entry.index, default: 0] += part.gpus.count
          }
        }
      }
    }
    var kinds: [MachineKind] = []
    var known: [Key: Int] = [:]
    for (machine, held) in zip(plan.machines, holds) {
      let key = Key(pool: machine.pool, gpus: machine.gpus, copies: held.alone, across: held.across)
      if let place = known[key] {
        kinds[place].machines += 1
      } else {
        known[key] = kinds.count
        kinds.append(
          MachineKind(
            number: kinds.count + 1, pool: machine.pool, gpus: machine.gpus, machines: 1, copies: held.alone))
      }
    }
    return kinds
  }
}
