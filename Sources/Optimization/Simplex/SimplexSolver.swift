/// A persistent bounded revised dual simplex whose program can be edited between solves.
public final class SimplexSolver {
  /// Pivots made since the solver was built, bound flips not counted.
  public private(set) var pivotCount = 0
  /// Factorisations made since the solver was built.
  public private(set) var refactorCount = 0
  /// Row multipliers that prove infeasibility, after `.infeasible`.
  public private(set) var farkasProof: [Double]?
  /// Direction of endless improvement over the columns, after `.unbounded`.
  public private(set) var unboundedRay: [Double]?

  /// Loads all rows that are not lazy, in order; integrality is ignored.
  public init(_ program: LinearProgram) {}

  /// Number of rows.
  public var rowCount: Int { 0 }
  /// Number of columns.
  public var columnCount: Int { 0 }
  /// The objective at the present point, in the program's own sense, constant included.
  public var objective: Double { 0 }
  /// A valid bound on the objective in the program's sense; infinite if there is none.
  public var dualBound: Double { 0 }

  /// Changes the bounds of a row.
  public func setRowBounds(_ row: Int, lower: Double, upper: Double) {}
  /// Changes the bounds of a column.
  public func setColumnBounds(_ column: Int, lower: Double, upper: Double) {}
  /// Changes an objective coefficient.
  public func setCost(_ column: Int, to value: Double) {}
  /// Changes a coefficient of the matrix.
  public func setCoefficient(row: Int, column: Int, to value: Double) {}
  /// Appends a row and returns its index.
  @discardableResult
  public func appendRow(columns: [Int32], values: [Double], lower: Double, upper: Double) -> Int { 0 }
  /// Appends a column and returns its index.
  @discardableResult
  public func appendColumn(
    rows: [Int32], values: [Double], lower: Double, upper: Double, cost: Double
  ) -> Int { 0 }
  /// Removes rows; later rows shift down.
  public func removeRows(_ rows: [Int]) {}

  /// Solves from the present basis.
  public func solve(
    objectiveLimit: Double? = nil, pivotLimit: Int? = nil, isCancelled: (() -> Bool)? = nil
  ) -> SimplexStatus { .unknown }

  /// Values of the columns.
  public func columnValues() -> [Double] { [] }
  /// Activities of the rows.
  public func rowActivities() -> [Double] { [] }
  /// Duals of the rows.
  public func rowDuals() -> [Double] { [] }
  /// Reduced costs of the columns: `d_j = c_j - A_j'y`.
  public func reducedCosts() -> [Double] { [] }
  /// The present basis.
  public func basis() -> SimplexBasis { SimplexBasis(columns: [], rows: []) }
  /// Makes a stored basis the present one.
  public func load(_ basis: SimplexBasis) {}
}
