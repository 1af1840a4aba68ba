import Glibc

/// Groups cells of request lengths so that the logarithms of the lengths lose least (weighted k-means).
///
/// A request of 100 tokens and one of 200 are as far apart as 1,000 and 2,000: serving costs are close to
/// proportional to lengths, so this is the relative error that a type's mean makes.
struct LengthClusters {
  /// Cluster of each cell.
  private(set) var assignment: [Int]
  /// Clusters that have cells.
  private(set) var count: Int

  private struct Point {
    var x: Double
    var y: Double
    var weight: Double

    func distance(to other: Point) -> Double {
      (x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)
    }
  }

  /// Rounds of assigning cells and moving centres; the last ones change next to nothing.
  private static let mostRounds = 60

  init(_ cells: [TraceSummary.Cell], atMost limit: Int) {
    let points = cells.map { cell in
      Point(x: log(cell.meanInput), y: log(cell.meanOutput), weight: Double(cell.count))
    }
    var centres = Self.seeds(points, limit)
    assignment = Self.nearest(points, centres)
    for _ in 0..<Self.mostRounds {
      centres = Self.means(points, assignment, centres)
      let next = Self.nearest(points, centres)
      if next == assignment { break }
      assignment = next
    }
    // A centre that lost all its cells leaves no gap in the numbers.
    var numbers: [Int: Int] = [:]
    for cluster in Set(assignment).sorted() { numbers[cluster] = numbers.count }
    assignment = assignment.map { numbers[$0] ?? 0 }
    count = numbers.count
  }

  /// First the cell nearest the mean, then each time the one that loses most: no chance in it.
  private static func seeds(_ points: [Point], _ limit: Int) -> [Point] {
    let mean = means(points, Array(repeating: 0, count: points.count), [Point(x: 0, y: 0, weight: 0)])[0]
    guard let first = points.min(by: { $0.distance(to: mean) < $1.distance(to: mean) }) else { return [] }
    var seeds = [first]
    var losses = points.map { $0.weight * $0.distance(to: first) }
    while seeds.count < limit, let worst = losses.indices.max(by: { losses[$0] < losses[$1] }),
      losses[worst] > 0
    {
      seeds.append(points[worst])
      for index in points.indices {
        losses[index] = min(losses[index], points[index].weight * points[index].distance(to: points[worst]))
      }
    }
    return seeds
  }

  private static func nearest(_ points: [Point], _ centres: [Point]) -> [Int] {
    points.map { point in
      var best = 0
      for index in centres.indices.dropFirst()
      where point.distance(to: centres[index]) < point.distance(to: centres[best]) {
        best = index
      }
      return best
    }
  }

  private static func means(_ points: [Point], _ assignment: [Int], _ centres: [Point]) -> [Point] {
    var sums = [Point](repeating: Point(x: 0, y: 0, weight: 0), count: centres.count)
    for (point, cluster) in zip(points, assignment) {
      sums[cluster].x += point.weight * point.x
      sums[cluster].y += point.weight * point.y
      sums[cluster].weight += point.weight
    }
    return zip(sums, centres).map { sum, centre in
      sum.weight > 0 ? Point(x: sum.x / sum.weight, y: sum.y / sum.weight, weight: sum.weight) : centre
    }
  }
}
