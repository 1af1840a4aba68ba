/// A figure with one decimal, as refusals state it.
func decimal(_ value: Double) -> String {
  let tenths = (value * 10).rounded()
  guard tenths.isFinite, abs(tenths) < 1e15 else { return "\(value)" }
  let whole = Int64(abs(tenths))
  return "\(tenths < 0 ? "-" : "")\(whole / 10).\(whole % 10)"
}
