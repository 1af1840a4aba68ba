/// Configurations as their publishers state them, as far as a shape needs, by the catalogue's name.
enum PublishedConfigurations {
  static let llama = """
    {"model_type": "llama", "hidden_size": 4096, "intermediate_size": 14336, "num_attention_heads": 32,
     "num_hidden_layers": 32, "num_key_value_heads": 8, "vocab_size": 128256, "tie_word_embeddings": false,
     "max_position_embeddings": 131072, "torch_dtype": "bfloat16"}
    """
  static let mixtral = """
    {"model_type": "mixtral", "hidden_size": 4096, "intermediate_size": 14336, "num_attention_heads": 32,
     "num_hidden_layers": 32, "num_key_value_heads": 8, "num_local_experts": 8, "num_experts_per_tok": 2,
     "vocab_size": 32000, "sliding_window": null, "max_position_embeddings": 32768, "torch_dtype": "bfloat16"}
    """
  static let gptOSS = """
    {"model_type": "gpt_oss", "hidden_size": 2880, "intermediate_size": 2880, "num_attention_heads": 64,
     "num_hidden_layers": 36, "num_key_value_heads": 8, "head_dim": 64, "num_local_experts": 128,
     "num_experts_per_tok": 4, "vocab_size": 201088, "sliding_window": 128, "max_position_embeddings": 131072,
     "layer_types": [\(Array(repeating: #""sliding_attention", "full_attention""#, count: 18).joined(separator: ", "))],
     "quantization_config": {"quant_method": "mxfp4", "modules_to_not_convert": ["lm_head"]}}
    """
  static let deepSeek = """
    {"model_type": "deepseek_v3", "hidden_size": 7168, "intermediate_size": 18432, "moe_intermediate_size": 2048,
     "num_attention_heads": 128, "num_key_value_heads": 128, "num_hidden_layers": 61, "n_routed_experts": 256,
     "n_shared_experts": 1, "num_experts_per_tok": 8, "first_k_dense_replace": 3, "moe_layer_freq": 1,
     "q_lora_rank": 1536, "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128,
     "vocab_size": 129280, "tie_word_embeddings": false, "max_position_embeddings": 163840,
     "torch_dtype": "bfloat16",
     "quantization_config": {"quant_method": "fp8", "fmt": "e4m3", "weight_block_size": [128, 128]}}
    """
  static let gemma = """
    {"model_type": "gemma3", "torch_dtype": "bfloat16", "vision_config": {"hidden_size": 1152},
     "text_config": {"model_type": "gemma3_text", "hidden_size": 5376, "intermediate_size": 21504, "head_dim": 128,
      "num_attention_heads": 32, "num_hidden_layers": 62, "num_key_value_heads": 16, "sliding_window": 1024}}
    """
  static let qwenNext = """
    {"model_type": "qwen3_next", "hidden_size": 2048, "intermediate_size": 5120, "moe_intermediate_size": 512,
     "shared_expert_intermediate_size": 512, "num_attention_heads": 16, "num_key_value_heads": 2, "head_dim": 256,
     "num_hidden_layers": 48, "num_experts": 512, "num_experts_per_tok": 10, "decoder_sparse_step": 1,
     "mlp_only_layers": [], "full_attention_interval": 4, "linear_num_key_heads": 16, "linear_num_value_heads": 32,
     "linear_key_head_dim": 128, "linear_value_head_dim": 128, "linear_conv_kernel_dim": 4, "vocab_size": 151936,
     "max_position_embeddings": 262144, "torch_dtype": "bfloat16"}
    """
  static let nemotron = """
    {"model_type": "nemotron_h", "hidden_size": 8192, "intermediate_size": 32768, "num_attention_heads": 64,
     "num_key_value_heads": 8, "attention_head_dim": 128, "num_hidden_layers": 118, "vocab_size": 131072,
     "hybrid_override_pattern":
      "\(String(repeating: "M-", count: 44) + String(repeating: "M-*", count: 10))",
     "mamba_num_heads": 256, "mamba_head_dim": 64, "ssm_state_size": 256, "n_groups": 8, "conv_kernel": 4,
     "time_step_limit": [0.0, Infinity], "max_position_embeddings": 8192, "torch_dtype": "bfloat16"}
    """
  static let granite = """
    {"model_type": "granitemoehybrid", "hidden_size": 4096, "intermediate_size": 768,
     "shared_intermediate_size": 1536, "num_attention_heads": 32, "num_key_value_heads": 8,
     "num_hidden_layers": 40, "num_local_experts": 72, "num_experts_per_tok": 10, "vocab_size": 100352,
     "tie_word_embeddings": true, "max_position_embeddings": 131072, "mamba_n_heads": 128, "mamba_d_head": 64,
     "mamba_d_state": 128, "mamba_n_groups": 1, "mamba_d_conv": 4, "layer_types": [
     \((1...40).map { $0 % 10 == 6 ? #""attention""# : #""mamba""# }.joined(separator: ", "))]}
    """

  static let all: [(name: String, text: String)] = [
    ("llama-3.1-8b", llama), ("mixtral-8x7b", mixtral), ("gpt-oss-120b", gptOSS), ("deepseek-v3", deepSeek),
    ("gemma-3-27b", gemma), ("qwen3-next-80b-a3b", qwenNext), ("nemotron-h-56b", nemotron),
    ("granite-4-h-small", granite),
  ]
}
