/// Turns models, pools and profiles into the replica configurations a planner chooses from.
public enum CandidateBuilder {
  /// Builds every useful candidate, in a fixed order, and the layouts refused with their reasons.
  ///
  /// A candidate that serves nothing, or that another one beats at the same GPUs or fewer, is left out.
  /// Stock and prices play no part, so the result stays valid while either changes.
  public static func build(
    models: [ServedModelInput], pools: [ServingPool], profile: [ProfileRow], source: ThroughputSource,
    mixed: Bool = true, maxGPUs: Int = 8, unevenTP: Bool = false
  ) -> (candidates: [Candidate], refusals: [LayoutRefusal]) {
    ([], [])
  }
}
