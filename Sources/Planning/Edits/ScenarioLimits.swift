/// Bounds on what a scenario may state; each far above any fleet, low enough that sums and products stay exact.
public enum ScenarioLimits {
  /// Most GPUs of a pool.
  public static let gpus = 1_000_000
  /// Most GPUs of a machine (NVL72 racks count as one).
  public static let gpusPerMachine = 72
  /// Most GPUs of one replica.
  public static let gpusPerReplica = 64
  /// Most workload types of all models together; what a solve needs grows with the square of their number.
  public static let workloads = 2000
  /// Most tokens of a prompt or an answer.
  public static let tokens = 10_000_000
  /// Most sequences that an engine may be told to decode at once.
  public static let sequences = 1_000_000
  /// Largest size of a model's dimension.
  public static let dimension = 10_000_000
  /// A `parameters` figure below this is in 10^9, from here on a plain count.
  public static let parametersInBillions = 100_000.0
}
