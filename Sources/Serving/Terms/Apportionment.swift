/// The rounding of parts that makes them add up to their total as it is shown.
public enum Apportionment {
  /// Rounds parts so that they add up to `total` units of the last decimal: the largest remainders are rounded up.
  ///
  /// Parts that miss the total by more than one unit per part do not belong to it: each is rounded alone.
  public static func split(_ parts: [Double], toUnits total: Int, decimals: Int) -> [Int] {
    var scale = 1.0
    for _ in 0..<max(0, decimals) { scale *= 10 }
    let exact = parts.map { $0.isFinite ? min(max($0 * scale, -1e15), 1e15) : 0 }
    var result = exact.map { Int($0.rounded(.down)) }
    let missing = total - result.reduce(0, +)
    guard missing >= 0, missing <= parts.count else { return exact.map { Int($0.rounded()) } }
    let order = exact.indices.sorted {
      let left = exact[$0] - exact[$0].rounded(.down)
      let right = exact[$1] - exact[$1].rounded(.down)
      return left == right ? $0 < $1 : left > right
    }
    for index in order.prefix(missing) { result[index] += 1 }
    return result
  }

  /// Rounds parts to hundredths that add up to a total, itself rounded; 0 where it has too many digits.
  public static func hundredths(_ parts: [Double], of total: Double) -> [Int] {
    split(parts, toUnits: DecimalText.units(total, 2) ?? 0, decimals: 2)
  }

  /// Shares of a group as whole per cent that add up to 100; all zero where the group is empty.
  public static func percentages(_ shares: [Double]) -> [Int] {
    let sum = shares.reduce(0, +)
    guard sum > 0, sum.isFinite else { return shares.map { _ in 0 } }
    return split(shares.map { $0 / sum }, toUnits: 100, decimals: 2)
  }
}
