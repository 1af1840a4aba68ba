/// Bounds on what a scenario may state; each far above any fleet, low enough that sums and products stay exact.
enum ScenarioLimits {
  /// Most GPUs of a pool.
  static let gpus = 1_000_000
  /// Most GPUs of a machine (NVL72 racks count as one).
  static let gpusPerMachine = 72
  /// Most GPUs of one replica.
  static let gpusPerReplica = 64
  /// Most workload types of all models together; what a solve needs grows with the square of their number.
  static let workloads = 2000
  /// Most tokens of a prompt or an answer.
  static let tokens = 10_000_000
  /// Largest size of a model's dimension.
  static let dimension = 10_000_000
  /// A `parameters` figure below this is in 10^9, from here on a plain count.
  static let parametersInBillions = 100_000.0
}
