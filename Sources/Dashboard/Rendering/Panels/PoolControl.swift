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
  /// GPUs per glyph: the least power of two with which the largest pool fits.
  let scale: Int

  init(_ state: DashboardState, width: Int) {
    let longest = state.scenario.pools.map(\.name.count).max() ?? 0
    let room = max(Self.leastBar + 1, width - Self.figures)
    let bar = width >= Self.airyRow ? Self.airyBar : Self.leastBar
    nameWidth = min(max(Self.leastBar, longest), max(Self.leastBar, room - bar))
    barWidth = max(1, room - nameWidth)
    let most = state.scenario.pools.indices.map { state.offered($0) }.max() ?? 0
    var scale = 1
    while most > barWidth * scale, scale < 1 << 40 { scale *= 2 }
    self.scale = scale
  }
}

extension DashboardState {
  /// GPUs on offer, or before the pool was switched off.
  fileprivate func offered(_ pool: Int) -> Int {
    statement.switchedOff[pool] ?? scenario.pools[pool].available
  }
}

/// A pool among the controls: `H100  ■■■■■■■□········   7/8  2.99`.
struct PoolControl: Drawable {
  /// Columns of the price, and of used and all GPUs before it.
  private static let priceWidth = 6
  private static let targetWidth = 5

  /// Index of the pool.
  let index: Int
  private let name: String
  private let places: PoolPlaces
  /// The control of the row.
  private let facts: ControlFacts
  private let isPrice: Bool
  private let isFocused: Bool
  private let isStale: Bool
  private let isOff: Bool
  /// GPUs on offer.
  private let offered: Int
  /// GPUs in the plan shown; nil: there is none.
  private let used: Int?
  /// Whether the plan rents all that can be had.
  private let isFull: Bool
  /// GPUs that can be had, in words; nil: the pool is off.
  private let available: Span?
  private let price: Span?

  /// The row of a pool's control.
  init(
    _ control: Control, _ facts: ControlFacts, _ state: DashboardState, _ controls: ControlTable,
    places: PoolPlaces, isFocused: Bool
  ) {
    let (index, isPrice) =
      switch control {
      case .price(let pool): (pool, true)
      case .available(let pool): (pool, false)
      default: preconditionFailure("\(control) is no control of a pool")
      }
    func text(_ control: Control, _ facts: ControlFacts) -> String {
      SliderRow.valueText(control, facts, state.prompt)
    }
    let pool = state.scenario.pools[index]
    self.index = index
    self.facts = facts
    self.places = places
    self.isPrice = isPrice
    self.isFocused = isFocused
    name = pool.name
    isStale = state.isStale
    isOff = state.statement.switchedOff[index] != nil
    offered = state.offered(index)
    used = state.plan.map { plan in plan.gpus.first { $0.name == pool.name }?.used ?? 0 }
    isFull = used.map { $0 >= pool.available && pool.available > 0 } ?? false
    let isStockFocused = isFocused && !isPrice
    let isTyped = state.prompt?.purpose == .value(isPrice ? .price(pool: index) : .available(pool: index))
    if isOff, !isTyped || isPrice {
      available = nil
    } else {
      let stock = controls.facts(of: .available(pool: index))
      let role: Role = isFull ? .warn : stock?.isChanged == true ? .changed : .text
      available = stock.map { stock in
        Span(
          isPrice ? String(pool.available) : text(.available(pool: index), stock),
          CellStyle(role, bold: isStockFocused, reverse: isStockFocused))
      }
    }
    let isListed = pool.listPriceText != nil
    let isOff = isOff
    price = controls.facts(of: .price(pool: index)).map { price in
      let role: Role = price.isChanged ? .changed : isOff ? .muted : isListed ? .est : .text
      return Span(
        isPrice ? text(.price(pool: index), price) : Numbers.fixed(pool.price, pool.price < 100 ? 2 : 0),
        CellStyle(
          role, bold: isFocused && isPrice, underline: isListed, reverse: isFocused && isPrice))
    }
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    let row = area.row
    let label = CellStyle(isFocused ? .focus : isOff ? .muted : .text, bold: isFocused)
    canvas.put(Characters.cut(name, to: places.nameWidth), row, area.column, label)
    drawBar(on: &canvas, row, area.column + places.nameWidth + 1)
    let priceEnd = area.endColumn
    let usedEnd = priceEnd - Self.priceWidth
    if let available {
      let text = "\(used.map(String.init) ?? Numbers.none)/"
      canvas.putRight([Span(text, CellStyle(isFull ? .warn : .text)), available], row, end: usedEnd)
    } else if isOff {
      canvas.putRight("off ", row, end: usedEnd, CellStyle(.muted, reverse: isFocused && !isPrice))
    }
    canvas.target(.value(.available(pool: index)), row: row, from: usedEnd - Self.targetWidth, to: usedEnd)
    canvas.target(.value(.price(pool: index)), row: row, from: priceEnd - Self.targetWidth, to: priceEnd)
    if let price { canvas.putRight([price], row, end: priceEnd) }
  }

  private func drawBar(on canvas: inout Canvas, _ row: Int, _ start: Int) {
    let end = start + places.barWidth
    if isPrice {
      let track = SliderTrack.spans(facts, width: places.barWidth - 1, isFocused: isFocused)
      canvas.put(track, row, start, end: end)
      let grip = SliderGrip.track(start: start, width: places.barWidth - 1)
      canvas.target(.slider(.price(pool: index), grip), row: row, from: start, to: end - 1)
    } else {
      let grip = SliderGrip.cells(start: start, scale: places.scale)
      // One cell more on the left, so that there is a place for none.
      canvas.target(.slider(.available(pool: index), grip), row: row, from: start - 1, to: end)
      canvas.put(bar, row, start)
    }
  }

  /// A glyph for so many GPUs: rented, on offer, or beyond what is offered.
  private var bar: [Span] {
    let cells = min(places.barWidth, (offered + places.scale - 1) / places.scale)
    let rest = Span(String(repeating: "·", count: places.barWidth - cells), CellStyle(.rule))
    if isOff { return [Span(String(repeating: "○", count: cells), CellStyle(.rule)), rest] }
    let shownUse = min(used ?? 0, offered)
    let whole = min(cells, shownUse / places.scale)
    let hasPart = shownUse % places.scale != 0 && whole < cells
    let role: Role = isStale ? .stale : .fill
    let free = cells - whole - (hasPart ? 1 : 0)
    return [
      Span(String(repeating: "■", count: whole), CellStyle(role)),
      Span(hasPart ? "▪" : "", CellStyle(role)),
      Span(String(repeating: "□", count: free), CellStyle(.muted)), rest,
    ]
  }
}
