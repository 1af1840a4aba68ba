import Planning
import Serving
import Testing

@testable import Dashboard

/// Whole machines on the screen: the panel, the pools' sliders, and what binds.
@Suite("Machines on the screen") struct MachinesTests {
  /// The fixture's fleet with H100 by the machine of 8 and A40 by machines of 4 and 8, and where its replicas stand.
  static func renting(columns: Int = 120, rows: Int = 40, tab: ResultTab = .plan) -> DashboardState {
    var scenario = Fixtures.scenario
    scenario.pools[0].rental = .byMachine
    let forty = scenario.pools[4]
    scenario.pools[4] = Pool(
      name: forty.name, type: forty.type,
      sizes: [MachineSize(gpus: 4, available: 1, price: 2.4), MachineSize(gpus: 8, available: 1, price: 4.4)])
    var state = DashboardState(scenario: scenario, scenarioPath: "fleet.yaml", notice: nil)
    _ = update(&state, .program(.resize(columns: columns, rows: rows)))
    _ = update(&state, .program(.start))
    var plan = Fixtures.plan
    plan.machines = machines(plan, scenario)
    _ = update(&state, .planner(.planArrived(plan, generation: state.generation, isFinal: true)))
    _ = update(&state, .focus(.selectTab(tab)))
    return state
  }

  /// The same with the machines on the whole screen.
  static func zoomed(columns: Int, rows: Int) -> DashboardState {
    var state = renting(columns: columns, rows: rows, tab: .machines)
    Fixtures.press([.character("e")], &state)
    return state
  }

  /// Each stage on the first machine of its pool with room.
  private static func machines(_ plan: Plan, _ scenario: Scenario) -> [Plan.Machine] {
    scenario.pools.flatMap { pool in
      var filled = (pool.rentsMachines ? pool.sizes : [MachineSize(gpus: 8, available: 2, price: 0)]).flatMap
      {
        size in
        (0..<size.available).map { _ in
          Plan.Machine(pool: pool.name, gpus: size.gpus, costPerHour: size.price, holds: [])
        }
      }
      for replica in plan.replicas {
        for copy in 1...replica.count {
          for stage in replica.layout.split(separator: "+") {
            let words = stage.split(separator: "*")
            guard words[0] == pool.name, let gpus = Int(words[1]),
              let place = filled.firstIndex(where: { $0.free >= gpus })
            else { continue }
            filled[place].holds.append(
              Plan.Block(model: replica.model, layout: replica.layout, replica: copy, gpus: gpus))
          }
        }
      }
      return filled.filter { !$0.holds.isEmpty }.map { machine in
        var machine = machine
        if !pool.rentsMachines { machine.costPerHour = pool.price * Double(machine.gpus - machine.free) }
        return machine
      }
    }
  }

  @Test(
    "every size of screen shows where replicas stand, and what is idle",
    arguments: [(80, 24), (120, 40), (200, 60)])
  func strips(columns: Int, rows: Int) throws {
    let tab: ResultTab = columns < 100 ? .machines : .plan
    let text = render(Self.renting(columns: columns, rows: rows, tab: tab)).text
    // Four GPUs of one replica, three of one each, and one that is paid for and idle.
    let row = try #require(text.first { $0.contains("H100 ×8 #1") })
    #expect(row.contains("▕A─A─A─A f f f □▏"))
    #expect(row.contains("23.92"))
    #expect(text.contains { $0.contains("3 machines") && $0.contains("idle") })
  }

  @Test("a pool that rents machines counts them, by row, key, field and path")
  func slider() throws {
    var state = Self.renting()
    let control = Control.available(pool: 0)
    let facts = try #require(state.facts(of: control))
    #expect(facts.value == 1 && facts.unit == .machines && facts.step == 1)
    let row = try #require(render(state).text.first { $0.contains("H100 ×8 ▣") })
    #expect(row.contains("▣") && row.contains("1/1") && row.contains("23.92"))
    _ = update(&state, .focus(.control(control)))
    Fixtures.press([.right], &state)
    #expect(state.scenario.pools[0].available == 16)
    #expect(state.message?.text.contains("1 → 2 machines") == true)
    for (typed, gpus) in [("3", 24), ("+1", 32), ("-2", 16), ("2 machines", 16), ("24 GPUs", 24)] {
      Fixtures.press([.enter], &state)
      for _ in 0..<8 { Fixtures.press([.backspace], &state) }
      Fixtures.type(typed, &state)
      Fixtures.press([.enter], &state)
      #expect(state.scenario.pools[0].available == gpus, "\(typed)")
    }
    _ = update(&state, .commands(.run("set gpus.H100.available 8")))
    #expect(state.scenario.pools[0].available == 8)
    #expect(!state.controls.differingControls([state.baseline, state.scenario]).contains(control))
  }

  @Test("machines of several sizes have a slider each; a pool goes off and on as a whole")
  func sizes() throws {
    var state = Self.renting()
    #expect(
      state.controls(in: .pools).filter { $0.pool == 4 } == [
        .machines(pool: 4, gpus: 4), .machines(pool: 4, gpus: 8),
      ])
    let text = render(state).text
    #expect(text.contains { $0.contains("A40 ×4") } && text.contains { $0.contains("A40 ×8") })
    _ = update(&state, .focus(.control(.machines(pool: 4, gpus: 8))))
    Fixtures.press([.right], &state)
    #expect(state.scenario.pools[4].sizes.map(\.available) == [1, 2])
    Fixtures.press([.character(" ")], &state)
    #expect(state.scenario.pools[4].rentable == 0)
    Fixtures.press([.character(" ")], &state)
    #expect(state.scenario.pools[4].sizes.map(\.available) == [1, 2])
    _ = update(&state, .commands(.run("set gpus.A40.machines.4.price 3")))
    #expect(state.scenario.pools[4].sizes.map(\.price) == [3, 4.4])
    Fixtures.press([.character(" "), .right], &state)
    // Moving one size of a pool that is off brings the others back.
    #expect(state.scenario.pools[4].sizes.map(\.available) == [1, 1])
  }

  @Test("what binds counts machines, and says what one more is worth")
  func binds() throws {
    let row = try #require(render(Self.renting()).text.first { $0.contains("+1 machine") })
    #expect(row.contains("×"))
    let names = ["machine of 8 H100", "machine of 4 A40", "machine of 8 A40"]
    var state = Self.renting()
    let steps = LimitStep.steps(of: state.scenario)
    #expect(steps.contains(.machine(pool: 4, gpus: 4)) && !steps.contains(.gpu(pool: 4)))
    let plan = try #require(state.plan)
    let sentence = HelpfulLimits.sentence(plan, state.scenario) { _ in Worth(gain: 1, gap: 0) }
    #expect(names.allSatisfy { sentence?.contains($0) == true }, "\(sentence ?? "")")
    state.display.glyphs = .ascii
    let isASCII = render(state).text.joined().allSatisfy { $0.isASCII }
    #expect(isASCII)
  }

  @Test("the table of machines is filtered and copied as others are")
  func table() throws {
    var state = Self.zoomed(columns: 120, rows: 40)
    #expect(state.zoomedTab == .machines && state.hasListedTable)
    let all = try #require(state.listedTable?.items.count)
    state.filter = "A40"
    let kept = try #require(state.listedTable)
    #expect(kept.items.count < all)
    #expect(kept.items.allSatisfy { $0.cells[0].text.contains("A40") })
    let copied = Fixtures.press([.character("y")], &state)
    #expect(!copied.isEmpty)
  }
}
