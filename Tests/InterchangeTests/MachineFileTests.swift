import Planning
import Testing

@testable import Interchange

@Suite("Machines in scenario files")
struct MachineFileTests {
  private func text(_ pool: String) -> String {
    """
    budget: 50
    gpus:
      - {name: A100, type: A100-80G-SXM, available: 8, price: 2}
      \(pool)
    models: [{name: llama-3.1-8b, workloads: [{name: chat, input: 512, output: 256}]}]

    """
  }

  private func scenario(_ pool: String) throws -> Scenario {
    try ScenarioReader.read(text: text(pool), fileName: "s.yaml", folder: .disk(""))
  }

  private func problems(_ pool: String) -> [String] {
    do {
      _ = try scenario(pool)
      return []
    } catch let error as InputError {
      return error.problems.map { "\($0)" }
    } catch {
      return ["\(error)"]
    }
  }

  private let sizes =
    "- {name: H100, machines: [{gpus: 1, available: 4, price: 3.29}, {gpus: 8, available: 2, price: 23.92}]}"

  @Test("what is rented is read and written back")
  func roundTrip() throws {
    let whole = try scenario("- {name: H100, available: 12, price: 2.99, rented_by: machine}").pools[1]
    #expect(whole.rental == .byMachine && whole.rentable == 8)
    #expect(whole.sizes == [MachineSize(gpus: 8, available: 1, price: 2.99 * 8)])
    let several = try scenario(sizes)
    #expect(several.pools[1].gpusPerMachine == 8 && several.pools[1].available == 20)
    #expect(several.pools[1].sizes.map(\.price) == [3.29, 23.92])
    for stated in [several, try scenario("- {name: H100, available: 16, price: 2, rented_by: machine}")] {
      let again = try ScenarioReader.read(
        text: ScenarioWriter.text(stated), fileName: "s.yaml", folder: .disk(""))
      #expect(again == stated)
    }
  }

  @Test("a pool that takes the catalogue's price takes its way of renting too, unless stated")
  func listedRental() throws {
    func pool(_ text: String) throws -> Pool { try scenario(text).pools[1] }
    #expect(try pool("- {name: B200, available: 16}").rental == .byMachine)
    #expect(try pool("- {name: B200, available: 16, rented_by: gpu}").rental == .byGPU)
    // Less than a machine, other machines, an own price, and an offer by the GPU.
    #expect(try pool("- {name: B200, available: 7}").rental == .byGPU)
    #expect(try pool("- {name: B200, available: 16, gpus_per_machine: 4}").rental == .byGPU)
    #expect(try pool("- {name: B200, available: 16, price: 6.69}").rental == .byGPU)
    #expect(try pool("- {name: H100, available: 16}").rental == .byGPU)
    #expect(
      problems("- {name: MI300X, available: 8}") == [
        "s.yaml:4:5: error: key 'price': is missing; no offer is known for MI300X"
      ])
  }

  @Test(
    "the way of renting is written where it is not what a reader takes it for",
    arguments: [
      "- {name: B200, available: 16}", "- {name: B200, available: 16, rented_by: gpu}",
      "- {name: B200, available: 16, price: 7, rented_by: machine}",
    ])
  func writtenRental(pool: String) throws {
    let stated = try scenario(pool)
    let again = try ScenarioReader.read(
      text: ScenarioWriter.text(stated), fileName: "s.yaml", folder: .disk(""))
    #expect(again == stated)
    // A stock or a price of its own says nothing on how it is rented: that is added where it must be.
    let document = ScenarioDocument(scenario: stated, text: text(pool), path: nil)
    #expect(document.text(saying: stated) == text(pool))
    for edit in [
      (EditPath.available(pool: 1), EditValue.figure(4)), (.price(pool: 1), .figure(5)),
    ] {
      var moved = stated
      edit.0.set(edit.1, in: &moved)
      let saved = try #require(document.text(saying: moved))
      let read = try ScenarioReader.read(text: saved, fileName: "s.yaml", folder: .disk(""))
      #expect(read == moved)
    }
  }

  @Test("paths reach the machines of each size, and are saved in the author's own layout")
  func edits() throws {
    var stated = try scenario(sizes)
    #expect(EditPath("gpus.H100.available", in: stated) == nil)
    let count = try #require(EditPath("gpus.H100.machines.8.available", in: stated))
    let price = try #require(EditPath("gpus.H100.machines.1.price", in: stated))
    #expect(count.value(in: stated) == .figure(2) && price.value(in: stated) == .figure(3.29))
    let document = ScenarioDocument(scenario: stated, text: text(sizes + "  # two kinds"), path: nil)
    count.set(.figure(3), in: &stated)
    price.set(.figure(3.5), in: &stated)
    let saved = try #require(document.text(saying: stated))
    #expect(
      saved
        == text(
          sizes.replacing("available: 2", with: "available: 3").replacing("3.29", with: "3.5")
            + "  # two kinds"))
  }

  @Test("what is wrong is named with its place")
  func refusals() {
    let cases: [(String, String)] = [
      ("- {name: H100, available: 8, rented_by: node}", "rented_by"),
      ("- {name: H100, available: 8, machines: [{gpus: 8, available: 1, price: 20}]}", "available"),
      ("- {name: H100, price: 8, machines: [{gpus: 8, available: 1, price: 20}]}", "price"),
      ("- {name: H100, rented_by: gpu, machines: [{gpus: 8, available: 1, price: 20}]}", "rented_by"),
      (
        "- {name: H100, machines: [{gpus: 8, available: 1, price: 20}, {gpus: 8, available: 1, price: 21}]}",
        "gpus"
      ),
      ("- {name: H100, machines: [{gpus: 8, available: 1}]}", "price"),
      ("- {name: H100, machines: [{gpus: 80, available: 1, price: 2}]}", "gpus"),
      ("- {name: H100, machines: []}", "machines"),
      (
        "- {name: H100, gpus_per_machine: 4, machines: [{gpus: 8, available: 1, price: 20}]}",
        "gpus_per_machine"
      ),
      ("- {name: H100, machines: [{gpus: 8, available: 1, price: 20, count: 2}]}", "count"),
    ]
    for (pool, key) in cases {
      let found = problems(pool)
      #expect(
        found.count == 1 && found.first?.contains("'\(key)'") == true || found.first?.contains(key) == true,
        "\(pool): \(found)")
    }
  }
}
