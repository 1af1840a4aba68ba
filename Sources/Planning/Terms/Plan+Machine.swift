extension Plan {
  /// A machine that replicas stand on, or several that hold the same where a plan has too many to list one by one.
  public struct Machine: Sendable, Equatable {
    /// Name of the pool.
    public var pool: String
    /// GPUs of the machine.
    public var gpus: Int
    /// Machines that hold the same.
    public var count = 1
    /// $/h of one: of the whole machine where it is rented whole, else of the GPUs in use.
    public var costPerHour: Double
    /// The blocks that stand on it; of several machines those of the first, by whose replicas the others' count on.
    public var holds: [Block]
    /// GPUs that no block takes.
    public var free: Int { gpus - holds.reduce(0) { $0 + $1.gpus } }

    /// Creates a machine with what it holds.
    public init(pool: String, gpus: Int, costPerHour: Double, holds: [Block]) {
      self.pool = pool
      self.gpus = gpus
      self.costPerHour = costPerHour
      self.holds = holds
    }
  }

  /// GPUs of one replica that stand in one machine: a stage, or all stages where they hand over inside it.
  public struct Block: Sendable, Equatable {
    /// Name of the model.
    public var model: String
    /// Layout of the replica.
    public var layout: String
    /// Which of the layout's replicas it is part of, from 1.
    public var replica: Int
    /// GPUs.
    public var gpus: Int

    /// Creates a block.
    public init(model: String, layout: String, replica: Int, gpus: Int) {
      self.model = model
      self.layout = layout
      self.replica = replica
      self.gpus = gpus
    }
  }
}
