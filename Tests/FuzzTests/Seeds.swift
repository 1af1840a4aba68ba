import Planning
import Serving

/// A plan with every part.
enum SeedPlan {
  static let plan = Plan(
    status: .feasible, objective: .throughput, requestsPerSecond: 22.41, costPerHour: 29.87,
    tokensPerSecond: .init(input: 100, output: 20), costPerMillionTokens: .init(input: 0.1, output: 0.3),
    totalCostPerMillionTokens: 0.25, bound: 22.5, gap: 0.004,
    replicas: [
      .init(
        model: "llama-3-8b", precision: .fp8, layout: "H100*2+A100*2",
        gpus: [.init(pool: "H100", count: 2), .init(pool: "A100", count: 2)], count: 3, costPerHour: 29.87,
        utilization: 0.975, requestsPerSecond: 22.41, provenance: .measured("p.csv:3: vLLM"))
    ],
    assignments: [
      .init(
        model: "llama-3-8b", workload: "w1", layout: "H100*2+A100*2", fraction: 1, requestsPerSecond: 22.41,
        costPerHour: 29.87, prefillShare: 0.4, provenance: .interpolated("3 points"))
    ],
    gpus: [.init(name: "H100", used: 6, available: 8, costPerHour: 17.94, marginalValue: -0.001)],
    workloads: [
      .init(
        model: "llama-3-8b", workload: "w1", requestsPerSecond: 22.41, costPerHour: 29.87,
        costPerMillionTokens: 0.25, split: .init(input: 0.1, output: 0.2))
    ],
    budgetMarginalValue: 0.75,
    solve: .init(milliseconds: 12.5, firstPlanMilliseconds: 1.25, nodes: 7, pivots: 123, warm: true))
}

/// Small programs in both layouts of MPS.
enum SeedPrograms {
  static let texts = [
    """
    NAME free
    ROWS
     N cost
     L lim1
     G lim2
     E eq
    COLUMNS
     M1 'MARKER' 'INTORG'
     x cost 1 lim1 1
     x lim2 1
     M2 'MARKER' 'INTEND'
     y cost 2 lim1 1 eq -1
     z cost -1 eq 1
    RHS
     RHS lim1 4 lim2 1
     RHS eq 7
    RANGES
     RNG lim1 2.5
    BOUNDS
     UP BND x 4
     LO BND y -1
     MI BND z
    ENDATA

    """,
    """
    NAME          fixed
    ROWS
     N  COST
     L  ROW 1
    COLUMNS
        COL 1     COST                 1   ROW 1                1
        COL 2     COST                -2   ROW 1                3
    RHS
        RHS       ROW 1               10
    BOUNDS
     BV BND       COL 1
    ENDATA

    """,
  ]
}
