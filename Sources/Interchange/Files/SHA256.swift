/// The hash function SHA-256 (FIPS 180-4): distinguishes texts, and is the same on every machine.
enum SHA256 {
  /// The hash of a text's UTF-8 bytes, 64 hexadecimal digits.
  static func hex(_ text: String) -> String {
    var state: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    var schedule = constants
    padded(Array(text.utf8)).withUnsafeBufferPointer { bytes in
      for start in stride(from: 0, to: bytes.count, by: blockSize) {
        mix(UnsafeBufferPointer(rebasing: bytes[start..<start + blockSize]), into: &state, &schedule)
      }
    }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static let blockSize = 64

  /// The bytes, a one bit, zeros, and the length in bits as eight bytes: whole blocks.
  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    let bits = UInt64(bytes.count) * 8
    let zeros = (2 * blockSize - (bytes.count + 9) % blockSize) % blockSize
    return bytes + [0x80] + [UInt8](repeating: 0, count: zeros)
      + (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
  }

  /// Mixes a block into the state; `schedule` is room for as many words as there are constants.
  private static func mix(
    _ block: UnsafeBufferPointer<UInt8>, into state: inout [UInt32], _ schedule: inout [UInt32]
  ) {
    let constants = constants
    for word in 0..<blockSize / 4 {
      schedule[word] = (4 * word..<4 * word + 4).reduce(0) { $0 << 8 | UInt32(block[$1]) }
    }
    for index in blockSize / 4..<constants.count {
      let (early, late) = (schedule[index - 15], schedule[index - 2])
      let first = rotated(early, 7) ^ rotated(early, 18) ^ (early >> 3)
      let second = rotated(late, 17) ^ rotated(late, 19) ^ (late >> 10)
      schedule[index] = schedule[index - 16] &+ first &+ schedule[index - 7] &+ second
    }
    var word = SIMD8<UInt32>(state)
    for index in constants.indices {
      let (a, e) = (word[0], word[4])
      let choice = (e & word[5]) ^ (~e & word[6])
      let majority = (a & word[1]) ^ (a & word[2]) ^ (word[1] & word[2])
      let added =
        word[7] &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ constants[index]
        &+ schedule[index]
      let sum = added &+ (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
      word = SIMD8(sum, a, word[1], word[2], word[3] &+ added, e, word[5], word[6])
    }
    for index in state.indices { state[index] = state[index] &+ word[index] }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
