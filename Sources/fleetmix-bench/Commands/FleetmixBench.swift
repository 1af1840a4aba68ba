import ArgumentParser

/// The benchmark: one subcommand per mode.
@main
struct FleetmixBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fleetmix-bench",
    abstract: "Measure the planner, side by side with HiGHS on the same models.",
    discussion: """
      Times are processor time of all threads (`cpu`) or time on the wall, in milliseconds, of a release build. Ratios \
      are HiGHS's processor time on one thread over ours. The same seed gives the same instances everywhere.
      """,
    subcommands: [
      AllCommand.self, ColdCommand.self, SliderCommand.self, ObjectivesCommand.self, LargeCommand.self,
      MachinesCommand.self, ProfileCommand.self,
      ScenarioCommand.self, InstancesCommand.self, CompareCommand.self, DashboardCommand.self,
      EstimatesCommand.self, StressCommand.self, TraceCommand.self,
    ])
}
