/// Measured rows, found by model, precision and layout.
public struct ProfileTable: Sendable {
  /// The answer of the measurements for a layout and a workload type.
  public enum Answer: Sendable, Equatable {
    /// The most requests/s inside the limits.
    case throughput(Throughput)
    /// Measured, but every operating point breaks a limit: an estimate must not overrule that.
    case outsideLimits(String)
    /// Neither measured nor enough rows around it.
    case unknown
  }

  private struct Key: Hashable {
    var model: Int
    var precision: Precision
    var layout: Layout
  }

  /// What was measured, by what it was measured of: the keys in the rows' order.
  private var measured: [MeasuredLayout] = []
  private var keys: [Key] = []
  private var places: [Key: Int] = [:]

  /// Sorts the rows; stages are compared without their layers. O(rows log rows).
  public init(rows: [ProfileRow]) {
    var members: [[ProfileRow]] = []
    var last: (key: Key, place: Int)?
    for row in rows {
      // Most rows follow another of the same layout.
      if let last, last.key.model == row.model, last.key.layout == row.layout,
        last.key.precision == row.precision
      {
        members[last.place].append(row)
        continue
      }
      let key = Key(model: row.model, precision: row.precision, layout: row.layout.withoutLayers)
      let place = places[key] ?? keys.count
      if place == keys.count {
        places[key] = place
        keys.append(key)
        members.append([])
      }
      members[place].append(row)
      last = (key, place)
    }
    measured = members.map { MeasuredLayout(rows: $0) }
  }

  /// Layouts with rows for a model, in the rows' order.
  public func layouts(model: Int, precision: Precision) -> [Layout] {
    keys.filter { key in
      key.model == model
        && (key.precision == precision
          || matching(model: model, precision: precision, layout: key.layout) == key)
    }.map(\.layout)
  }

  /// The key whose rows speak for a layout: those of the very format, else those marked as of four bits.
  private func matching(model: Int, precision: Precision, layout: Layout) -> Key {
    var key = Key(model: model, precision: precision, layout: layout.withoutLayers)
    if precision.fourBitFormat != nil, places[key] == nil { key.precision = .int4 }
    return key
  }

  /// What was measured of a layout; nil: nothing.
  func measured(model: Int, precision: Precision, layout: Layout) -> MeasuredLayout? {
    places[matching(model: model, precision: precision, layout: layout)].map { measured[$0] }
  }

  /// Looks a shape up in the rows of a layout, inside the limits (see `MeasuredLayout`).
  public func lookUp(
    model: Int, precision: Precision, layout: Layout, shape: RequestShape, slo: SLO?
  ) -> Answer {
    measured(model: model, precision: precision, layout: layout)?.lookUp(shape, slo: slo) ?? .unknown
  }
}

extension Layout {
  /// The same stages with layers 0, as profiles state them.
  var withoutLayers: Layout {
    guard stages.contains(where: { $0.layers != 0 }) else { return self }
    return Layout(stages: stages.map { Stage(pool: $0.pool, tp: $0.tp) }, acrossMachines: acrossMachines)
  }
}
