import Planning
import Serving

/// Rows of a profile file made of benchmark results; no two of them are the same operating point.
public struct ProfileImport {
  /// The header and the rows.
  public private(set) var lines = [BenchmarkPoint.profileHeader]
  private var places: [String: String] = [:]

  /// Creates a file without rows.
  public init() {}

  /// Adds a point; `precision`, `pool` and `tp` stand for what it does not state, `pool` also for what it does. Throws
  /// `FileError` where something needed is stated nowhere, or the point is there already.
  public mutating func add(
    _ point: BenchmarkPoint, precision: Precision?, pool: String?, tp: Int?, notes: ReadingNotes
  ) throws {
    guard let precision = point.precision ?? precision else {
      throw Self.problem(point, "does not state the number format of the weights; give --precision")
    }
    guard let pool = pool ?? point.gpu else {
      throw Self.problem(point, "does not state the GPU; give --pool")
    }
    if let stated = point.tp, let tp, stated != tp {
      notes.add(point.place, "states TP \(stated); --tp \(tp) is not used")
    }
    let row = point.profileRow(precision: precision, pool: pool, tp: tp ?? point.gpuCount ?? 1)
    var condition = point
    (condition.requestsPerSecond, condition.ttftMs, condition.tpotMs, condition.source) = (1, nil, nil, "")
    let key = condition.profileRow(precision: precision, pool: pool, tp: tp ?? point.gpuCount ?? 1)
    if let first = places[key] {
      throw Self.problem(point, "is the same operating point as \(first); keep one of them")
    }
    places[key] = point.place
    lines.append(row)
  }

  private static func problem(_ point: BenchmarkPoint, _ reason: String) -> FileError {
    FileError(path: point.place, reason: reason, exitCode: ExitStatus.badData)
  }
}
