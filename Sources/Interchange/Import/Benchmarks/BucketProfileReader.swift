import Planning

/// Reads Melange and AIBrix profiles: tables of the most requests/s by prompt and answer length.
///
/// Melange's tables have a row for each prompt length, and do not state the lengths. AIBrix's state them, but with the
/// answers along the rows, whatever their documentation says: the latency table beside them tells. A rate of 0 says that
/// the bucket cannot be served within the tool's limits, and becomes a row of its own; a cell without a figure is left
/// out with a note.
enum BucketProfileReader {
  private enum Axis {
    case inputs, outputs
  }

  static func points(_ reader: MapReader, _ file: BenchmarkFile) -> [BenchmarkPoint] {
    reader.has("gpu_info") ? melange(reader, file) : aibrix(reader, file)
  }

  private static func melange(_ reader: MapReader, _ file: BenchmarkFile) -> [BenchmarkPoint] {
    guard let gpus = reader.map("gpu_info", subject: "gpu_info", isRequired: true),
      let model = file.model(nil, line: reader.node.line)
    else { return [] }
    guard !file.hints.inputs.isEmpty, !file.hints.outputs.isEmpty else {
      file.add(
        line: reader.node.line, key: "tputs",
        "the file does not state the lengths of its rows and columns; give --inputs and --outputs")
      return []
    }
    return gpus.keys.flatMap { gpu -> [BenchmarkPoint] in
      guard let entry = gpus.map(gpu, subject: "a GPU"), let node = entry.value("tputs", isRequired: true)
      else { return [] }
      if let problem = SafeText.nameProblem(gpu) {
        gpus.add(at: entry.node, key: "gpu_info", "a GPU's name \(problem)", bad: gpu)
        return []
      }
      checkCost(entry)
      guard
        let rates = table(
          node, key: "tputs", rows: file.hints.inputs.count, columns: file.hints.outputs.count, entry)
      else { return [] }
      return points(
        rates, rows: file.hints.inputs, columns: file.hints.outputs, rowsAre: .inputs, model: model, gpu: gpu,
        source: "Melange profile", file, line: node.line)
    }
  }

  private static func aibrix(_ reader: MapReader, _ file: BenchmarkFile) -> [BenchmarkPoint] {
    guard let node = reader.value("tputs", isRequired: true), let axes = lengths(reader),
      let model = file.model(nil, line: reader.node.line),
      let rates = table(node, key: "tputs", rows: axes.0.count, columns: axes.1.count, reader)
    else { return [] }
    let gpu = reader.hasValue("gpu") ? reader.name("gpu")?.text : nil
    checkCost(reader)
    let waits = reader.hasValue("ttft") ? reader.value("ttft") : nil
    let ttft = waits.flatMap {
      table($0, key: "ttft", rows: axes.0.count, columns: axes.1.count, reader)
    }
    guard reader.hasValue("e2e"), let latencyNode = reader.value("e2e"),
      let latencies = table(latencyNode, key: "e2e", rows: axes.0.count, columns: axes.1.count, reader),
      let rowAxis = rowAxis(latencies)
    else {
      reader.add(
        at: reader.node, key: "e2e",
        "is needed to tell which side holds the answers' lengths: latency grows with them")
      return []
    }
    return points(
      rates, ttft: ttft, rows: axes.0, columns: axes.1, rowsAre: rowAxis, model: model, gpu: gpu,
      source: "AIBrix profile",
      file, line: node.line)
  }

  /// Refuses an invalid price: the price is not used, but such a file is not what it claims to be.
  private static func checkCost(_ reader: MapReader) {
    if reader.hasValue("cost") { _ = reader.number("cost", in: .positive) }
  }

  /// Which lengths the rows hold: end-to-end latency grows by far the most with the answer's.
  private static func rowAxis(_ latencies: [[Double?]]) -> Axis? {
    func growth(_ lines: [[Double?]]) -> Double {
      let ratios = lines.compactMap { line -> Double? in
        let values = line.compactMap { $0 }.filter { $0 > 0 }
        guard let first = values.first, let last = values.last, values.count > 1 else { return nil }
        return last / first
      }
      return ratios.isEmpty ? 0 : ratios.reduce(0, +) / Double(ratios.count)
    }
    guard let width = latencies.first?.count, width > 0 else { return nil }
    let columns = (0..<width).map { column in latencies.map { $0[column] } }
    let (down, across) = (growth(columns), growth(latencies))
    guard down > 0, across > 0, down != across else { return nil }
    return down > across ? .outputs : .inputs
  }

  private static func lengths(_ reader: MapReader) -> ([Int], [Int])? {
    guard let node = reader.value("indexes", isRequired: true), case .sequence(let sides) = node.content,
      sides.count == 2
    else {
      reader.add(at: reader.node, key: "indexes", "must be two lists of lengths")
      return nil
    }
    let whole = NumberRange.whole(1...ScenarioLimits.tokens)
    let read = sides.map { side -> [Int] in
      guard case .sequence(let items) = side.content else { return [] }
      return items.compactMap { item in number(item, key: "indexes", in: whole, reader).map { Int($0) } }
    }
    guard !read[0].isEmpty, !read[1].isEmpty else {
      reader.add(at: node, key: "indexes", "must be two lists of lengths")
      return nil
    }
    return (read[0], read[1])
  }

  /// A table of figures of 0 or more; nil stands for a bare NaN, a cell without one.
  private static func table(
    _ node: DocumentNode, key: String, rows: Int, columns: Int, _ reader: MapReader
  ) -> [[Double?]]? {
    guard case .sequence(let lines) = node.content, lines.count == rows else {
      reader.add(at: node, key: key, "must have \(rows) rows, one a length")
      return nil
    }
    var result: [[Double?]] = []
    for line in lines {
      guard case .sequence(let items) = line.content, items.count == columns else {
        reader.add(at: line, key: key, "must have \(columns) columns, one a length")
        return nil
      }
      var values: [Double?] = []
      for item in items {
        if case .scalar("NaN", true) = item.content {
          values.append(nil)
          continue
        }
        guard let value = number(item, key: key, in: .notNegative, reader) else { return nil }
        values.append(value)
      }
      result.append(values)
    }
    return result
  }

  private static func number(
    _ node: DocumentNode, key: String, in range: NumberRange, _ reader: MapReader
  ) -> Double? {
    if case .scalar(let text, true) = node.content, case .success(let value) = NumberText.double(text),
      range.contains(value)
    {
      return value
    }
    reader.add(at: node, key: key, "must be \(range.meaning)", bad: node.shown)
    return nil
  }

  private static func points(
    _ rates: [[Double?]], ttft: [[Double?]]? = nil, rows: [Int], columns: [Int], rowsAre: Axis,
    model: String, gpu: String?, source: String, _ file: BenchmarkFile, line: Int
  ) -> [BenchmarkPoint] {
    var points: [BenchmarkPoint] = []
    var empty = 0
    for (row, values) in rates.enumerated() {
      for (column, rate) in values.enumerated() {
        guard let rate else {
          empty += 1
          continue
        }
        let lengths = rowsAre == .inputs ? (rows[row], columns[column]) : (columns[column], rows[row])
        let wait = ttft?[row][column].flatMap { rate > 0 && $0 > 0 ? 1000 * $0 : nil }
        points.append(
          BenchmarkPoint(
            model: model, gpu: gpu, inputTokens: lengths.0, outputTokens: lengths.1, requestsPerSecond: rate,
            ttftMs: wait, source: rate > 0 ? source : "\(source): outside its limits at any load",
            place: "\(file.path):\(line)"))
      }
    }
    let unservable = points.count { $0.requestsPerSecond == 0 }
    let owner = gpu.map { " of \(SafeText.printable($0, limit: SafeText.shownValueLength))" } ?? ""
    if unservable > 0 {
      file.problems.notes.add(
        file.path, line: line, "\(unservable) of \(points.count) buckets\(owner) cannot be served (rate 0)")
    }
    if empty > 0 {
      file.problems.notes.add(
        file.path, line: line, "\(empty) buckets\(owner) without a figure (NaN) left out")
    }
    return points
  }
}
