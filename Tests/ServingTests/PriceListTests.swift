import Serving
import Testing

@Suite("Price lists")
struct PriceListTests {
  @Test("The default is the newest firm offer of a GPU cloud, else the next best kind")
  func defaults() throws {
    let cases: [(String, Double, String)] = [
      ("H100-SXM", 3.99, "2026-11-09"),  // RunPod secure, newer than Lambda; AWS costs 6.88 the same day
      ("B200-SXM", 6.69, "2026-09-20"),  // Lambda, newer than RunPod's 6.79
      ("H200-SXM", 4.44, "2026-10-24"),  // no firm dated offer: the newest average
      ("RTX-A6000", 0.82, "2026-10-29"), ("A40", 0.44, "2026-08-19"),
      ("RTX-4090", 0.44, "2026-09-20"),  // the cheaper offer has no day
      ("A10G", 1.006, "2026-09-30"),  // hyperscalers only
    ]
    for (gpu, price, date) in cases {
      let offer = try #require(PriceList.market2026.defaultPrice(for: gpu))
      #expect(offer.dollarsPerHour == price, "\(gpu)")
      #expect(offer.date == date, "\(gpu)")
      #expect(!offer.source.isEmpty && !offer.provider.isEmpty)
    }
  }

  @Test("What is rented by the machine in its price source says so")
  func offered() throws {
    // gpu_prices: Lambda sells B200 and A100 40 GB eight at a time, RunPod sells H100 and H200 one by one.
    let machines = [
      ("B200-SXM", 8), ("A100-40G-SXM", 8), ("H100-SXM", 1), ("H200-SXM", 1), ("A100-80G-SXM", 1),
    ]
    for (gpu, gpus) in machines {
      let offer = try #require(PriceList.market2026.defaultPrice(for: gpu))
      #expect(offer.gpus == gpus && offer.isOfMachines == (gpus > 1), "\(gpu)")
    }
    #expect(PriceList.market2026.offers.filter(\.isOfMachines).count == 12)
  }

  @Test("Types have a price where somebody offers them; aliases find it; others have none")
  func coverage() {
    // Planning tools state round figures for these two; nobody rents at them.
    let withoutOffer: Set = ["L40", "MI300X"]
    let types = GPUCatalogue.all.map(\.name)
    for type in types.prefix(16) {
      let hasPrice = PriceList.market2026.defaultPrice(for: type) != nil
      #expect(hasPrice != withoutOffer.contains(type), "\(type)")
    }
    let offered = Set(PriceList.market2026.offers.map(\.gpu))
    #expect(offered.isSubset(of: types))
    for type in types where !offered.contains(type) {
      #expect(PriceList.market2026.defaultPrice(for: type) == nil, "\(type)")
    }
    #expect(PriceList.market2026.defaultPrice(for: "h100")?.gpu == "H100-SXM")
    #expect(PriceList.market2026.defaultPrice(for: "V100") == nil)
  }

  @Test("The paper's prices")
  func paper() {
    let prices = [
      ("A6000", 0.83), ("A40", 0.55), ("L40", 0.83), ("A100", 1.75), ("H100", 2.99), ("4090", 0.53),
    ]
    for (gpu, price) in prices {
      #expect(PriceList.paper2025.defaultPrice(for: gpu)?.dollarsPerHour == price, "\(gpu)")
    }
    #expect(PriceList.paper2025.defaultPrice(for: "B200") == nil)
  }
}
