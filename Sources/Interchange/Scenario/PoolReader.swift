import Planning
import Serving

/// Reads the `gpus` list of a scenario.
struct PoolReader {
  /// Above the fastest PCIe (5.0 x16: 64 GB/s in one direction) a link is NVLink or the like.
  private static let fastestPCIe = 64.0
  private static let ownFacts = ["memory_gb", "bandwidth_gb_s", "tflops", "link_gb_s"]

  let catalogue: CatalogueNames

  /// The pools; the caller looks at the problems before using them.
  func pools(of scenario: MapReader) -> [Pool] {
    var seen: [String: Int] = [:]
    var pools: [Pool] = []
    for node in scenario.list("gpus", isRequired: true) ?? [] where !scenario.problems.isFull {
      guard
        let reader = MapReader(
          node, subject: "a GPU pool", key: "gpus", file: scenario.file, problems: scenario.problems)
      else { continue }
      let name = name(reader, seen: &seen)
      if let pool = pool(reader, name: name) { pools.append(pool) }
      reader.finish()
    }
    return pools
  }

  private func name(_ reader: MapReader, seen: inout [String: Int]) -> String? {
    guard let (name, node) = reader.name("name", isRequired: true) else { return nil }
    if let problem = LayoutText.poolNameProblem(name) {
      reader.add(at: node, key: "name", problem, bad: name)
      return nil
    }
    if let first = seen.updateValue(node.line, forKey: name) {
      reader.add(at: node, key: "name", "names a pool twice (first in line \(first))", bad: name)
    }
    return name
  }

  private func pool(_ reader: MapReader, name: String?) -> Pool? {
    let rents = reader.choice("rented_by", MachineReader.Unit.self)
    let sizes = reader.has("machines") ? MachineReader.sizes(of: reader, rents) : nil
    let available =
      reader.has("machines")
      ? 0 : reader.integer("available", in: 0...ScenarioLimits.gpus, isRequired: true)
    let stated = reader.integer("gpus_per_machine", in: 1...ScenarioLimits.gpusPerMachine)
    let machine = sizes.flatMap { MachineReader.largest($0, stated: stated, reader) } ?? stated
    let offer = offer(reader)
    guard var type = type(reader, name: name, machine: machine) else {
      reader.allow(["price"])
      return nil
    }
    if reader.has("machines") {
      guard let name, let sizes else { return nil }
      if type.confidence == Self.ownConfidence { type.source = Self.ownSource }
      return Pool(name: name, type: type, sizes: sizes, offer: offer)
    }
    let listPrice = catalogue.price(type)
    let hasPrice = reader.has("price")
    let price = reader.number("price", in: .notNegative)
    if !hasPrice && listPrice == nil {
      reader.add(at: reader.node, key: "price", "is missing; no offer is known for \(type.name)")
    }
    guard let name, let available, let amount = price ?? listPrice?.dollarsPerHour else { return nil }
    var source = PriceSource.scenario
    if price == nil, let listPrice { source = .list(listPrice) }
    if type.confidence == Self.ownConfidence { type.source = Self.ownSource }
    var pool = Pool(
      name: name, type: type, available: available, price: amount, priceSource: source,
      gpusPerMachine: machine, offer: offer)
    pool.rental = rents.map { $0 == .machine ? .byMachine : .byGPU } ?? MachineReader.usualRental(of: pool)
    return pool
  }

  private func offer(_ reader: MapReader) -> Offer {
    var offer = Offer(
      provider: reader.name("provider")?.text, region: reader.name("region")?.text,
      tier: reader.choice("tier", Offer.Tier.self) ?? .onDemand)
    if let rate = reader.number("interruptions_per_hour", in: .notNegative) {
      offer.interruptionsPerHour = rate
      if offer.tier != .spot, rate > 0, let node = reader.value("interruptions_per_hour") {
        reader.add(
          at: node, key: "interruptions_per_hour", "belongs to a pool with tier: spot", bad: node.shown)
      }
    }
    if let minutes = reader.number("recovery_minutes", in: .notNegative) { offer.recoveryMinutes = minutes }
    return offer
  }

  /// The mark of facts that the scenario states itself.
  static let ownConfidence = "scenario"
  static let ownSource = "the scenario file"

  private func type(_ reader: MapReader, name: String?, machine: Int?) -> GPUType? {
    let stated = reader.name("type")
    let memory = reader.number("memory_gb", in: .positive)
    let bandwidth = reader.number("bandwidth_gb_s", in: .positive)
    let tflops = reader.number("tflops", in: .positive)
    let fp8 = reader.number("fp8_tflops", in: .positive)
    let fp4 = reader.number("fp4_tflops", in: .positive)
    let link = reader.number("link_gb_s", in: .positive)
    let nvlink = reader.flag("nvlink")
    guard !reader.has("type") || stated != nil else { return nil }
    guard let typeName = stated?.text ?? name else { return nil }
    if let catalogued = catalogue.gpu(typeName) {
      var known = catalogued
      if let memory { known.memoryGB = memory }
      if let bandwidth { known.bandwidthGBs = bandwidth }
      if let tflops { known.tflops = tflops }
      if let fp8 { known.fp8Tflops = fp8 }
      if let fp4 { known.fp4Tflops = fp4 }
      if let link {
        known.linkGBs = link
        known.hasNVLink = link > Self.fastestPCIe
      }
      if let nvlink { known.hasNVLink = nvlink }
      if known != catalogued { known.confidence = Self.ownConfidence }
      return known
    }
    let place = stated?.node ?? reader.value("name") ?? reader.node
    guard Self.ownFacts.contains(where: reader.has) else {
      reader.add(
        at: place, key: stated == nil ? "name" : "type",
        catalogue.gpuRefusal(typeName)
          ?? "is not a known GPU type; for one of your own give \(Self.ownFacts.joined(separator: ", "))",
        bad: typeName, suggestion: catalogue.nearestGPU(typeName))
      return nil
    }
    // A machine of one GPU has no link inside it.
    let needed = machine == 1 ? Array(Self.ownFacts.dropLast()) : Self.ownFacts
    for key in needed where !reader.has(key) {
      reader.add(at: reader.node, key: key, "is missing; the GPU type \(typeName) is not in the catalogue")
    }
    guard let memory, let bandwidth, let tflops, link != nil || machine == 1 else { return nil }
    let speed = link ?? Self.fastestPCIe
    return GPUType(
      name: typeName, memoryGB: memory, bandwidthGBs: bandwidth, tflops: tflops, fp8Tflops: fp8,
      fp4Tflops: fp4, linkGBs: speed, hasNVLink: nvlink ?? (speed > Self.fastestPCIe),
      gpusPerMachine: machine ?? 8,
      confidence: Self.ownConfidence, source: Self.ownSource)
  }
}
