import Glibc
import Optimization

extension SplitMix {
  /// Uniform in 0 ..< `count`.
  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  /// Uniform in the range, whole.
  mutating func whole(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// One of the elements, each as likely.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// Standard normal (Box and Muller, 1958; the second deviate is not kept, so that each call takes two numbers).
  mutating func normal() -> Double {
    let radius = (-2 * log(1 - unit())).squareRoot()
    return radius * cos(2 * Double.pi * unit())
  }

  /// Log-normal factor with median 1: exp of a normal deviate of the given spread.
  mutating func factor(spread: Double) -> Double { exp(spread * normal()) }

  /// Gamma with whole shape and scale 1: a sum of exponentials.
  mutating func gamma(shape: Int) -> Double {
    (0..<shape).reduce(0) { sum, _ in sum - log(1 - unit()) }
  }
}
