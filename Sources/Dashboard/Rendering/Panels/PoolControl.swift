import Planning

/// The places of a pool's name and glyphs in a row of the controls; all pools share them, so that lengths compare.
struct PoolPlaces: Sendable, Equatable {
  /// Columns of gaps, of `12/12` or `100/100`, and of the price.
  private static let figures = 14
  /// Least columns of glyphs, and those where the row has some air.
  private static let leastBar = 5
  private static let airyBar = 10
  private static let airyRow = 33

  /// Columns of the name.
  let nameWidth: Int
  /// Columns of glyphs or of the track.
  let barWidth: Int
  /// GPUs and machines per glyph: the least powers of two with which the largest pool of each kind fits.
  let gpusPerGlyph: Int
  let machinesPerGlyph: Int

  init(_ state: DashboardState, width: Int) {
    let units = PoolUnits.all(of: state)
    let longest = units.map(\.label.count).max() ?? 0
    let room = max(Self.leastBar + 1, width - Self.figures)
    let bar = width >= Self.airyRow ? Self.airyBar : Self.leastBar
    nameWidth = min(max(Self.leastBar, longest), max(Self.leastBar, room - bar))
    barWidth = max(1, room - nameWidth)
    let width = barWidth
    func scale(_ units: [PoolUnits]) -> Int {
      let most = units.map(\.offered).max() ?? 0
      var scale = 1
      while most > width * scale, scale < 1 << 40 { scale *= 2 }
      return scale
    }
    gpusPerGlyph = scale(units.filter { !$0.isOfMachines })
    machinesPerGlyph = scale(units.filter(\.isOfMachines))
  }

  /// What a glyph stands for, in a row's kind of unit.
  func scale(of units: PoolUnits) -> Int { units.isOfMachines ? machinesPerGlyph : gpusPerGlyph }

  /// The legend of the glyphs: `■ = 2 GPUs`, `▣ = 1 machine`, `■=2 ▣=machine`, or as short as it gets.
  func legend(isWide: Bool, hasMachines: Bool) -> String {
    guard hasMachines else {
      let isMany = gpusPerGlyph > 1
      return isWide ? "■ = \(gpusPerGlyph) GPU\(isMany ? "s" : "")" : isMany ? "■=\(gpusPerGlyph)" : ""
    }
    let machine = machinesPerGlyph == 1 ? "machine" : String(machinesPerGlyph)
    if gpusPerGlyph == 1, machinesPerGlyph == 1 { return isWide ? "▣ = 1 machine" : "" }
    if isWide { return "■=\(gpusPerGlyph) ▣=\(machine)" }
    return machinesPerGlyph == 1 ? "■=\(gpusPerGlyph)" : "■=\(gpusPerGlyph) ▣=\(machine)"
  }
}

/// What a row of the pools counts: GPUs, or machines of a size where those are rented whole.
struct PoolUnits: Sendable, Equatable {
  /// `H100`, or `B200 ×8` where machines are counted.
  let label: String
  /// GPUs or machines on offer, or before the pool was switched off.
  let offered: Int
  /// Those in the plan shown; nil: there is none.
  let used: Int?
  /// Whether machines are counted.
  let isOfMachines: Bool
  /// $/h for one.
  let price: Double

  /// The units of the row of a pool's stock or price.
  init(_ control: Control, _ pool: Pool, _ state: DashboardState) {
    // A pool that is switched off keeps its sizes, with nothing of them on offer.
    var pool = pool
    if let index = control.pool, let before = state.statement.switchedOff[index] { pool.available = before }
    let size: MachineSize? =
      switch control {
      case .machines(_, let gpus), .machinePrice(_, let gpus): pool.size(gpus)
      default: pool.rental == .byMachine ? pool.sizes.first : nil
      }
    guard let size else {
      (label, offered, isOfMachines, price) = (pool.name, pool.available, false, pool.price)
      used = state.plan.map { plan in plan.gpus.first { $0.name == pool.name }?.used ?? 0 }
      return
    }
    (label, offered, isOfMachines) = ("\(pool.name) ×\(size.gpus)", size.available, true)
    price = size.price
    used = state.plan.map { $0.rentedMachines(of: pool.name, gpus: size.gpus) }
  }

  /// The units of every row.
  static func all(of state: DashboardState) -> [PoolUnits] {
    state.controls(in: .pools).compactMap { control in
      control.pool.map { PoolUnits(control, state.scenario.pools[$0], state) }
    }
  }
}

/// A pool among the controls: `H100  ■■■■■■■□········   7/8  2.99`, or `B200 ×8  ▣▢   1/2 53.52` where machines are rented.
struct PoolControl: Drawable {
  /// Columns of the price, and of used and all GPUs before it.
  private static let priceWidth = 6
  private static let targetWidth = 5

  /// Index of the pool.
  let index: Int
  private let stockControl: Control
  private let priceControl: Control
  private let places: PoolPlaces
  /// The control of the row.
  private let facts: ControlFacts
  private let isPrice: Bool
  private let units: PoolUnits
  private let isFocused: Bool
  private let isStale: Bool
  private let isOff: Bool
  private let poolName: String
  /// Whether the plan rents all that can be had.
  private let isFull: Bool
  /// GPUs or machines that can be had, in words; nil: the pool is off.
  private let available: Span?
  private let price: Span?

  /// The row of a pool's control.
  init(
    _ control: Control, _ facts: ControlFacts, _ state: DashboardState, _ controls: ControlTable,
    places: PoolPlaces, isFocused: Bool
  ) {
    guard let index = control.pool else { preconditionFailure("\(control) is no control of a pool") }
    let isPrice = control.isPrice
    func text(_ control: Control, _ facts: ControlFacts) -> String {
      SliderRow.valueText(control, facts, state.prompt)
    }
    let pool = state.scenario.pools[index]
    self.index = index
    poolName = pool.name
    self.facts = facts
    self.places = places
    self.isPrice = isPrice
    self.isFocused = isFocused
    let units = PoolUnits(control, pool, state)
    self.units = units
    (stockControl, priceControl) = Self.controls(control, index)
    isStale = state.isStale
    isOff = state.statement.switchedOff[index] != nil
    isFull = units.used.map { $0 >= units.offered && units.offered > 0 } ?? false
    let isStockFocused = isFocused && !isPrice
    let isTyped = state.prompt?.purpose == .value(isPrice ? priceControl : stockControl)
    if isOff, !isTyped || isPrice {
      available = nil
    } else {
      let stock = controls.facts(of: stockControl)
      let role: Role = isFull ? .warn : stock?.isChanged == true ? .changed : .text
      let shown = stockControl
      available = stock.map { stock in
        Span(
          isPrice ? stock.text(stock.value) : text(shown, stock),
          CellStyle(role, bold: isStockFocused, reverse: isStockFocused))
      }
    }
    let isListed = pool.listPriceText != nil
    let isOff = isOff
    let priceOf = priceControl
    price = controls.facts(of: priceControl).map { price in
      let role: Role = price.isChanged ? .changed : isOff ? .muted : isListed ? .est : .text
      return Span(
        isPrice ? text(priceOf, price) : Numbers.fixed(units.price, units.price < 100 ? 2 : 0),
        CellStyle(
          role, bold: isFocused && isPrice, underline: isListed, reverse: isFocused && isPrice))
    }
  }

  /// The controls of stock and price that a row shows.
  private static func controls(_ control: Control, _ pool: Int) -> (stock: Control, price: Control) {
    switch control {
    case .machines(_, let gpus), .machinePrice(_, let gpus):
      (.machines(pool: pool, gpus: gpus), .machinePrice(pool: pool, gpus: gpus))
    default: (.available(pool: pool), .price(pool: pool))
    }
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    let row = area.row
    let style = CellStyle(isFocused ? .focus : isOff ? .muted : .text, bold: isFocused)
    // A price slider of machines of one size moves the price of a GPU.
    let label = priceControl == .price(pool: index) && isPrice ? poolName : units.label
    canvas.put(Characters.cut(label, to: places.nameWidth), row, area.column, style)
    drawBar(on: &canvas, row, area.column + places.nameWidth + 1)
    let priceEnd = area.endColumn
    let usedEnd = priceEnd - Self.priceWidth
    if let available {
      let text = "\(units.used.map(String.init) ?? Numbers.none)/"
      canvas.putRight([Span(text, CellStyle(isFull ? .warn : .text)), available], row, end: usedEnd)
    } else if isOff {
      canvas.putRight("off ", row, end: usedEnd, CellStyle(.muted, reverse: isFocused && !isPrice))
    }
    canvas.target(.value(stockControl), row: row, from: usedEnd - Self.targetWidth, to: usedEnd)
    canvas.target(.value(priceControl), row: row, from: priceEnd - Self.targetWidth, to: priceEnd)
    if let price { canvas.putRight([price], row, end: priceEnd) }
  }

  private func drawBar(on canvas: inout Canvas, _ row: Int, _ start: Int) {
    let end = start + places.barWidth
    let scale = places.scale(of: units)
    if isPrice {
      let track = SliderTrack.spans(facts, width: places.barWidth - 1, isFocused: isFocused)
      canvas.put(track, row, start, end: end)
      let grip = SliderGrip.track(start: start, width: places.barWidth - 1)
      canvas.target(.slider(priceControl, grip), row: row, from: start, to: end - 1)
    } else {
      let grip = SliderGrip.cells(start: start, scale: scale)
      // One cell more on the left, so that there is a place for none.
      canvas.target(.slider(stockControl, grip), row: row, from: start - 1, to: end)
      canvas.put(bar, row, start)
    }
  }

  /// A glyph for so many GPUs or machines: rented, on offer, or beyond what is offered.
  private var bar: [Span] {
    let offered = units.offered
    let scale = places.scale(of: units)
    let (taken, open): (Character, Character) = units.isOfMachines ? ("▣", "▢") : ("■", "□")
    let cells = min(places.barWidth, (offered + scale - 1) / scale)
    let rest = Span(String(repeating: "·", count: places.barWidth - cells), CellStyle(.rule))
    if isOff { return [Span(String(repeating: "○", count: cells), CellStyle(.rule)), rest] }
    let shownUse = min(units.used ?? 0, offered)
    let whole = min(cells, shownUse / scale)
    let hasPart = shownUse % scale != 0 && whole < cells
    let role: Role = isStale ? .stale : .fill
    let free = cells - whole - (hasPart ? 1 : 0)
    return [
      Span(String(repeating: taken, count: whole), CellStyle(role)),
      Span(hasPart ? "▪" : "", CellStyle(role)),
      Span(String(repeating: open, count: free), CellStyle(.muted)), rest,
    ]
  }
}
