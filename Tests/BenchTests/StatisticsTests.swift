import Testing

@testable import fleetmix_bench

@Suite struct StatisticsTests {
  @Test func medians() {
    #expect(Statistics.median([]) == nil)
    #expect(Statistics.median([7]) == 7)
    #expect(Statistics.median([9, 1, 4]) == 4)
    #expect(Statistics.median([8, 2, 6, 4]) == 5)
  }

  /// 95 % of the way along 21 values from 0 to 200 lies value 19; along 5 values, four fifths from the fourth to the
  /// fifth.
  @Test func quantiles() {
    #expect(Statistics.quantile(0.95, of: (0...20).map { Double($0 * 10) }) == 190)
    #expect(abs((Statistics.quantile(0.95, of: [1, 2, 3, 4, 14]) ?? 0) - 12) < 1e-12)
    #expect(Statistics.quantile(0, of: [3, 1, 2]) == 1)
    #expect(Statistics.quantile(1, of: [3, 1, 2]) == 3)
    #expect(Statistics.quantile(0.5, of: []) == nil)
  }

  /// The mean of 2, 8 and 32 is the cube root of 512; a ratio and its inverse cancel.
  @Test func geometricMeans() {
    #expect(abs((Statistics.geometricMean([2, 8, 32]) ?? 0) - 8) < 1e-12)
    #expect(abs((Statistics.geometricMean([5, 0.2]) ?? 0) - 1) < 1e-12)
    #expect(Statistics.geometricMean([]) == nil)
  }

  @Test func figuresAsShown() {
    #expect(Shown.number(nil) == "–")
    #expect(Shown.number(0.0452) == "0.045")
    #expect(Shown.number(3.14159) == "3.14")
    #expect(Shown.number(45.67) == "45.7")
    #expect(Shown.number(1234.5) == "1235")
    #expect(Shown.number(-2.5) == "-2.50")
    #expect(Shown.fixed(0.9999, 2) == "1.00")
    #expect(Shown.fixed(-0.001, 2) == "0.00")
    #expect(Shown.percent(0.0123) == "1.23")
    #expect(Shown.percent(.infinity) == "–")
  }

  @Test func agreementIsRelative() {
    #expect(Agreement.holds(10_000, 10_001))
    #expect(!Agreement.holds(10_000, 10_002))
    #expect(Agreement.holds(1, 1.0001) && !Agreement.holds(1, 1.0002))
    #expect(Agreement.holds(0, 0) && !Agreement.holds(0, 1e-9))
  }

  /// A plan of 98, one of 99.5, then the answer at 100: the second is the first within 1 %, none is within 0.1 %.
  @Test func firstGoodPlan() {
    let published = [
      PublishedPlan(value: 98, bound: .infinity, cpu: 1, wall: 2),
      PublishedPlan(value: 99.5, bound: 101, cpu: 3, wall: 4),
    ]
    let run = Measurement(plan: nil, cpu: 5, wall: 6, published: published)
    #expect(run.reached(0.01, of: 100, objective: .throughput) == (3, 4))
    #expect(run.reached(0.001, of: 100, objective: .throughput) == (5, 6))
    // Under cost, 98 would be better than the optimum.
    #expect(run.reached(0.01, of: 98.6, objective: .cost) == (1, 2))
  }

  /// Plans 10 then 12, bounds none then 15: what is known at each moment.
  @Test func progressOverTime() {
    let run = Measurement(
      plan: nil, cpu: 100, wall: 50,
      published: [
        PublishedPlan(value: 10, bound: .infinity, cpu: 1, wall: 1),
        PublishedPlan(value: 12, bound: 15, cpu: 30, wall: 20),
      ])
    let progress = Progress(run, countsCPU: false)
    #expect(progress.firstPlan == 1 && progress.firstBound == 20 && progress.end == 50)
    #expect(progress.state(at: 0.5).value == nil)
    #expect(progress.state(at: 10).value == 10 && progress.state(at: 10).gap == nil)
    #expect(progress.state(at: 25).gap == 0.25)
    #expect(abs((progress.distance(of: progress.state(at: 10)) ?? 0) - 1.0 / 6) < 1e-12)
    #expect(progress.reached(0.01) == 20 && progress.reached(0.2) == 1)
    #expect(Progress(run, countsCPU: true).firstBound == 30)
  }
}
