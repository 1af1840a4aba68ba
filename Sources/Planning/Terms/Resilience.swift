import Serving

/// The events that a plan must withstand, besides serving its traffic on the day it is made.
public struct Resilience: Sendable, Equatable {
  /// The units that may be lost as a whole.
  public enum Loss: String, Sendable, CaseIterable {
    /// All GPUs of one pool.
    case pool
    /// All pools of one provider's region.
    case region
  }

  /// Any one of these may be lost; nil: nothing is.
  public var survives: Loss?
  /// Part of the planned rate that must be served after the loss, > 0 and at most 1.
  public var remaining: Double
  /// Kinds of replica (one model on one set of GPU types) that may at once be as slow as their error bands allow.
  public var misjudged: Int

  /// Most kinds that may be misjudged at once.
  public static let mostMisjudged = 4

  /// Creates a requirement; by default there is none.
  public init(survives: Loss? = nil, remaining: Double = 1, misjudged: Int = 0) {
    self.survives = survives
    self.remaining = remaining
    self.misjudged = misjudged
  }

  /// Whether anything is asked for.
  public var isAsked: Bool { survives != nil || misjudged > 0 }
}

extension Scenario {
  /// Pools that are lost together.
  struct JointLoss: Equatable {
    /// The pool's name, or the region with its provider.
    var name: String
    var pools: [Int]
  }

  /// The losses a plan must survive, one at a time, in the order of the pools.
  var jointLosses: [JointLoss] {
    switch resilience.survives {
    case nil: return []
    case .pool: return pools.indices.map { JointLoss(name: pools[$0].name, pools: [$0]) }
    case .region:
      var losses: [JointLoss] = []
      for (index, pool) in pools.enumerated() {
        let name = pool.offer.site.compactMap { $0 }.joined(separator: " ")
        if let known = losses.firstIndex(where: { $0.name == name }) {
          losses[known].pools.append(index)
        } else {
          losses.append(JointLoss(name: name, pools: [index]))
        }
      }
      return losses
    }
  }
}
