// Lifted cover inequalities of knapsack rows: a cover is found greedily by the present point and lifted by the
// sequence-independent function of Letchford & Souli (2019).

/// Separates cover cuts from single rows.
struct CoverCuts {
  private let relaxation: MixedRelaxation
  private let domain: Domain

  init(_ relaxation: MixedRelaxation, domain: Domain) {
    self.relaxation = relaxation
    self.domain = domain
  }

  /// One item of the knapsack, a binary column or its complement.
  private struct Item {
    var column: Int32
    var weight: Double
    var value: Double
    var isComplemented: Bool
  }

  /// The lifted cover cut of a row read as `<=` after multiplication with `sign`, if it is violated.
  func cut(row: Int, sign: Double) -> Cut? {
    let (columns, values, lower, upper) = relaxation.row(row)
    var room = CompensatedSum()
    room.add(sign > 0 ? upper : -lower)
    guard room.value.isFinite else { return nil }
    var items: [Item] = []
    for (column, raw) in zip(columns, values) {
      let value = sign * raw
      let (low, high) = (domain.lower.base[column], domain.upper.base[column])
      let point = relaxation.values[Int(column)]
      if domain.isInteger.base[column] && low == 0 && high == 1 {
        if value > 0 {
          items.append(Item(column: column, weight: value, value: point, isComplemented: false))
        } else {
          room.add(-value)
          items.append(Item(column: column, weight: -value, value: 1 - point, isComplemented: true))
        }
      } else {
        let least = value > 0 ? low : high
        guard least.isFinite else { return nil }
        room.add(-value, times: least)
      }
    }
    let side = room.value
    guard items.count > 1, side > 1e-6 else { return nil }
    // Items that are nearly in go first.
    items.sort {
      let (left, right) = ((1 - $0.value) / $0.weight, (1 - $1.value) / $1.weight)
      return left != right ? left < right : $0.column < $1.column
    }
    var total = 0.0
    var count = 0
    while count < items.count && total <= side + 1e-6 * max(1, side) {
      guard items[count].value > 1e-6 else { break }
      total += items[count].weight
      count += 1
    }
    guard total > side + 1e-6 * max(1, side) else { return nil }
    // Minimal cover: drop the items that are least in while a cover remains.
    var cover = Array(items[0..<count])
    for index in cover.indices.sorted(by: { cover[$0].value < cover[$1].value })
    where total - cover[index].weight > side + 1e-6 * max(1, side) {
      total -= cover[index].weight
      cover[index].weight = -1
    }
    cover.removeAll { $0.weight < 0 }
    return lifted(items, cover: cover, excess: total - side, side: side)
  }

  private func lifted(_ items: [Item], cover: [Item], excess: Double, side: Double) -> Cut? {
    let cover = cover.sorted { $0.weight != $1.weight ? $0.weight > $1.weight : $0.column < $1.column }
    let size = cover.count
    guard size > 1 else { return nil }
    // The common size to which the largest weights are cut down so that the cover just fits.
    var common = cover[0].weight
    var left = excess
    for index in 1..<size {
      let step = Double(index) * (common - cover[index].weight)
      if step < left {
        left -= step
        common = cover[index].weight
      } else {
        common -= left / Double(index)
        left = 0
        break
      }
    }
    if left > 0 { common = side / Double(size) }
    guard common > 1e-9 else { return nil }
    var sums: [Double] = []
    var sum = 0.0
    var large = 0
    var isLarge: [Int32: Bool] = [:]
    for item in cover {
      sum += min(common, item.weight)
      sums.append(sum)
      let isAbove = item.weight > common * (1 + 1e-9)
      if isAbove { large += 1 }
      isLarge[item.column] = isAbove
    }
    // The half-integral points of the function only add to the coefficients: leaving them out is weaker, but
    // keeps the cut clear of ties decided by rounding.
    func coefficient(_ weight: Double) -> Double {
      var steps = 0
      while steps < size && weight > sums[steps] + 1e-9 * max(1, sums[steps]) { steps += 1 }
      return Double(steps)
    }
    var right = CompensatedSum()
    right.add(Double(size - 1))
    var entries: [(Int32, Double)] = []
    for item in items {
      let value = isLarge[item.column] == false ? 1 : coefficient(item.weight)
      guard value != 0 else { continue }
      entries.append((item.column, item.isComplemented ? -value : value))
      if item.isComplemented { right.add(-value) }
    }
    return CutRule.finish(entries, side: right, domain: domain, point: relaxation.values)
  }
}
