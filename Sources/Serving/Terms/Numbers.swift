/// A figure with one decimal, as refusals state it.
func decimal(_ value: Double) -> String { DecimalText.fixed(value, 1) }
