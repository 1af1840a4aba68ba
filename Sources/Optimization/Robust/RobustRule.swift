/// Numbers that steer the search under stress; none of them affects what is proven.
enum RobustRule {
  /// Relative excess over a cut that counts as a violation: at a fractional point, where a cut only steers, and at a
  /// whole one, which must keep what it promises.
  static let violation = 1e-6
  static let wholeViolation = 1e-9
  /// Rounds of cuts at the root and at a node, and cuts taken in at once.
  static let rootRounds = 200
  static let nodeRounds = 60
  static let cutsARound = 16
  /// Rows of cuts from which slack ones go before a node.
  static let cutRows = 60
  /// Rounds at the root from one rounding to the next, and turns of a rounding.
  static let roundingRounds = 8
  static let roundingTurns = 4
  /// Purchases of lots that a rounding tries, near its point and near the best choice.
  static let purchases = 3
  /// Newest cuts that a rounding looks at beside those of the relaxation.
  static let roundingCuts = 40
  /// Groups times events from which on a choice is looked for before the root.
  static let largeProgram = 20_000
  /// The first level that such a choice is to have, in units of the level, how much higher each further one is, and turns
  /// of adding groups for one.
  static let firstLevel = 1e-6
  static let levelStep = 3.0
  static let growingTurns = 200
  /// Parts of the budget that are tried for parts of lots.
  static let partsOfBudget = [1, 0.7, 0.4]
  /// Depth to which the oracle is asked at each node, and nodes from one question to the next below it.
  static let oracleDepth = 4
  static let oracleInterval = 4
  /// Relaxations that the simplex may lose its way in: their nodes are branched without a point, which proves little.
  static let lostRelaxations = 200
  /// Nodes from one rounding to the next, and how many count as early.
  static let roundingInterval = 100
  static let earlyNodes = 20
  /// Nodes from one report of the bound to the next.
  static let reportInterval = 100
  /// Candidates compared at a node, how many of them are probed, and pivots of a probe.
  static let candidates = 12
  static let probes = 8
  static let probePivots = 20
  /// How much rather a sum is branched on than a single group.
  static let sumWeight = 4.0
  /// Least loss that counts in the product score.
  static let leastLoss = 1e-6
  /// Reduced costs below this fix nothing.
  static let leastPrice = 1e-9
}
