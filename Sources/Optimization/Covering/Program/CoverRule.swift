import Dispatch

/// Numbers that steer the search; none of them affects what is proven.
enum CoverRule {
  /// Most pivots of a node before it is branched unsolved.
  static let nodePivots = 5_000
  /// Pivots from one question whether the run must end to the next.
  static let pivotsToPoll = 16
  /// Time after which a thread that waits for others asks again whether the run must end; it steers no answer.
  static let waitPoll = DispatchTimeInterval.milliseconds(1)
  // Gaps here are in the scaled objective, which is of the order of one.

  /// Gap of a start that needs no rounding and no long exchange search.
  static let goodStart = 0.01
  /// Groups of least price that exchanges choose from, for each family.
  static let exchangeGroups = 25
  /// Work limits of the root's exchanges: after a good start, and else for each pair of families (one: itself), since
  /// what an exchange has to balance grows with them. Beyond this a tree of small problems is cheaper.
  static let shortExchange = 2_000
  static let longExchange = 10_000
  /// Nodes of a tree before its first rounding; the interval doubles up to the one that stays.
  static let earlyRounding = 20
  static let roundingInterval = 50
  /// Relative loss up to which a rounded solution is worth exchanges, and their work limit.
  static let roundingSlack = 0.03
  static let treeExchange = 2_500
  /// Nodes from one report of the bound to the next.
  static let reportInterval = 250
  /// Workers of the tree: one per core of the smallest machine; not the machine's own number, so that the
  /// answer does not depend on it. Nodes after which the second comes in (earlier, its preparation and the
  /// order in which it searches cost more than it gives), and nodes of a turn.
  static let workers = 2
  static let workerNodes = 2_000
  static let turn = 16
  /// Nodes that a worker with none left is given at most.
  static let gift = 16
  /// Most bytes of states kept with open nodes; beyond it a node keeps its basis only and is inverted anew.
  static let mostSavedBytes = 16 << 20
  /// Share of the lanes that may stay open for a new layout to pay.
  static let compactShare = 0.7
  /// Gap at the root from which families are priced at once, nodes after which they are priced in any case, and
  /// nodes by which the tree must at least have doubled before they are priced again.
  static let pricingGap = 0.02
  static let pricingNodes = 40
  /// Gap from which a level half-way is priced before the level at hand.
  static let wideGap = 0.01
  /// Families from which decomposition pays, and levels beyond the target that it tries.
  static let pricingFamilies = 3
  static let pricingBisections = 5
  /// Most rounds of prices at a level, rounds without progress after which they end, and what is progress, relative to
  /// the budget.
  static let pricingRounds = 12
  static let pricingPatience = 5
  static let pricingProgress = 1e-4
  /// Step after a round without progress, relative to the one before, and how far above the budget steps aim.
  static let pricingShrink = 0.7
  static let pricingOvershoot = 0.002
  /// Most rows from price decomposition; gap and nodes of the oracles.
  static let mostPriceRows = 64
  static let oracleGap = 3e-4
  static let oracleNodes = 2_000
  /// Inequalities from closed nodes that are kept.
  static let proofs = 16
  /// Entities that may be probed at once, pivots of a probe, and misses after which probing ends.
  static let probes = 8
  static let probePivots = 30
  static let probePatience = 4
  /// Observations of both sides from which an entity is no longer probed (reliability branching; Achterberg, Koch &
  /// Martin, 2005): a choice matters the more, the larger the tree has become.
  static func reliability(nodes: Int) -> Double { nodes < 100 ? 1 : nodes < 500 ? 3 : 8 }
  /// Least loss that counts in the product score.
  static let minimalLoss = 1e-6
}
