/// Recognises files that are not text by their first bytes, for a refusal that says what to do.
enum FileSignature {
  private static let known: [(bytes: [UInt8], meaning: String)] = [
    ([0x1F, 0x8B], "is gzip-compressed; unpack it first, with gunzip"),
    ([0x28, 0xB5, 0x2F, 0xFD], "is zstd-compressed; unpack it first, with unzstd"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "is xz-compressed; unpack it first, with unxz"),
    ([0x42, 0x5A, 0x68, 0x39], "is bzip2-compressed; unpack it first, with bunzip2"),
    ([0x50, 0x4B, 0x03, 0x04], "is a ZIP archive or a workbook; unpack it, or save the sheet as CSV"),
    ([0xD0, 0xCF, 0x11, 0xE0], "is a workbook; save the sheet as CSV"),
    ([0x50, 0x41, 0x52, 0x31], "is a Parquet file; write it out as CSV"),
  ]

  /// Number of leading bytes that distinguish all of them.
  static let length = 5

  /// The kind of a file that begins with `bytes`, as a sentence part; nil: perhaps text.
  static func refusal(_ bytes: some Sequence<UInt8>) -> String? {
    let start = Array(bytes.prefix(length))
    return known.first { start.starts(with: $0.bytes) }?.meaning
  }
}
