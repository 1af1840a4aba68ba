import Planning

/// The places of the parts of a screen that shows panels.
///
///     wide, from 180x50                                    full, from 100x36
///     title                               planner         title                    planner
///
///     CONTROLS   figures         FRONTIER                 CONTROLS   figures
///     POOLS      PLAN, routes    GPU USE, MACHINES        POOLS      MACHINES, PLAN, routes
///     MODELS     COST            WHAT BINDS               MODELS     COST
///     MIX        ASSIGNMENT      WHY UNUSED, BANDS, ...   MIX        FRONTIER   WHAT BINDS
///     PINNED     COST ALONG ...  SOLVER, BASELINES        HISTORY    or USE     WHY UNUSED, ...
///     message                                             message
///     keys                                                keys
///
///     compact, from 78x20                                  narrow, from 40x10
///     title                   planner                     title        planner
///     figures                                             figures
///     CONTROLS   1 Plan 2 Routes 3 Cost ...               0 Controls 1 Plan ...
///     POOLS      the tab's panel                          the tab's panel
///     MIX                                                 or CONTROLS, POOLS, MIX
///     message                                             message
///     keys                                                keys
///
/// Where the scenario has no plan, the reason and the changes that give one take the place of what explains the plan.
struct Layout {
  /// A part that has an area of its own.
  enum Part: Sendable, Equatable {
    case controls, figures, figureLine, tabs
    /// The frame before the first plan, and the reason why there is none.
    case waiting, noPlan
    case plan, cost, use, unused, assignment, machines
    /// The machines without a title.
    case machineRows
    /// The plan without a title, and the costs of models alone.
    case planRows, modelCosts
    case routes, workloads, table
    case frontier, costCurve, binds, withstands, bands, group, solver, baselines
    /// The sentence below the limits on what would help.
    case helpfulLimits
  }

  /// A part and its area.
  struct Place: Sendable, Equatable {
    var part: Part
    var area: Area
  }

  /// The rows that parts would like, in so far as they differ from plan to plan; 0: such a part is not needed.
  struct Wishes {
    var plan: Int
    var cost: Int
    /// Rows below which the costs are not shortened.
    var leastCost: Int
    /// Rows of the costs of models alone.
    var modelCosts: Int
    var use: Int
    /// 0 where no machines are rented whole.
    var machines: Int
    var unused: Int
    var binds: Int
    var withstands: Int
    var group: Int
    var baselines: Int
    /// Whether a sentence on what would help is known.
    var hasHelpfulLimits: Bool
    /// The rows that the assignment takes of an area; less than 0: it has no room.
    var assignment: (Area) -> Int
  }

  /// Rows below which a plan is not shortened, and the reason why there is none.
  private static let leastPlan = 6
  static let leastNoPlan = 9
  private static let leastMachines = 4
  /// Rows that the machines take at most beside other panels.
  static let mostMachines = 9
  /// Rows of the headline figures and a blank one.
  static let figureRows = 3
  /// Names and figures farther apart than this are hard to read together; only charts grow on.
  static let widestText = 84
  /// Least columns of the wide screen's results.
  private static let leastWideResults = 86

  /// The parts that are drawn, in that order.
  private(set) var places: [Place] = []
  /// The areas that lose their colours while the plan is out of date.
  var faded: [Area] = []
  /// The rows that the plan would like; nil: there is none.
  let wishes: Wishes?
  /// The rows that the reason for having no plan would like at a width; nil: there is a plan.
  let noPlan: ((Int) -> Int)?

  /// Lays out a screen; `matrixWidth` is what a plan with its routes takes at most, in columns, `tab` the results shown
  /// where not all have room.
  init(
    _ shape: ScreenClass, columns: Int, rows: Int, tab: ResultTab, matrixWidth: Int, wishes: Wishes?,
    noPlan: ((Int) -> Int)?
  ) {
    self.wishes = wishes
    self.noPlan = noPlan
    switch shape {
    case .wide, .full: addSpacious(shape, columns: columns, rows: rows, matrixWidth: matrixWidth)
    case .compact, .narrow: addTabbed(shape, columns: columns, rows: rows, tab)
    case .lines, .tooSmall: break
    }
  }

  /// First column of the results on a screen that shows a tab of them.
  static func resultsColumn(columns: Int, _ shape: ScreenClass) -> Int {
    guard shape.hasControlsColumn else { return 1 }
    return 3 + (columns >= 100 ? ControlsColumn.width : ControlsColumn.compactWidth)
  }

  mutating func add(_ part: Part, _ area: Area) { places.append(Place(part: part, area: area)) }

  /// Room for everything at once.
  private mutating func addSpacious(_ shape: ScreenClass, columns: Int, rows: Int, matrixWidth: Int) {
    let height = rows - 5
    add(.controls, Area(row: 2, column: 1, width: ControlsColumn.width, height: height))
    let start = ControlsColumn.width + 3
    let rest = columns - 1 - start
    guard shape == .wide else {
      return addResults(Area(row: 2, column: start, width: rest, height: height))
    }
    // The matrix decides the middle column's width; the rest explains it.
    let width = min(max(Self.leastWideResults, matrixWidth), rest * 5 / 8)
    addWideResults(Area(row: 2, column: start, width: width, height: height))
    let right = start + width + 3
    addExplanations(Area(row: 2, column: right, width: columns - 1 - right, height: height))
  }

  /// One tab, beside the controls where the width allows.
  private mutating func addTabbed(_ shape: ScreenClass, columns: Int, rows: Int, _ tab: ResultTab) {
    let figures = Area(row: 1, column: 0, width: columns, height: 1)
    add(.figureLine, figures)
    faded.append(figures)
    let top = rows >= 20 ? 3 : 2
    let height = rows - 2 - top
    let start = Self.resultsColumn(columns: columns, shape)
    if shape == .compact { add(.controls, Area(row: top, column: 1, width: start - 3, height: height)) }
    addTab(tab, Area(row: top, column: start, width: columns - 1 - start, height: height))
  }

  /// Before the first plan: the frame and what is being waited for, or why nothing comes.
  mutating func addEmpty(_ area: Area) {
    guard area.height > 0 else { return }
    add(noPlan == nil ? .waiting : .noPlan, area)
  }

  /// The reason why there is no plan, which keeps its colours.
  mutating func addNoPlan(_ area: Area, fading: Area) {
    faded.append(fading.first(rows: max(0, area.row - fading.row)))
    add(.noPlan, area)
  }

  /// The machines above the plan where some are rented whole and all that matters more has its rows; returns the area
  /// below them.
  mutating func addMachines(_ wishes: Wishes, _ body: Area) -> Area {
    guard wishes.machines > 0, noPlan == nil else { return body }
    let others = wishes.plan + wishes.leastCost + FrontierPanel.leastHeight + 3
    let height = min(wishes.machines, body.height - others)
    guard height >= Self.leastMachines else { return body }
    add(.machines, body.first(rows: height))
    return body.dropping(rows: height + 1)
  }

  /// The plan and the costs under each other; returns the area below them, which wants `third` rows.
  mutating func addPlanAboveCost(
    _ wishes: Wishes, third: Int, least: Int, _ body: Area
  ) -> Area {
    var heights = [wishes.plan, wishes.cost, third]
    let gap = Self.shrink(&heights, into: body.height, least: [Self.leastPlan, wishes.leastCost, least])
    var place = body
    place.height = heights[0]
    add(.plan, place)
    place.row += heights[0] + gap
    place.height = heights[1]
    add(.cost, place)
    place.row += heights[1] + gap
    // What is left of a tall screen goes to what follows.
    place.height = max(0, body.endRow - place.row)
    return place
  }

  /// Shrinks heights to fit: blank rows go first, then the last panel to the first. Returns the gap.
  private static func shrink(_ heights: inout [Int], into space: Int, least: [Int]) -> Int {
    let sum = heights.reduce(0, +)
    if sum + heights.count - 1 <= space { return 1 }
    for index in heights.indices.reversed() {
      let excess = heights.reduce(0, +) - space
      guard excess > 0 else { break }
      heights[index] -= min(excess, max(0, heights[index] - least[index]))
    }
    for index in heights.indices.reversed() where heights.reduce(0, +) > space {
      heights[index] -= min(heights[index], heights.reduce(0, +) - space)
    }
    return 0
  }
}
