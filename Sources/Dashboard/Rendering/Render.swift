/// Draws the state; the grid has the size the state knows of.
public func render(_ state: DashboardState) -> Grid {
  Grid(columns: state.columns, rows: state.rows)
}
