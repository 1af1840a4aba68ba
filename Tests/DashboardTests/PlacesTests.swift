import Testing

@testable import Dashboard

/// Where the parts of a screen are put.
@Suite struct PlacesTests {
  private static var wishes: Layout.Wishes {
    Layout.Wishes(
      plan: 12, cost: 11, leastCost: 5, modelCosts: 4, use: 8, machines: 0, unused: 4, binds: 10,
      withstands: 3, group: 8,
      baselines: 5, hasHelpfulLimits: true, assignment: { $0.height >= 13 ? 13 : -1 })
  }

  private static func layout(
    _ columns: Int, _ rows: Int, tab: ResultTab = .plan, hasPlan: Bool = true, noPlan: Int? = nil
  ) -> Layout {
    Layout(
      ScreenClass(columns: columns, rows: rows), columns: columns, rows: rows, tab: tab, matrixWidth: 90,
      wishes: hasPlan ? wishes : nil, noPlan: noPlan.map { height in { _ in height } })
  }

  private static func area(_ part: Layout.Part, _ layout: Layout) -> Area? {
    layout.places.first { $0.part == part }?.area
  }

  @Test("no two parts share a cell, and none leaves the rows between title and message")
  func partsAreApart() {
    for (columns, rows) in [
      (40, 10), (60, 16), (78, 20), (80, 24), (100, 36), (120, 40), (180, 50), (300, 120),
    ] {
      for tab in ResultTab.allCases {
        for noPlan in [nil, 9, 30] {
          let places = Self.layout(columns, rows, tab: tab, noPlan: noPlan).places.filter {
            $0.area.height > 0
          }
          for (index, one) in places.enumerated() {
            let area = one.area
            let isInside =
              area.row > 0 && area.endRow <= rows - 2 && area.column >= 0 && area.endColumn <= columns
            #expect(isInside, "\(one) at \(columns)x\(rows)")
            for other in places.dropFirst(index + 1).map(\.area) {
              let isApart =
                area.endRow <= other.row || other.endRow <= area.row || area.endColumn <= other.column
                || other.endColumn <= area.column
              #expect(isApart, "\(one) and \(other) at \(columns)x\(rows)")
            }
          }
        }
      }
    }
  }

  @Test("a full screen has plan above cost above frontier, and what binds beside it")
  func fullScreen() {
    // Rows 2 to 36: figures take 3; 12 and 11 rows and two blank ones leave 7 for what wants 11, so the gaps go,
    // then rows of the last, down to 4, never below.
    let layout = Self.layout(120, 40)
    #expect(Self.area(.controls, layout) == Area(row: 2, column: 1, width: 35, height: 35))
    #expect(Self.area(.plan, layout) == Area(row: 5, column: 38, width: 81, height: 12))
    #expect(Self.area(.cost, layout) == Area(row: 17, column: 38, width: 81, height: 11))
    #expect(Self.area(.frontier, layout) == Area(row: 28, column: 38, width: 38, height: 9))
    #expect(Self.area(.binds, layout) == Area(row: 28, column: 79, width: 40, height: 9))
    #expect(layout.faded == [Area(row: 2, column: 38, width: 81, height: 35)])
  }

  @Test("machines stand above the plan, and take no rows that the frontier needs")
  func machines() {
    var wishes = Self.wishes
    wishes.machines = 6
    func layout(_ rows: Int) -> Layout {
      Layout(.full, columns: 120, rows: rows, tab: .plan, matrixWidth: 90, wishes: wishes, noPlan: nil)
    }
    // 32 rows below the figures: 12 of the plan, 5 of the costs, 6 of the frontier and 3 blank ones leave 6.
    #expect(Self.area(.machines, layout(40)) == Area(row: 5, column: 38, width: 81, height: 6))
    #expect(Self.area(.plan, layout(40)) == Area(row: 12, column: 38, width: 81, height: 12))
    #expect(Self.area(.cost, layout(40)) == Area(row: 24, column: 38, width: 81, height: 7))
    #expect(Self.area(.frontier, layout(40)) == Area(row: 31, column: 38, width: 38, height: 6))
    #expect(Self.area(.machines, layout(37)) == nil)
  }

  @Test("the reason for having no plan keeps its colours below what fades")
  func reasonStaysReadable() {
    let layout = Self.layout(120, 40, noPlan: 9)
    #expect(Self.area(.noPlan, layout) == Area(row: 28, column: 38, width: 81, height: 9))
    #expect(layout.faded == [Area(row: 2, column: 38, width: 81, height: 26)])
    #expect(Self.area(.frontier, layout) == nil)
  }

  @Test("before the first plan the results are a frame, on every screen that shows panels")
  func beforeTheFirstPlan() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40), (200, 60)] {
      let layout = Self.layout(columns, rows, hasPlan: false)
      #expect(Self.area(.waiting, layout) != nil)
      #expect(Self.area(.plan, layout) == nil)
    }
  }
}
