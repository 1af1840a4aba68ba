import Interchange
import Planning
import Testing

@testable import Dashboard

/// `:set` in the dashboard and `--set` of the command line mean the same.
@Suite struct TypedUnitTests {
  @Test(arguments: [
    ("budget", "$12"), ("budget", "12$/h"), ("budget", "$12.5/h"), ("budget", "12 $"), ("budget", "40"),
    ("demand", "4/s"), ("demand", "4 req/s"), ("demand", "4.5rps"), ("demand", "20"),
    ("headroom", "35%"), ("headroom", "5 %"), ("headroom", "0.2"), ("slo.ttft_ms", "200ms"),
    ("slo.ttft_ms", "2 s"), ("slo.ttft_ms", "off"), ("slo.tpot_ms", "50 ms"), ("slo.tpot_ms", "0.05s"),
    ("gpus.H100.available", "4"), ("gpus.H100.available", "4 GPUs"), ("gpus.A40.available", "1 gpu"),
    ("gpus.H100.price", "$2.49/h"), ("gpus.4090.price", "0.4"),
  ])
  func bothReadTheSame(path: String, value: String) throws {
    var state = Fixtures.opened()
    state.statement.scenario.objective = .costPerToken
    var scenario = state.scenario
    try Edit(path: path, value: value).apply(to: &scenario)
    _ = update(&state, .commands(.run("set \(path) \(value)")))
    #expect(state.message?.kind != .error, "\(state.message?.text ?? "")")
    // A typed price is the operator's in both.
    for pool in scenario.pools.indices {
      #expect(scenario.pools[pool].price == state.scenario.pools[pool].price)
      scenario.pools[pool].priceSource = state.scenario.pools[pool].priceSource
    }
    #expect(scenario == state.scenario)
  }

  @Test(arguments: [("models.llama-3-70b.share", "35%"), ("models.llama-3-8b.workloads.w1.share", "60 %")])
  func sharesInPerCentAreOfTheirGroup(path: String, value: String) throws {
    var state = Fixtures.opened()
    // The models have mixes of their own, or one control would stand for both.
    state.statement.scenario.models[0].workloads[0].inputTokens += 1
    var scenario = state.scenario
    try Edit(path: path, value: value).apply(to: &scenario)
    _ = update(&state, .commands(.run("set \(path) \(value)")))
    func parts(_ shares: [Double]) -> [Double] { shares.map { $0 / shares.reduce(0, +) } }
    func all(_ scenario: Scenario) -> [Double] {
      parts(scenario.models.map(\.share)) + scenario.models.flatMap { parts($0.workloads.map(\.share)) }
    }
    for (stated, typed) in zip(all(scenario), all(state.scenario)) { #expect(abs(stated - typed) < 1e-9) }
  }

  @Test(arguments: ["12 ms", "$4", "4/s", "1e999", "nan", "--4", "4..5", "4 bananas", "0x10"])
  func bothRefuseTheSame(value: String) {
    var scenario = Fixtures.opened().scenario
    #expect(throws: (any Error).self) {
      try Edit(path: "gpus.H100.available", value: value).apply(to: &scenario)
    }
    var state = Fixtures.opened()
    _ = update(&state, .commands(.run("set gpus.H100.available \(value)")))
    #expect(state.message?.kind == .error, "\(value)")
    #expect(state.scenario == Fixtures.opened().scenario)
  }
}
