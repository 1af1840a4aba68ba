import Planning

extension Screen {
  /// Columns of a pool row: name, glyphs or track, used of all, price.
  private func poolColumns(_ area: Area) -> (nameWidth: Int, barWidth: Int) {
    let longest = state.scenario.pools.map(\.name.count).max() ?? 0
    // 14 columns go to gaps, `12/12` or `100/100`, and the price.
    let room = max(6, area.width - 14)
    let name = min(max(5, longest), max(5, room - (area.width >= 33 ? 10 : 5)))
    return (name, max(1, room - name))
  }

  /// Returns the number of GPUs per glyph: the least power of two with which the largest pool fits.
  func poolScale(_ area: Area) -> Int {
    let most = state.scenario.pools.indices.map { offered($0) }.max() ?? 0
    let width = poolColumns(area).barWidth
    var scale = 1
    while most > width * scale, scale < 1 << 40 { scale *= 2 }
    return scale
  }

  /// GPUs on offer, or before the pool was switched off.
  private func offered(_ pool: Int) -> Int {
    state.statement.switchedOff[pool] ?? state.scenario.pools[pool].available
  }

  /// A pool: `H100  ■■■■■■■□········   7/8  2.99`.
  mutating func poolRow(
    _ index: Int, _ facts: ControlFacts, _ row: Int, _ area: Area, isPrice: Bool, isFocused: Bool
  ) {
    let pool = state.scenario.pools[index]
    let isOff = state.statement.switchedOff[index] != nil
    let columns = poolColumns(area)
    let used = usedGPUs(index)
    let labelStyle = CellStyle(isFocused ? .focus : isOff ? .muted : .text, bold: isFocused)
    put(Characters.cut(pool.name, to: columns.nameWidth), row, area.column, labelStyle)
    let barStart = area.column + columns.nameWidth + 1
    if isPrice {
      let track = SliderTrack.spans(facts, width: columns.barWidth - 1, isFocused: isFocused)
      put(track, row, barStart, end: barStart + columns.barWidth)
      let grip = SliderGrip.track(start: barStart, width: columns.barWidth - 1)
      target(
        .slider(.price(pool: index), grip), row: row, from: barStart, to: barStart + columns.barWidth - 1)
    } else {
      let grip = SliderGrip.cells(start: barStart, scale: poolScale(area))
      // One cell more on the left, so that there is a place for none.
      target(
        .slider(.available(pool: index), grip), row: row, from: barStart - 1, to: barStart + columns.barWidth)
      put(bar(index, used: used, width: columns.barWidth, poolScale(area), isOff: isOff), row, barStart)
    }
    let priceEnd = area.endColumn
    let usedEnd = priceEnd - 6
    let isTyped = state.prompt?.purpose == .value(isPrice ? .price(pool: index) : .available(pool: index))
    let available = state.facts(of: .available(pool: index))
    let price = state.facts(of: .price(pool: index))
    if isOff, !isTyped || isPrice {
      putRight("off ", row, end: usedEnd, CellStyle(.muted, reverse: isFocused && !isPrice))
    } else if let available {
      let all = isPrice ? String(pool.available) : valueText(.available(pool: index), available)
      let isFull = used >= pool.available && pool.available > 0 && state.plan != nil
      let role: Role = isFull ? .warn : available.isChanged ? .changed : .text
      let allStyle = CellStyle(role, bold: isFocused && !isPrice, reverse: isFocused && !isPrice)
      let usedText = state.plan == nil ? Numbers.none : String(used)
      putRight(
        [Span("\(usedText)/", CellStyle(isFull ? .warn : .text)), Span(all, allStyle)], row, end: usedEnd)
    }
    target(.value(.available(pool: index)), row: row, from: usedEnd - 5, to: usedEnd)
    target(.value(.price(pool: index)), row: row, from: priceEnd - 5, to: priceEnd)
    if let price {
      let text =
        isPrice ? valueText(.price(pool: index), price) : Numbers.fixed(pool.price, pool.price < 100 ? 2 : 0)
      let isListed = pool.listPriceText != nil
      let role: Role = price.isChanged ? .changed : isOff ? .muted : isListed ? .est : .text
      putRight(
        text, row, end: priceEnd,
        CellStyle(
          role, bold: isFocused && isPrice, underline: isListed, reverse: isFocused && isPrice))
    }
  }

  /// GPUs of the pool in the plan shown.
  func usedGPUs(_ index: Int) -> Int {
    let name = state.scenario.pools[index].name
    return state.plan?.gpus.first { $0.name == name }?.used ?? 0
  }

  private func bar(_ index: Int, used: Int, width: Int, _ scale: Int, isOff: Bool) -> [Span] {
    let all = offered(index)
    let cells = min(width, (all + scale - 1) / scale)
    let rest = Span(String(repeating: "·", count: width - cells), CellStyle(.rule))
    if isOff { return [Span(String(repeating: "○", count: cells), CellStyle(.rule)), rest] }
    let shownUse = min(used, all)
    let whole = min(cells, shownUse / scale)
    let hasPart = shownUse % scale != 0 && whole < cells
    let role: Role = state.isStale ? .stale : .fill
    let free = cells - whole - (hasPart ? 1 : 0)
    return [
      Span(String(repeating: "■", count: whole), CellStyle(role)),
      Span(hasPart ? "▪" : "", CellStyle(role)),
      Span(String(repeating: "□", count: free), CellStyle(.muted)), rest,
    ]
  }
}
