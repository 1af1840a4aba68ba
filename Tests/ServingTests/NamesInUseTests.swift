import Serving
import Testing

@Suite("Names that people use")
struct NamesInUseTests {
  @Test(
    "GPU spellings of labels, price tables and tools name their type",
    arguments: [
      ("A10", "A10"), ("A10G", "A10G"), ("A100-40GB", "A100-40G-SXM"), ("A100-80GB", "A100-80G-SXM"),
      ("A100-80GB-SXM4", "A100-80G-SXM"), ("A100_80G", "A100-80G-SXM"), ("A30", "A30"),
      ("A800", "A800-80G-SXM"),
      ("AMD Instinct MI300X", "MI300X"), ("B300", "B300-SXM"), ("GB200", "GB200"), ("GB300", "GB300"),
      ("GH200", "GH200"), ("H100 NVL", "H100-NVL"), ("H100 SXM", "H100-SXM"), ("H100-MEGA-80GB", "H100-SXM"),
      ("H100_SXM", "H100-SXM"), ("h100-80gb-sxm5", "H100-SXM"), ("H20", "H20"), ("H800", "H800-SXM"),
      ("L20", "L20"), ("MI300X", "MI300X"), ("MI325X", "MI325X"), ("MI355X", "MI355X"),
      ("NVIDIA A100 80GB PCIe", "A100-80G-PCIe"), ("NVIDIA A100-SXM4-40GB", "A100-40G-SXM"),
      ("NVIDIA A100-SXM4-80GB", "A100-80G-SXM"), ("NVIDIA GeForce RTX 4090", "RTX-4090"),
      ("NVIDIA H100 80GB HBM3", "H100-SXM"), ("NVIDIA-H100-80GB-HBM3", "H100-SXM"),
      ("NVIDIA H200", "H200-SXM"),
      ("NVIDIA L40S", "L40S"), ("RTX 3090", "RTX-3090"), ("RTX 5090", "RTX-5090"),
      ("RTX 6000 Ada", "RTX-6000-Ada"), ("RTX-4090", "RTX-4090"), ("RTXA6000", "RTX-A6000"),
      ("RTXPRO6000", "RTX-PRO-6000"), ("T4", "T4"), ("V100", "V100-16G-SXM"), ("h100_sxm", "H100-SXM"),
      ("Tesla-V100-SXM2-32GB", "V100-32G-SXM"), ("Tesla T4", "T4"), ("B200", "B200-SXM"),
    ])
  func gpus(spelling: String, name: String) {
    #expect(GPUCatalogue.type(named: spelling)?.name == name)
    #expect(GPUCatalogue.refusal(of: spelling) == nil)
  }

  @Test(
    "What is no whole GPU is refused with the reason",
    arguments: [
      ("1g.10gb", "MIG"), ("3g.40gb", "MIG"), ("H100-MIG", "MIG"),
      ("NVIDIA-A100-SXM4-40GB-MIG-1g.5gb", "MIG"),
      ("Gaudi2", "Gaudi"), ("Gaudi3", "Gaudi"), ("Inferentia2", "Inferentia"), ("TPU-v5e", "TPU"),
      ("Trainium2", "Trainium"),
    ])
  func refusals(spelling: String, word: String) throws {
    #expect(GPUCatalogue.type(named: spelling) == nil)
    #expect(try #require(GPUCatalogue.refusal(of: spelling)).contains(word))
    #expect(GPUCatalogue.nearest(to: spelling) == nil)
  }

  @Test(
    "Models are known by the names that people call them",
    arguments: [
      ("Llama-2-7B", "llama-2-7b"), ("Llama-2-70B", "llama-2-70b"), ("Llama-3.2-1B", "llama-3.2-1b"),
      ("Llama-3.2-3B", "llama-3.2-3b"), ("Llama-3.2-11B-Vision", "llama-3.2-11b-vision"),
      ("Llama-3.3-70B-Instruct", "llama-3.3-70b"), ("Llama-4-Scout", "llama-4-scout"),
      ("Llama-4-Maverick", "llama-4-maverick"), ("Qwen2.5-7B", "qwen2.5-7b"), ("Qwen2.5-32B", "qwen2.5-32b"),
      ("Qwen2.5-72B", "qwen2.5-72b"), ("Qwen3-4B", "qwen3-4b"), ("Qwen3-8B", "qwen3-8b"),
      ("Qwen3-14B", "qwen3-14b"), ("Qwen3-30B-A3B", "qwen3-30b-a3b"),
      ("Qwen3-235B-A22B-2507", "qwen3-235b-a22b-2507"), ("Qwen3-Coder-30B-A3B", "qwen3-coder-30b-a3b"),
      ("Qwen3-Coder-480B-A35B", "qwen3-coder-480b-a35b"), ("Qwen3-Next-80B-A3B", "qwen3-next-80b-a3b"),
      ("Qwen3.5-35B-A3B", "qwen3.5-35b-a3b"), ("DeepSeek-R1-0528", "deepseek-r1"),
      ("DeepSeek-V3.1", "deepseek-v3.1"), ("DeepSeek-V3.2", "deepseek-v3.2"), ("Kimi-K2", "kimi-k2"),
      ("Kimi-K2-0905", "kimi-k2-0905"), ("Kimi-K2-Thinking", "kimi-k2-thinking"), ("Kimi-K2.5", "kimi-k2.5"),
      ("GLM-4.5", "glm-4.5"), ("GLM-4.5-Air", "glm-4.5-air"), ("GLM-4.6", "glm-4.6"), ("GLM-5", "glm-5"),
      ("MiniMax-M2", "minimax-m2"), ("MiniMax-M2.5", "minimax-m2.5"), ("Mistral-7B", "mistral-7b"),
      ("Mistral-Small-3.2-24B", "mistral-small-3.2-24b"), ("Mistral-Large", "mistral-large"),
      ("Mixtral-8x7B", "mixtral-8x7b"), ("Mixtral-8x22B", "mixtral-8x22b"),
      ("Devstral", "devstral-small-24b"),
      ("Gemma-3-12B", "gemma-3-12b"), ("Gemma-3-27B", "gemma-3-27b"), ("Gemma-4", "gemma-4-31b"),
      ("Nemotron-Nano-9B-v2", "nemotron-nano-9b-v2"), ("Nemotron-Super-49B", "nemotron-super-49b"),
      ("Granite-4-H-Small", "granite-4-h-small"), ("Command-A", "command-a"), ("gpt-oss-20b", "gpt-oss-20b"),
      ("gpt-oss-120b", "gpt-oss-120b"), ("Phi-4", "phi-4"),
      ("RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic", "llama-3.3-70b"),
      ("nvidia/Qwen3-32B-NVFP4", "qwen3-32b"), ("Qwen/Qwen2.5-72B-Instruct-AWQ", "qwen2.5-72b"),
      ("Qwen/Qwen2.5-7B-Instruct-GPTQ-Int4", "qwen2.5-7b"), ("zai-org/GLM-4.6-FP8", "glm-4.6"),
    ])
  func models(spelling: String, name: String) {
    #expect(ModelCatalogue.model(named: spelling)?.name == name)
  }

  @Test("A name that only resembles a model's is not taken for it")
  func otherModels() {
    for name in ["DeepSeek-V4", "Qwen3.5-9B", "llama", "gpt-oss", "my-llama-3-8b-merge"] {
      #expect(ModelCatalogue.model(named: name) == nil, "\(name)")
    }
  }
}
