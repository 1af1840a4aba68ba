import Planning
import Serving
import Testing

@testable import Interchange

@Suite("Scenario files") struct ScenarioReaderTests {
  @Test("every value of a valid file arrives") func valid() throws {
    let read = try scenario(validScenario)
    #expect(read.title == "Two pools")
    #expect(read.objective == .throughput)
    #expect(read.budget == 30 && read.demand == 20)
    #expect(read.pools.map(\.name) == ["H100", "A100"])
    #expect(read.pools.map(\.type.name) == ["H100-SXM", "A100-80G-SXM"])
    #expect(read.pools.map(\.available) == [8, 6])
    #expect(read.pools.map(\.price) == [2.99, 1.75])
    #expect(read.models.map(\.name) == ["llama-3-70b", "llama-3-8b"])
    #expect(read.models.map(\.precision) == [.bf16, .bf16])
    #expect(
      read.models[0].workloads[1] == Workload(name: "w2", inputTokens: 496, outputTokens: 510, share: 67))
    #expect(read.models[1].workloads[0].share == 1)
    #expect(read.replicas == ReplicaOptions())
    #expect(read.slo == SLO(ttftMs: 2000, tpotMs: 100))
    #expect(read.headroom == 0.1)
  }

  @Test("each wrong line is refused with line, column, key, value and nearest name") func refusals() {
    let cases: [(line: Int, text: String, expected: String)] = [
      (3, "bugdet: 30", "3:1: error: key 'bugdet': is not a key of the scenario; did you mean 'budget'?"),
      (3, "budget: -1", "3:9: error: key 'budget': must be 0 or more and at most 1e12, found '-1'"),
      (3, "budget: thirty", "3:9: error: key 'budget': must be a number, found 'thirty'"),
      (3, "budget: '30'", "3:9: error: key 'budget': must be a number without quotes, found '30'"),
      (3, "budget: .nan", "3:9: error: key 'budget': must be a finite number, found '.nan'"),
      (3, "budget: .inf", "3:9: error: key 'budget': must be a finite number, found '.inf'"),
      (3, "budget: 1e999", "3:9: error: key 'budget': must be a finite number, found '1e999'"),
      (3, "budget: 0x10", "key 'budget': must be a decimal number without leading zeros, found '0x10'"),
      (3, "budget: 010", "key 'budget': must be a decimal number without leading zeros, found '010'"),
      (3, "budget: [1]", "3:9: error: key 'budget': must be a number, found 'a list'"),
      (3, "budget:", "3:1: error: key 'budget': has no value; leave it out or give one"),
      (3, "budget: ~", "3:1: error: key 'budget': has no value; leave it out or give one"),
      (3, "title: again", "3:1: error: key 'title': is given twice (first in line 1)"),
      (2, "objective: trougput", "key 'objective': must be one of throughput, cost, cost_per_token, found"),
      (2, "objective: trougput", "found 'trougput'; did you mean 'throughput'?"),
      (
        1, "title: \"a\\eb\"",
        "1:8: error: key 'title': must not contain the control or invisible character U+001B"
      ),
      (1, "title: \"a\\u202Eb\"", "the control or invisible character U+202E, found 'a\\u{202E}b'"),
      (
        6, "  - name: H100*2", "6:11: error: key 'name': must not contain '*', which layouts are written with"
      ),
      (6, "  - name: A100", "11:11: error: key 'name': names a pool twice (first in line 6), found 'A100'"),
      (7, "    type: H10O-SXM", "7:11: error: key 'type': is not a known GPU type; for one of your own give"),
      (7, "    type: H10O-SXM", "found 'H10O-SXM'; did you mean 'H100-SXM'?"),
      (7, "    tpye: H100-SXM", "7:5: error: key 'tpye': is not a key of a GPU pool; did you mean 'type'?"),
      (
        8, "    available: 8.5",
        "8:16: error: key 'available': must be a whole number from 0 to 1000000, found '8.5'"
      ),
      (8, "    available: -8", "8:16: error: key 'available': must be a whole number from 0"),
      (8, "    available: eight", "8:16: error: key 'available': must be a number, found 'eight'"),
      (8, "    # none", "6:5: error: key 'available': is missing in a GPU pool"),
      (9, "    price: -2", "9:12: error: key 'price': must be 0 or more"),
      (
        10, "    gpus_per_machine: 0",
        "10:23: error: key 'gpus_per_machine': must be a whole number from 1 to 72"
      ),
      (
        16, "  - name: lama-3-70b", "16:11: error: key 'name': is not a known model; for one of your own give"
      ),
      (16, "  - name: lama-3-70b", "did you mean 'llama-3-70b'?"),
      (16, "  - name: llama-3-8b", "22:11: error: key 'name': names a model twice (first in line 16)"),
      (17, "    share: -20", "17:12: error: key 'share': must be 0 or more"),
      (17, "    # none", "16:5: error: key 'share': is missing in a model"),
      (
        18, "    precision: fp9",
        "18:16: error: key 'precision': must be one of bf16, fp16, fp8, int8, int4, mxfp4, nvfp4, awq, gptq, found"
      ),
      (
        19, "    workload:", "19:5: error: key 'workload': is not a key of a model; did you mean 'workloads'?"
      ),
      (
        20, "      - {name: w2, input: 1, output: 1, share: 1}",
        "21:16: error: key 'name': names a workload twice"
      ),
      (
        20, "      - {name: w1, input: 0, output: 1, share: 1}",
        "20:27: error: key 'input': must be a whole number"
      ),
      (20, "      - {name: w1, input: 1, share: 1}", "20:9: error: key 'output': is missing in a workload"),
      (
        20, "      - w1",
        "20:9: error: key 'workloads': a workload must be a map of keys and values, found 'w1'"
      ),
      (27, "  source: guessed", "27:11: error: key 'source': must be one of measured, estimated, both"),
      (
        28, "  mixed: yes",
        "28:10: error: key 'mixed': must be true or false, found 'yes'; did you mean 'true'?"
      ),
      (29, "  max_gpus: 65", "29:13: error: key 'max_gpus': must be a whole number from 1 to 64, found '65'"),
      (29, "  max_gpus: 0", "29:13: error: key 'max_gpus': must be a whole number from 1 to 64, found '0'"),
      (30, "slo: {ttft: 1}", "30:7: error: key 'ttft': is not a key of slo; did you mean 'ttft_ms'?"),
      (30, "slo: {ttft_ms: 0}", "30:16: error: key 'ttft_ms': must be greater than 0"),
      (30, "slo: 3", "30:6: error: key 'slo': slo must be a map of keys and values, found '3'"),
      (31, "headroom: 1", "31:11: error: key 'headroom': must be at least 0 and less than 1, found '1'"),
      (31, "profiles: p.csv", "31:11: error: key 'profiles': must be a list, found 'p.csv'"),
      (31, "profiles: [p.csv]", "31:12: error: key 'profiles': no such file, found 'p.csv'"),
      (31, "current: {start_cost: 1}", "31:10: error: key 'plan': is missing in current"),
      (31, "current: {plan: p.json}", "31:17: error: key 'plan': no such file, found 'p.json'"),
      (31, "headroom: &a 0.1\ndemand2: *a", "32:10: error: aliases (*name) are not allowed"),
      (31, "headroom: [0.1", "YAML syntax: did not find expected ',' or ']'"),
      (31, "\theadroom: 0.1", "31:1: error: YAML syntax:"),
      (31, "? [a]\n: b", "31:3: error: a key must be text, not a list"),
      (31, "---\nheadroom: 0.1", "31:1: error: a second document begins here"),
    ]
    for (line, text, expected) in cases {
      let found = problems(validScenario(line: line, text))
      #expect(found.contains { $0.hasPrefix("s.yaml:") && $0.contains(expected) }, "\(text): \(found)")
    }
  }

  @Test("numbers are read as people write them") func numbers() throws {
    for (text, value) in [
      ("30", 30.0), ("1_000", 1000), ("1e3", 1000), ("+2.5", 2.5), (".5", 0.5), ("3.", 3), ("0", 0),
      ("-0", 0),
      ("1.e2", 100),
    ] {
      #expect(try scenario(validScenario(line: 3, "budget: \(text)")).budget == value, "\(text)")
    }
    for text in ["1__0", "_1", "1_", "1:30", "3,5", "1 000", "e3", "1e", ".", "-", "0b1", "0o7", "$30"] {
      #expect(!problems(validScenario(line: 3, "budget: \(text)")).isEmpty, "\(text)")
    }
  }

  @Test("all problems of a file are told, in order") func allProblems() {
    let text = validScenario.replacing("budget: 30", with: "budget: x").replacing(
      "price: 1.75", with: "price: y"
    )
    .replacing("share: 80", with: "shar: 80")
    #expect(
      problems(text) == [
        "s.yaml:3:9: error: key 'budget': must be a number, found 'x'",
        "s.yaml:14:12: error: key 'price': must be a number, found 'y'",
        "s.yaml:22:5: error: key 'share': is missing in a model",
        "s.yaml:23:5: error: key 'shar': is not a key of a model; did you mean 'share'?",
      ])
  }

  @Test("what an objective needs must be there, unless an edit brings it") func needs() throws {
    let noBudget = validScenario(line: 3, "")
    #expect(
      problems(noBudget) == ["s.yaml:1:1: error: key 'budget': is missing; the objective throughput needs it"]
    )
    let cost = noBudget.replacing("objective: throughput", with: "objective: cost")
    #expect(try scenario(cost).budget == nil)
    #expect(try scenario(noBudget, edits: [Edit(path: "budget", value: "3")]).budget == 3)
    let noDemand = cost.replacing("demand: 20\n", with: "")
    #expect(
      problems(noDemand) == ["s.yaml:1:1: error: key 'demand': is missing; the objective cost needs it"])
    #expect(try scenario(noDemand, edits: [Edit(path: "demand", value: "3")]).demand == 3)
    let token = validScenario.replacing("objective: throughput", with: "objective: cost_per_token")
    #expect(try scenario(token).objective == .costPerToken)
  }

  @Test("shares that are all 0 are refused") func zeroShares() {
    let models = validScenario.replacing("share: 20\n", with: "share: 0\n").replacing(
      "share: 80", with: "share: 0")
    #expect(problems(models) == ["s.yaml:16:3: error: key 'share': the shares of all models are 0"])
    let loads = validScenario.replacing("share: 33", with: "share: 0").replacing(
      "share: 67", with: "share: 0")
    #expect(
      problems(loads) == [
        "s.yaml:16:3: error: key 'share': the shares of all workloads of 'llama-3-70b' are 0"
      ])
  }

  @Test("own GPU facts make a type, or change a known one") func ownGPU() throws {
    let facts = "    memory_gb: 96\n    bandwidth_gb_s: 4000\n    tflops: 900\n    link_gb_s: 450"
    let unknown = validScenario(line: 7, "    type: X1\n" + facts)
    let type = try scenario(unknown).pools[0].type
    #expect(type.name == "X1" && type.memoryGB == 96 && type.hasNVLink && type.confidence == "scenario")
    let partial = validScenario(line: 7, "    type: X1\n    memory_gb: 96")
    #expect(
      problems(partial).map { String($0.dropFirst(7)) } == [
        "6:5: error: key 'bandwidth_gb_s': is missing; the GPU type X1 is not in the catalogue",
        "6:5: error: key 'tflops': is missing; the GPU type X1 is not in the catalogue",
        "6:5: error: key 'link_gb_s': is missing; the GPU type X1 is not in the catalogue",
      ])
    let changed = validScenario(line: 7, "    type: H100-SXM\n    memory_gb: 94")
    let known = try #require(GPUCatalogue.type(named: "H100-SXM"))
    let override = try scenario(changed).pools[0].type
    #expect(override.memoryGB == 94 && override.bandwidthGBs == known.bandwidthGBs)
    #expect(try scenario(validScenario).pools[0].type == known)
  }

  @Test("a price left out is the list price, or missing for an unknown type") func price() throws {
    let read = try scenario(validScenario(line: 9, ""))
    guard case .list(let price) = read.pools[0].priceSource else {
      Issue.record("no list price")
      return
    }
    #expect(price.dollarsPerHour == read.pools[0].price && price.gpu == "H100-SXM" && !price.date.isEmpty)
    let own = validScenario.replacing(
      "    type: H100-SXM\n",
      with: "    type: X1\n    memory_gb: 96\n    bandwidth_gb_s: 4000\n    tflops: 900\n    link_gb_s: 4\n"
    ).replacing("    price: 2.99\n", with: "")
    #expect(problems(own) == ["s.yaml:6:5: error: key 'price': is missing; no offer is known for X1"])
  }

  @Test("own model facts make a model; parameters in 10^9 or in full") func ownModel() throws {
    let facts = "    layers: 80\n    hidden: 8192\n    heads: 64\n    kv_heads: 8"
    for parameters in ["70.6", "70.6e9", "70_600_000_000"] {
      let text = validScenario(line: 16, "  - name: mine\n    parameters: \(parameters)\n" + facts)
      let model = try scenario(text).models[0].architecture
      #expect(model.parametersB == 70.6 && model.activeParametersB == 70.6 && model.headSize == 128)
      #expect(model.kvElementsPerTokenLayer == 2048)
    }
    let partial = validScenario(line: 16, "  - name: mine\n    layers: 80")
    #expect(problems(partial).count == 4)
    let upside = validScenario(line: 16, "  - name: mine\n    parameters: 7\n" + facts)
      .replacing("kv_heads: 8", with: "kv_heads: 65")
    #expect(
      problems(upside) == [
        "s.yaml:21:15: error: key 'kv_heads': must not be more than heads (64), found '65'"
      ])
  }

  @Test("the running fleet's replicas come from its plan") func current() throws {
    let plan = #"{"replicas": [{"model": "llama-3-8b", "layout": "H100*1", "count": 2}]}"#
    let text = validScenario + "current: {plan: p.json, start_cost: 0.5}\n"
    let fleet = try #require(try scenario(text, files: ["p.json": plan]).current)
    #expect(fleet.replicas == [RunningReplica(model: "llama-3-8b", layout: "H100*1", count: 2)])
    #expect(fleet.startCost == 0.5 && fleet.planPath == "p.json")
    let wrong = #"{"replicas": [{"model": "llama-3-8b", "count": -1}]}"#
    #expect(
      problems(text, files: ["p.json": wrong]) == [
        "p.json:1:15: error: key 'layout': is missing in a replica",
        "p.json:1:48: error: key 'count': must be a whole number from 0 to 1000000, found '-1'",
      ])
  }

  @Test("JSON is read as the YAML it is") func json() throws {
    let text = #"""
      {"budget": 3, "gpus": [{"name": "L4", "available": 2, "price": 0.5}],
       "models": [{"name": "llama-3-8b", "workloads": [{"name": "w", "input": 1, "output": 1}]}]}
      """#
    let read = try scenario(text)
    #expect(read.pools[0].type.name == "L4" && read.models[0].share == 1 && read.title.isEmpty)
  }

  @Test("a share too small to plan for is refused where it stands, with the least that is not")
  func tinyShares() throws {
    func text(_ model: String, _ workload: String) -> String {
      """
      objective: throughput
      budget: 40
      gpus: [{name: H100, available: 8, price: 2.99}]
      models:
        - name: llama-3.1-8b
          share: 1
          workloads:
            - {name: chat, input: 512, output: 128, share: 1}
            - {name: rare, input: 4096, output: 512, share: \(workload)}
        - name: llama-3.1-70b
          share: \(model)
          workloads: [{name: w, input: 512, output: 128}]
      """
    }
    func read(_ model: String, _ workload: String, _ edits: [Edit] = []) throws -> Scenario {
      try ScenarioReader.read(
        text: text(model, workload), fileName: "s.yaml", folder: .containing("s.yaml"), edits: edits)
    }
    #expect(try read("0", "2e-8").tinyShares.isEmpty)
    for (model, workload, place) in [
      ("0", "1e-9", "s.yaml:9:55"), ("0", "5e-324", "s.yaml:9:55"), ("1e-300", "1", "s.yaml:11:12"),
    ] {
      let problem = try #require(throws: InputError.self) { try read(model, workload) }
      let line = try #require(problem.problems.first).description
      #expect(line.hasPrefix(place + ": error: key 'share': leaves '"), "\(line)")
      #expect(line.contains("least that is planned for; 0 leaves it out, "))
    }
    var scenario = try read("1", "1")
    let edit = Edit(path: "models.llama-3.1-8b.workloads.rare.share", value: "1e-12")
    #expect(throws: EditProblem.self) { try edit.apply(to: &scenario) }
    #expect(throws: InputError.self) { try read("1", "1", [edit]) }
  }

  @Test("a workload longer than the context is refused, unless another context is stated") func context()
    throws
  {
    let text =
      "budget: 20\ngpus: [{name: H100, available: 4, price: 2.5}]\nmodels:\n"
      + "  - {name: llama-3-8b, share: 1, workloads: [{name: long, input: 32000, output: 500}]}\n"
      + "  - {name: meta-llama/Llama-3.1-8B-Instruct, share: 1, workloads: [{name: repo, input: 400000, output: 2000}]}\n"
    let found = problems(text)
    #expect(
      found.count == 2 && found[0].hasPrefix("s.yaml:4:") && found[1].hasPrefix("s.yaml:5:"), "\(found)")
    #expect(found[0].contains("32500 tokens") && found[0].contains("is 8192"), "\(found)")
    #expect(found[1].contains("402000 tokens") && found[1].contains("is 131072"), "\(found)")
    let stretched = text.replacing("share: 1,", with: "share: 1, context: 500000,")
    let read = try scenario(stretched)
    #expect(read.models.map(\.architecture.context) == [500_000, 500_000])
    #expect(try scenario(ScenarioWriter.text(read)) == read)
  }
}
