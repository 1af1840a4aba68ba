// swift-tools-version: 6.1
import PackageDescription

// The engine's kernels are compiled with optimisation in debug builds too (asserts stay on), so that
// the tests, which solve thousands of programs, run in seconds.
let kernelSettings: [SwiftSetting] = [
  .unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug)),
  // The solver's state lives in classes that one thread owns; checking each access to a field at run time costs a
  // third of a solve. The compiler's static checks stay on.
  .unsafeFlags(["-enforce-exclusivity=unchecked"]),
]

// What the tests repeat thousands of times: arithmetic over layouts and measurements, frames of every size.
let optimised: [SwiftSetting] = [
  .unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))
]

let package = Package(
  name: "fleetmix",
  products: [
    .executable(name: "fleetmix", targets: ["fleetmix"]),
    .executable(name: "fleetmix-bench", targets: ["fleetmix-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .executableTarget(
      name: "fleetmix",
      dependencies: [
        "Dashboard", "Terminal", "Interchange", "Planning", "Serving", "Optimization",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "fleetmix-bench",
      dependencies: [
        "Dashboard", "Interchange", "Planning", "Serving", "Optimization",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(
      name: "Calibration", dependencies: ["Interchange", "Serving"], path: "Tests/Calibration/Fit",
      swiftSettings: optimised),
    .executableTarget(
      name: "fleetmix-calibrate",
      dependencies: [
        "Calibration", "Interchange", "Serving",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Calibration/Command"),
    .target(name: "Dashboard", dependencies: ["Planning", "Serving"], swiftSettings: optimised),
    .target(name: "Terminal", dependencies: ["Dashboard", "CNcurses", "CTerminalGuard"]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
    .target(name: "CTerminalGuard"),
    .target(
      name: "Interchange",
      dependencies: ["Planning", "Serving", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "Planning",
      dependencies: ["Serving", "Optimization", .product(name: "HeapModule", package: "swift-collections")],
      swiftSettings: kernelSettings),
    .target(name: "Serving", swiftSettings: optimised),
    .target(
      name: "Optimization",
      dependencies: [.product(name: "HeapModule", package: "swift-collections")],
      swiftSettings: kernelSettings),
    .testTarget(name: "OptimizationTests", dependencies: ["Optimization"]),
    .testTarget(name: "ServingTests", dependencies: ["Serving", "Calibration", "Interchange"]),
    .testTarget(name: "PlanningTests", dependencies: ["Planning", "Interchange"]),
    .testTarget(name: "InterchangeTests", dependencies: ["Interchange"]),
    .testTarget(name: "DashboardTests", dependencies: ["Dashboard", "Interchange"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),
    .testTarget(name: "BenchTests", dependencies: ["fleetmix-bench"]),
    .testTarget(name: "EndToEndTests", dependencies: ["fleetmix"]),
    .testTarget(
      name: "FuzzTests",
      dependencies: ["fleetmix", "Dashboard", "Interchange", "Planning", "Serving", "Optimization"]),
  ],
  swiftLanguageModes: [.v6]
)
