import Planning
import Serving
import Testing

@testable import Interchange

@Suite("Measurements by GPU type") struct ProfileTypeTests {
  private func scenario() throws -> Scenario {
    try ScenarioReader.read(
      text: """
        budget: 50
        gpus:
          - {name: H100, available: 8, price: 3}
          - {name: H100-spot, type: H100-SXM, available: 8, price: 1, tier: spot}
          - {name: small, type: H100-SXM, available: 4, price: 2, gpus_per_machine: 2}
          - {name: A100, type: A100-80G-SXM, available: 8, price: 2}
        models: [{name: llama-3.1-8b, workloads: [{name: chat, input: 512, output: 256}]}]

        """, fileName: "s.yaml", folder: .disk(""))
  }

  private func rows(_ lines: [String], notes: ReadingNotes = ReadingNotes()) throws -> [String] {
    let read = try scenario()
    let header = "model,precision,layout,input_tokens,output_tokens,requests_per_second\n"
    let text = header + lines.map { "llama-3.1-8b,bf16,\($0)\n" }.joined()
    let names = read.pools.map(\.name)
    return try ProfileReader.read(
      CSVReader(text: text, name: "p.csv"), models: read.models, pools: read.pools, notes: notes
    ).map { "\($0.layout.text(poolNames: names)) \($0.requestsPerSecond)" }
  }

  @Test("a row by type serves every pool of it that has room for its stages") func expansion() throws {
    #expect(
      try rows(["H100-SXM*2,512,256,4"]) == ["H100*2 4.0", "H100-spot*2 4.0", "small*2 4.0"])
    #expect(try rows(["h100-sxm*4,512,256,7"]) == ["H100*4 7.0", "H100-spot*4 7.0"])
    #expect(
      try rows(["H100-SXM*4+A100*4,512,256,9"]) == ["H100*4+A100*4 9.0", "H100-spot*4+A100*4 9.0"])
    // A pool whose name is its type's stands for the type, another one for itself.
    #expect(try rows(["H100*4,512,256,7"]) == ["H100*4 7.0", "H100-spot*4 7.0"])
    #expect(try rows(["H100-spot*4,512,256,7"]) == ["H100-spot*4 7.0"])
  }

  @Test("a row that names the pool wins over one by type, in either order") func precedence() throws {
    let one = "H100-SXM*4,512,256,7"
    let other = "H100-spot*4,512,256,6"
    #expect(try rows([one, other]) == ["H100*4 7.0", "H100-spot*4 6.0"])
    #expect(try rows([other, one]) == ["H100-spot*4 6.0", "H100*4 7.0"])
    #expect(throws: InputError.self) { try rows([one, one]) }
    #expect(throws: InputError.self) { try rows([other, other]) }
  }

  @Test("rows about a type that no pool has are left out and said so; unknown names stay errors")
  func others() throws {
    let notes = ReadingNotes()
    #expect(try rows(["B200*4,512,256,7", "A100*1,512,256,1"], notes: notes) == ["A100*1 1.0"])
    #expect(notes.lines.contains { $0.hasSuffix("no pool are left out: 1") })
    #expect(throws: InputError.self) { try rows(["H1000*4,512,256,7"]) }
    #expect(throws: InputError.self) { try rows(["small*4,512,256,7"]) }
  }
}
