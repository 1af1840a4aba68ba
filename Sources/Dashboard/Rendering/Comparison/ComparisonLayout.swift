import Planning
import Serving

/// The layout of a comparison, from which scrolling takes its end and drawing its columns.
///
///     from 110 columns                              narrower: under each other
///     FIGURES              A      B       now       FIGURES   A     now
///     SETTINGS THAT DIFFER                          SETTINGS ...
///     REPLICAS             FROM A TO NOW            FROM A TO NOW
///                          RE-ROUTE                 RE-ROUTE
struct ComparisonLayout: Sendable {
  /// One row of the right side.
  enum Step: Sendable, Equatable {
    case blank
    case title(String, heads: String)
    /// `+ start  4   11.54 $/h`; cents.
    case sum(mark: Character, word: String, count: Int, cents: Int)
    case replicas(PlanTransition.ReplicaChange, cents: Int, isQuiet: Bool)
    /// A flow, with its requests/s in hundredths.
    case flow(PlanTransition.Flow, rate: Int)
    case note(String)
  }

  /// Columns of the units, of the reference, of another plan, of its distance, and of the right side.
  private static let widestUnit = 7
  static let firstWidth = 7
  static let planWidth = 9
  static let deltaWidth = 9
  static let stepsWidth = 45
  /// Wider, names and figures would be too far apart.
  static let widestSteps = 70

  let comparison: Comparison
  let reference: ComparedPlan
  let selected: ComparedPlan
  /// Plans with a column, the reference first.
  let plans: [ComparedPlan]
  let rows: [ComparisonRow]
  let steps: [Step]
  /// Hundredths of requests/s that move, and that are served.
  let movedRate: Int
  let flowCount: Int
  let isSideBySide: Bool
  let labelWidth: Int
  let unitWidth: Int
  /// Columns of the left side.
  let tableWidth: Int
  /// Rows that scroll.
  let space: Int

  /// Lays out a comparison of plans on a screen of that size, the plan of now being one that is not there where
  /// `lacksPlan`; nil where the plans compared are not among them. `settings` are the rows of what was stated.
  init?(
    _ comparison: Comparison, _ all: [ComparedPlan], lacksPlan: Bool, columns: Int, rows screenRows: Int,
    settings: ([ComparedPlan]) -> [ComparisonRow]
  ) {
    guard let reference = all.first(where: { $0.mark == comparison.reference }),
      let selected = all.first(where: { $0.mark == comparison.selected })
    else { return nil }
    self.comparison = comparison
    self.reference = reference
    self.selected = selected
    let width = columns - 2
    isSideBySide = width >= 108
    unitWidth = width >= 50 ? Self.widestUnit : 0
    labelWidth = width >= 60 ? 17 : 12
    let room = isSideBySide ? width - Self.stepsWidth - 3 : width
    let others = all.filter { $0.mark != reference.mark }
    let fixed = labelWidth + unitWidth + Self.firstWidth + 1
    let most = max(1, (room - fixed) / (Self.planWidth + Self.deltaWidth))
    // The chosen plan and the present one have a column first; the rest by letter.
    var shown = Set([selected.mark])
    for other in others.reversed() where other.mark == .now && shown.count < most { shown.insert(other.mark) }
    for other in others where shown.count < most { shown.insert(other.mark) }
    plans = [reference] + others.filter { shown.contains($0.mark) }
    tableWidth =
      isSideBySide
      ? fixed + (plans.count - 1) * (Self.planWidth + Self.deltaWidth)
      : width
    rows =
      ComparisonTable(
        plans, onlyDifferences: comparison.showsOnlyDifferences, settings: settings(plans)
      ).rows
    if let old = reference.plan, let new = selected.plan {
      let transition = PlanTransition(from: old, to: new)
      flowCount = transition.flows.count
      let moved = transition.flows.reduce(0) { $0 + $1.requestsPerSecond }
      movedRate = DecimalText.units(moved, 2) ?? 0
      steps = Self.steps(
        transition, reference, selected, bills: (old.costPerHour, new.costPerHour), movedRate)
    } else {
      (flowCount, movedRate) = (0, 0)
      let lack = lacksPlan ? "now has no plan: nothing starts or stops." : "now has no plan yet."
      steps = [.title(Self.heading(reference, selected), heads: ""), .note(lack)]
    }
    // Title, message and key rows stay, and so do the plans' heads.
    space = max(0, screenRows - 4 - Self.headRows)
  }

  /// Rows of the plans' letters and names, which do not scroll.
  static let headRows = 3

  /// Rows below each other.
  var contentRows: Int { isSideBySide ? max(rows.count, steps.count) : rows.count + 1 + steps.count }

  /// The most rows by which it can be scrolled.
  var scrollLimit: Int { max(0, contentRows - space) }

  private static func heading(_ old: ComparedPlan, _ new: ComparedPlan) -> String {
    "FROM \(old.title.uppercased()) TO \(new.title.uppercased())"
  }

  private static func steps(
    _ transition: PlanTransition, _ old: ComparedPlan, _ new: ComparedPlan,
    bills: (old: Double, new: Double), _ movedRate: Int
  ) -> [Step] {
    let heading = heading(old, new)
    guard old.mark != new.mark else {
      return [.title(heading, heads: ""), .note("\(old.title) is the reference: choose another plan.")]
    }
    var result: [Step] = [.title(heading, heads: "replicas")]
    // What stays is priced in both bills; rounding it first keeps both sums those of the bills shown.
    let bill = DecimalText.units(bills.new, 2) ?? 0
    let oldBill = DecimalText.units(bills.old, 2) ?? 0
    func sum(_ changes: [PlanTransition.ReplicaChange]) -> Double {
      changes.reduce(0) { $0 + $1.costPerHour }
    }
    let started = Apportionment.split(
      [sum(transition.starts), sum(transition.keeps)], toUnits: bill, decimals: 2)
    let stopped = DecimalText.units(sum(transition.stops), 2) ?? 0
    let isSamePrice = abs(stopped + started[1] - oldBill) <= 1
    let parts: [(Character, String, [PlanTransition.ReplicaChange], Int)] = [
      ("+", "start", transition.starts, started[0]),
      ("−", "stop", transition.stops, isSamePrice ? oldBill - started[1] : stopped),
      ("=", "keep", transition.keeps, started[1]),
    ]
    for (mark, word, changes, cents) in parts {
      if result.count > 1 { result.append(.blank) }
      result.append(.sum(mark: mark, word: word, count: changes.reduce(0) { $0 + $1.count }, cents: cents))
      let each = Apportionment.split(changes.map(\.costPerHour), toUnits: cents, decimals: 2)
      for (change, cents) in zip(changes, each) {
        result.append(.replicas(change, cents: cents, isQuiet: mark == "="))
      }
    }
    result += [.blank, .title("RE-ROUTE", heads: "points  req/s")]
    let rates = Apportionment.split(
      transition.flows.map(\.requestsPerSecond), toUnits: movedRate, decimals: 2)
    result += zip(transition.flows, rates).map { .flow($0, rate: $1) }
    if transition.flows.isEmpty { result.append(.note("Every request stays where it is.")) }
    return result
  }
}
