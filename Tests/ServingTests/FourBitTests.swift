import Serving
import Testing

/// Four-bit checkpoints differ in what they quantise and how it is multiplied.
@Suite("Four-bit checkpoints")
struct FourBitTests {
  private func estimator(_ name: String, _ format: FourBitFormat?, _ gpu: String, tp: Int) throws
    -> RooflineEstimator
  {
    var input = try served(name, .int4, [RequestShape(input: 2048, output: 128)])
    input.architecture.fourBitFormat = format
    let type = try #require(GPUCatalogue.type(named: gpu))
    return try RooflineEstimator.prepared(input, gpu: type, tp: tp, pp: 1).get()
  }

  private func rate(_ name: String, _ format: FourBitFormat?, _ gpu: String, tp: Int) throws -> Double {
    let shape = RequestShape(input: 2048, output: 128)
    return try throughput(estimator(name, format, gpu, tp: tp).estimate(shape, concurrency: 16))
      .requestsPerSecond
  }

  @Test("Blackwell multiplies NVFP4 as it is, and has to unpack AWQ and GPTQ first")
  func blackwell() throws {
    let native = try rate("llama-3.1-70b", .nvfp4, "B200", tp: 2)
    #expect(try rate("llama-3.1-70b", nil, "B200", tp: 2) == native)
    let eightBit = try rate("llama-3.1-70b", .mxfp4, "B200", tp: 2)
    let unpacked = try rate("llama-3.1-70b", .awq, "B200", tp: 2)
    #expect(unpacked < 0.75 * native && unpacked < eightBit && eightBit < native)
    #expect(try rate("llama-3.1-70b", .gptq, "B200", tp: 2) == unpacked)
  }

  @Test("On Hopper all are unpacked, so that only their sizes differ")
  func hopper() throws {
    let ratio = try rate("llama-3.1-70b", .awq, "H100", tp: 2) / rate("llama-3.1-70b", .nvfp4, "H100", tp: 2)
    #expect(ratio > 1 && ratio < 1.03)
  }

  @Test("AWQ quantises attention beside experts, which leaves more room for requests")
  func memory() throws {
    let shape = RequestShape(input: 2048, output: 128)
    // 0.9e9 of 30.5e9 parameters are outside experts and heads: 1.9 GB in 16 bits, 0.5 GB in AWQ.
    let wide = try estimator("qwen3-30b-a3b", .nvfp4, "L40S", tp: 1).sequenceLimit(for: shape)
    let narrow = try estimator("qwen3-30b-a3b", .awq, "L40S", tp: 1).sequenceLimit(for: shape)
    #expect(narrow > wide)
    // The cache stays in 16 bits, with NVFP4 on Blackwell it has 8.
    let cache = try estimator("llama-3.1-70b", .awq, "B200", tp: 8).sequenceLimit(for: shape)
    let halved = try estimator("llama-3.1-70b", .nvfp4, "B200", tp: 8).sequenceLimit(for: shape)
    #expect(abs(halved / cache - 2) < 0.02)
  }
}
