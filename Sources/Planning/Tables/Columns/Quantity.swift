/// A kind of figure: its unit, and how precisely reports state it.
public enum Quantity: Sendable, CaseIterable {
  /// Requests/s.
  case rate
  /// $/h.
  case money
  /// $ for 10^6 tokens.
  case tokenCost
  /// Thousands of tokens/s.
  case kilotokens
  /// A part of one: for people per cent, in files as it is.
  case part
  /// A part of one that every table states in per cent, and JSON as it is.
  case percentage
  /// A number of things.
  case count
  /// Any other figure, or none.
  case plain

  /// The unit as it stands beside a figure; empty: none.
  public var unit: String {
    switch self {
    case .rate: "req/s"
    case .money: "$/h"
    case .tokenCost: "$/Mtok"
    case .kilotokens: "ktok/s"
    case .part, .percentage: "%"
    case .count, .plain: ""
    }
  }

  /// The unit in words that need no explanation, for a page that is read by itself.
  public var spelledUnit: String { self == .tokenCost ? "$ per 10^6 tokens" : unit }

  /// Decimals of the figure in a report, unless its column has others.
  public var decimals: Int {
    switch self {
    case .rate, .money, .kilotokens, .plain: 2
    case .tokenCost: 4
    case .part, .percentage: 1
    case .count: 0
    }
  }
}
