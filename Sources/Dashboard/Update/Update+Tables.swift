extension DashboardState {
  /// Zooms, sorts and filters; it has no effects of its own.
  mutating func update(_ action: TableAction) -> [Effect]? {
    switch action {
    case .toggleZoom: toggleZoom()
    case .moveSort(let step): moveSort(step)
    case .reverseSort: reverseSort()
    case .sortBy(let head): sort(by: head)
    case .beginFilter: beginFilter()
    }
    return nil
  }
}
