import Serving

/// The starts, stops and re-routing that lead from one plan's fleet to another's.
///
/// Replicas of one model, precision and layout are interchangeable; a workload type's requests move from layouts that
/// lose a part of them to layouts that gain one, the largest loss to the largest gain first.
public struct PlanTransition: Sendable, Equatable {
  /// Replicas of one configuration that start, stop or stay.
  public struct ReplicaChange: Sendable, Equatable {
    /// Name of the model.
    public var model: String
    /// Layout in profile notation.
    public var layout: String
    /// Replicas, > 0.
    public var count: Int
    /// $/h of them: what stops at the old plan's price, the rest at the new one's.
    public var costPerHour: Double
  }

  /// A part of a workload type's requests that another layout serves from now on.
  public struct Flow: Sendable, Equatable {
    /// Name of the model.
    public var model: String
    /// Name of the workload type.
    public var workload: String
    /// Layout that served it; nil: the traffic is new.
    public var from: String?
    /// Layout that serves it; nil: the traffic ends.
    public var to: String?
    /// Part of the workload type's requests, 0...1.
    public var fraction: Double
    /// Requests/s, at the new plan's rate (the old one's where the traffic ends).
    public var requestsPerSecond: Double
  }

  /// Parts of a workload type below this are rounding of the solver's.
  private static let dust = 1e-6

  /// Replicas to start, in the new plan's order.
  public let starts: [ReplicaChange]
  /// Replicas to stop, in the old plan's order.
  public let stops: [ReplicaChange]
  /// Replicas that run in both, in the new plan's order.
  public let keeps: [ReplicaChange]
  /// Requests that change their layout, most requests/s first.
  public let flows: [Flow]

  /// Compares two plans of the same models.
  public init(from old: Plan, to new: Plan) {
    let oldCount = Self.counts(old)
    let newCount = Self.counts(new)
    func changes(_ plan: Plan, _ amount: (Key) -> Int) -> [ReplicaChange] {
      plan.replicas.compactMap { replica in
        let count = amount(Key(replica))
        guard count > 0, replica.count > 0 else { return nil }
        return ReplicaChange(
          model: replica.model, layout: replica.layout, count: count,
          costPerHour: replica.costPerHour / Double(replica.count) * Double(count))
      }
    }
    starts = changes(new) { newCount[$0, default: 0] - oldCount[$0, default: 0] }
    stops = changes(old) { oldCount[$0, default: 0] - newCount[$0, default: 0] }
    keeps = changes(new) { min(oldCount[$0, default: 0], newCount[$0, default: 0]) }
    flows = Self.flows(from: old, to: new)
  }

  /// Creates a transition from its parts.
  init(starts: [ReplicaChange], stops: [ReplicaChange], keeps: [ReplicaChange], flows: [Flow]) {
    self.starts = starts
    self.stops = stops
    self.keeps = keeps
    self.flows = flows
  }

  /// The requests that change their layout between two plans, most requests/s first.
  static func flows(from old: Plan, to new: Plan) -> [Flow] {
    var flows: [Flow] = []
    var seen: Set<[String]> = []
    for part in new.workloads + old.workloads where seen.insert([part.model, part.workload]).inserted {
      flows += Self.flows(model: part.model, workload: part.workload, old, new)
    }
    return flows.enumerated().sorted {
      $0.element.requestsPerSecond == $1.element.requestsPerSecond
        ? $0.offset < $1.offset : $0.element.requestsPerSecond > $1.element.requestsPerSecond
    }.map(\.element)
  }

  private struct Key: Hashable {
    var model: String
    var precision: Precision
    var layout: String

    init(_ replica: Plan.Replica) {
      model = replica.model
      precision = replica.precision
      layout = replica.layout
    }
  }

  private static func counts(_ plan: Plan) -> [Key: Int] {
    Dictionary(plan.replicas.map { (Key($0), $0.count) }, uniquingKeysWith: +)
  }

  private static func flows(model: String, workload: String, _ old: Plan, _ new: Plan) -> [Flow] {
    let before = parts(old, model, workload)
    let after = parts(new, model, workload)
    let isNew = before.isEmpty
    let isEnding = after.isEmpty
    var losses: [(layout: String?, part: Double)] = isNew ? [(nil, 1)] : []
    var gains: [(layout: String?, part: Double)] = isEnding ? [(nil, 1)] : []
    var layouts: [String] = []
    for entry in before + after where !layouts.contains(entry.layout) { layouts.append(entry.layout) }
    for layout in layouts {
      let lost = before.first { $0.layout == layout }?.part ?? 0
      let gained = after.first { $0.layout == layout }?.part ?? 0
      if !isNew, lost - gained > dust { losses.append((layout, isEnding ? lost : lost - gained)) }
      if !isEnding, gained - lost > dust { gains.append((layout, isNew ? gained : gained - lost)) }
    }
    losses = losses.sorted { $0.part > $1.part }
    gains = gains.sorted { $0.part > $1.part }
    let rate = Self.rate(isEnding ? old : new, model, workload)
    var result: [Flow] = []
    while let loss = losses.first, let gain = gains.first {
      let part = min(loss.part, gain.part)
      if part > dust {
        result.append(
          Flow(
            model: model, workload: workload, from: loss.layout, to: gain.layout, fraction: part,
            requestsPerSecond: rate * part))
      }
      losses[0].part -= part
      gains[0].part -= part
      if losses[0].part <= dust { losses.removeFirst() }
      if gains[0].part <= dust { gains.removeFirst() }
    }
    return result
  }

  private static func parts(
    _ plan: Plan, _ model: String, _ workload: String
  ) -> [(layout: String, part: Double)] {
    var result: [(layout: String, part: Double)] = []
    for entry in plan.assignments where entry.model == model && entry.workload == workload {
      if let index = result.firstIndex(where: { $0.layout == entry.layout }) {
        result[index].part += entry.fraction
      } else {
        result.append((entry.layout, entry.fraction))
      }
    }
    return result
  }

  private static func rate(_ plan: Plan, _ model: String, _ workload: String) -> Double {
    plan.workloads.reduce(0) {
      $0 + ($1.model == model && $1.workload == workload ? $1.requestsPerSecond : 0)
    }
  }
}
