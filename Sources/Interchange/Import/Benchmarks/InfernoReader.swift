import Planning

/// Reads llm-inferno's coefficients and evaluates them: with `n` requests in a batch a token takes
/// `alpha + beta * n` ms, a prompt of `in` tokens `gamma + delta * in * n` ms.
enum InfernoReader {
  static func points(_ node: DocumentNode, _ file: BenchmarkFile) -> [BenchmarkPoint] {
    guard !file.hints.inputs.isEmpty, !file.hints.outputs.isEmpty else {
      file.add(
        line: node.line, column: node.column, key: "decodeParms",
        "coefficients hold for any length; give the lengths to evaluate: --inputs and --outputs")
      return []
    }
    guard
      let reader = MapReader(
        node, subject: "a model's coefficients", file: file.path, problems: file.problems)
    else { return [] }
    return points(reader, file)
  }

  private static func points(_ reader: MapReader, _ file: BenchmarkFile) -> [BenchmarkPoint] {
    let name = reader.name("name", isRequired: true)?.text
    let gpu = reader.name("acc", isRequired: true)?.text
    let count =
      reader.hasValue("accCount")
      ? reader.integer("accCount", in: 1...ScenarioLimits.gpusPerReplica) : 1
    let batch = reader.integer("maxBatchSize", in: 1...100_000, isRequired: true)
    let tokens = reader.integer("atTokens", in: 1...ScenarioLimits.tokens, isRequired: true)
    let decode = reader.map("decodeParms", subject: "decodeParms", isRequired: true)
    let prefill = reader.map("prefillParms", subject: "prefillParms", isRequired: true)
    let alpha = decode?.number("alpha", in: .positive, isRequired: true)
    let beta = decode?.number("beta", in: .notNegative, isRequired: true)
    let gamma = prefill?.number("gamma", in: .notNegative, isRequired: true)
    let delta = prefill?.number("delta", in: .notNegative, isRequired: true)
    guard let name, let model = file.model(name, line: reader.node.line), let gpu, let count, let batch,
      let tokens, let alpha, let beta, let gamma, let delta
    else {
      return []
    }
    var points: [BenchmarkPoint] = []
    for input in file.hints.inputs {
      for output in file.hints.outputs {
        // The batch is stated for answers of so many tokens; its memory holds as many tokens of others.
        let most = max(1, batch * tokens / output)
        for size in sizes(upTo: most) {
          let users = Double(size)
          let ttft = gamma + delta * Double(input) * users
          let tpot = alpha + beta * users
          let seconds = (ttft + Double(output - 1) * tpot) / 1000
          guard seconds > 0 else { continue }
          points.append(
            BenchmarkPoint(
              model: model, gpu: gpu, gpuCount: count, tp: count, inputTokens: input,
              outputTokens: output, concurrency: users, requestsPerSecond: users / seconds,
              ttftMs: ttft > 0 ? ttft : nil, tpotMs: tpot, source: "llm-inferno coefficients",
              place: "\(file.path):\(reader.node.line)"))
        }
      }
    }
    return points
  }

  /// 1, 2, 4, ... and the largest batch: enough for the planner to choose an operating point from.
  private static func sizes(upTo most: Int) -> [Int] {
    var sizes: [Int] = []
    var size = 1
    while size < most {
      sizes.append(size)
      size *= 2
    }
    return sizes + [most]
  }
}
