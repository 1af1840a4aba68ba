/// The GPU types known by name.
public enum GPUCatalogue {
  /// Finds a type by its name or an alias, however the tools that print it write it: without regard to case, maker and
  /// brand, and with spaces, underscores and hyphens alike.
  public static func type(named name: String) -> GPUType? { index[plainName(name)] }

  /// The known name (alias included) closest to a misspelt one: never that of a product with another number.
  public static func nearest(to name: String) -> String? {
    guard refusal(of: name) == nil else { return nil }
    let wanted = digits(of: name)
    return nearestName(
      to: name, among: all.flatMap { [$0.name] + $0.aliases }.filter { digits(of: $0) == wanted })
  }

  /// Why a name that people use for what serves models is not a GPU that the catalogue can describe; nil where nothing is
  /// known of it.
  public static func refusal(of name: String) -> String? {
    let plain = plainName(name)
    if isSlice(plain) {
      return
        "is a MIG slice of a GPU; give its own memory_gb, bandwidth_gb_s, tflops, and gpus_per_machine: 1"
    }
    let other = accelerators.first { plain.contains($0.name) }
    return other.map { "is \($0.what), for which no engine here has been measured or modelled" }
  }

  /// Accelerators that are no GPUs.
  private static let accelerators: [(name: String, what: String)] = [
    ("tpu", "a Google TPU"), ("gaudi", "an Intel Gaudi accelerator"), ("trainium", "an AWS Trainium chip"),
    ("trn", "an AWS Trainium chip"), ("inferentia", "an AWS Inferentia chip"),
    ("inf2", "an AWS Inferentia chip"),
  ]

  /// Whether a name is that of a part of a GPU: `1g.10gb`, `h100-mig`, `mig-3g.40gb`.
  private static func isSlice(_ plain: String) -> Bool {
    plain.split(separator: "-").contains { part in
      if part == "mig" { return true }
      let halves = part.split(separator: ".")
      return halves.count == 2 && halves[0].last == "g" && halves[0].dropLast().allSatisfy(\.isNumber)
        && halves[1].hasSuffix("gb")
    }
  }

  /// Makers and brands that tools write before a type's name.
  private static let brands: Set<Substring> = [
    "nvidia", "amd", "intel", "geforce", "instinct", "tesla", "quadro",
  ]

  /// A name in small letters with hyphens, without maker and brand.
  private static func plainName(_ name: String) -> String {
    let parts = name.lowercased().split { $0 == "-" || $0 == "_" || $0 == " " }
    let rest = parts.drop(while: brands.contains)
    return (rest.isEmpty ? parts[...] : rest).joined(separator: "-")
  }

  /// The digits of a name, a letter O beside one taken for a zero.
  private static func digits(of name: String) -> String {
    var digits = ""
    for letter in name.lowercased() {
      if letter.isNumber {
        digits.append(letter)
      } else if letter == "o", !digits.isEmpty {
        digits.append("0")
      }
    }
    return digits
  }

  private static let index: [String: GPUType] = {
    var index: [String: GPUType] = [:]
    for type in all {
      for name in [type.name] + type.aliases { index[plainName(name)] = type }
    }
    return index
  }()
}
