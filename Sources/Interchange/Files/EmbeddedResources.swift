// swift-format-ignore-file
// Written by .ci/embed-resources; change the files in Themes and Samples and run it again.

/// The themes and samples inside the binary.
enum EmbeddedResources {
  /// Name and text of every file, by name.
  static let files: [(name: String, text: String)] = [
(name: "Samples/paper/70b-swiss-stock1-15.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 70B, Swiss AI Center trace, stock 1, 15 $/h
objective: throughput
budget: 15
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-70b
    share: 1
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/70b-swiss-stock1-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 70B, Swiss AI Center trace, stock 1, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-70b
    share: 1
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/70b-swiss-stock1-60.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 70B, Swiss AI Center trace, stock 1, 60 $/h
objective: throughput
budget: 60
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-70b
    share: 1
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/8b-swiss-stock1-15.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 8B, Swiss AI Center trace, stock 1, 15 $/h
objective: throughput
budget: 15
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 1
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/8b-swiss-stock1-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 8B, Swiss AI Center trace, stock 1, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 1
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/8b-swiss-stock1-60.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 8B, Swiss AI Center trace, stock 1, 60 $/h
objective: throughput
budget: 60
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 1
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-azure-stock1-15.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, Azure trace, stock 1, 15 $/h
objective: throughput
budget: 15
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 22}
      - {name: w2, input: 2455, output: 253, share: 5}
      - {name: w3, input: 2455, output: 510, share: 5}
      - {name: w4, input: 496, output: 18, share: 21}
      - {name: w5, input: 496, output: 253, share: 5}
      - {name: w6, input: 496, output: 510, share: 5}
      - {name: w7, input: 824, output: 18, share: 19}
      - {name: w8, input: 824, output: 253, share: 6}
      - {name: w9, input: 824, output: 510, share: 12}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 22}
      - {name: w2, input: 2455, output: 253, share: 5}
      - {name: w3, input: 2455, output: 510, share: 5}
      - {name: w4, input: 496, output: 18, share: 21}
      - {name: w5, input: 496, output: 253, share: 5}
      - {name: w6, input: 496, output: 510, share: 5}
      - {name: w7, input: 824, output: 18, share: 19}
      - {name: w8, input: 824, output: 253, share: 6}
      - {name: w9, input: 824, output: 510, share: 12}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-azure-stock1-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, Azure trace, stock 1, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 22}
      - {name: w2, input: 2455, output: 253, share: 5}
      - {name: w3, input: 2455, output: 510, share: 5}
      - {name: w4, input: 496, output: 18, share: 21}
      - {name: w5, input: 496, output: 253, share: 5}
      - {name: w6, input: 496, output: 510, share: 5}
      - {name: w7, input: 824, output: 18, share: 19}
      - {name: w8, input: 824, output: 253, share: 6}
      - {name: w9, input: 824, output: 510, share: 12}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 22}
      - {name: w2, input: 2455, output: 253, share: 5}
      - {name: w3, input: 2455, output: 510, share: 5}
      - {name: w4, input: 496, output: 18, share: 21}
      - {name: w5, input: 496, output: 253, share: 5}
      - {name: w6, input: 496, output: 510, share: 5}
      - {name: w7, input: 824, output: 18, share: 19}
      - {name: w8, input: 824, output: 253, share: 6}
      - {name: w9, input: 824, output: 510, share: 12}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-azure-stock1-60.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, Azure trace, stock 1, 60 $/h
objective: throughput
budget: 60
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 22}
      - {name: w2, input: 2455, output: 253, share: 5}
      - {name: w3, input: 2455, output: 510, share: 5}
      - {name: w4, input: 496, output: 18, share: 21}
      - {name: w5, input: 496, output: 253, share: 5}
      - {name: w6, input: 496, output: 510, share: 5}
      - {name: w7, input: 824, output: 18, share: 19}
      - {name: w8, input: 824, output: 253, share: 6}
      - {name: w9, input: 824, output: 510, share: 12}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 22}
      - {name: w2, input: 2455, output: 253, share: 5}
      - {name: w3, input: 2455, output: 510, share: 5}
      - {name: w4, input: 496, output: 18, share: 21}
      - {name: w5, input: 496, output: 253, share: 5}
      - {name: w6, input: 496, output: 510, share: 5}
      - {name: w7, input: 824, output: 18, share: 19}
      - {name: w8, input: 824, output: 253, share: 6}
      - {name: w9, input: 824, output: 510, share: 12}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-azure-stock2-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 2, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, Azure trace, stock 2, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 32, price: 0.53}
  - {name: A40, type: A40, available: 8, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 16, price: 0.83}
  - {name: L40, type: L40, available: 16, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 7, price: 1.75}
  - {name: H100, type: H100-SXM, available: 12, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 22}
      - {name: w2, input: 2455, output: 253, share: 5}
      - {name: w3, input: 2455, output: 510, share: 5}
      - {name: w4, input: 496, output: 18, share: 21}
      - {name: w5, input: 496, output: 253, share: 5}
      - {name: w6, input: 496, output: 510, share: 5}
      - {name: w7, input: 824, output: 18, share: 19}
      - {name: w8, input: 824, output: 253, share: 6}
      - {name: w9, input: 824, output: 510, share: 12}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 22}
      - {name: w2, input: 2455, output: 253, share: 5}
      - {name: w3, input: 2455, output: 510, share: 5}
      - {name: w4, input: 496, output: 18, share: 21}
      - {name: w5, input: 496, output: 253, share: 5}
      - {name: w6, input: 496, output: 510, share: 5}
      - {name: w7, input: 824, output: 18, share: 19}
      - {name: w8, input: 824, output: 253, share: 6}
      - {name: w9, input: 824, output: 510, share: 12}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-azure-stock3-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 3, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, Azure trace, stock 3, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 32, price: 0.53}
  - {name: A40, type: A40, available: 16, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 8, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 32, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 22}
      - {name: w2, input: 2455, output: 253, share: 5}
      - {name: w3, input: 2455, output: 510, share: 5}
      - {name: w4, input: 496, output: 18, share: 21}
      - {name: w5, input: 496, output: 253, share: 5}
      - {name: w6, input: 496, output: 510, share: 5}
      - {name: w7, input: 824, output: 18, share: 19}
      - {name: w8, input: 824, output: 253, share: 6}
      - {name: w9, input: 824, output: 510, share: 12}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 22}
      - {name: w2, input: 2455, output: 253, share: 5}
      - {name: w3, input: 2455, output: 510, share: 5}
      - {name: w4, input: 496, output: 18, share: 21}
      - {name: w5, input: 496, output: 253, share: 5}
      - {name: w6, input: 496, output: 510, share: 5}
      - {name: w7, input: 824, output: 18, share: 19}
      - {name: w8, input: 824, output: 253, share: 6}
      - {name: w9, input: 824, output: 510, share: 12}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-azure-stock4-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 4, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, Azure trace, stock 4, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 24, price: 0.53}
  - {name: A40, type: A40, available: 24, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 24, price: 0.83}
  - {name: L40, type: L40, available: 16, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 4, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 22}
      - {name: w2, input: 2455, output: 253, share: 5}
      - {name: w3, input: 2455, output: 510, share: 5}
      - {name: w4, input: 496, output: 18, share: 21}
      - {name: w5, input: 496, output: 253, share: 5}
      - {name: w6, input: 496, output: 510, share: 5}
      - {name: w7, input: 824, output: 18, share: 19}
      - {name: w8, input: 824, output: 253, share: 6}
      - {name: w9, input: 824, output: 510, share: 12}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 22}
      - {name: w2, input: 2455, output: 253, share: 5}
      - {name: w3, input: 2455, output: 510, share: 5}
      - {name: w4, input: 496, output: 18, share: 21}
      - {name: w5, input: 496, output: 253, share: 5}
      - {name: w6, input: 496, output: 510, share: 5}
      - {name: w7, input: 824, output: 18, share: 19}
      - {name: w8, input: 824, output: 253, share: 6}
      - {name: w9, input: 824, output: 510, share: 12}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-swiss-stock1-15.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, Swiss AI Center trace, stock 1, 15 $/h
objective: throughput
budget: 15
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-swiss-stock1-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, Swiss AI Center trace, stock 1, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-swiss-stock1-60.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, Swiss AI Center trace, stock 1, 60 $/h
objective: throughput
budget: 60
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-swiss-stock2-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 2, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, Swiss AI Center trace, stock 2, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 32, price: 0.53}
  - {name: A40, type: A40, available: 8, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 16, price: 0.83}
  - {name: L40, type: L40, available: 16, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 7, price: 1.75}
  - {name: H100, type: H100-SXM, available: 12, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-swiss-stock3-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 3, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, Swiss AI Center trace, stock 3, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 32, price: 0.53}
  - {name: A40, type: A40, available: 16, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 8, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 32, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-swiss-stock4-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 4, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, Swiss AI Center trace, stock 4, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 24, price: 0.53}
  - {name: A40, type: A40, available: 24, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 24, price: 0.83}
  - {name: L40, type: L40, available: 16, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 4, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 33}
      - {name: w2, input: 2455, output: 253, share: 7}
      - {name: w3, input: 2455, output: 510, share: 8}
      - {name: w4, input: 496, output: 18, share: 7}
      - {name: w5, input: 496, output: 253, share: 27}
      - {name: w6, input: 496, output: 510, share: 6}
      - {name: w7, input: 824, output: 18, share: 6}
      - {name: w8, input: 824, output: 253, share: 3}
      - {name: w9, input: 824, output: 510, share: 3}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-wildgpt-stock1-15.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, WildGPT trace, stock 1, 15 $/h
objective: throughput
budget: 15
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 4}
      - {name: w2, input: 2455, output: 253, share: 1}
      - {name: w3, input: 2455, output: 510, share: 4}
      - {name: w4, input: 496, output: 18, share: 3}
      - {name: w5, input: 496, output: 253, share: 20}
      - {name: w6, input: 496, output: 510, share: 27}
      - {name: w7, input: 824, output: 18, share: 1}
      - {name: w8, input: 824, output: 253, share: 25}
      - {name: w9, input: 824, output: 510, share: 15}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 4}
      - {name: w2, input: 2455, output: 253, share: 1}
      - {name: w3, input: 2455, output: 510, share: 4}
      - {name: w4, input: 496, output: 18, share: 3}
      - {name: w5, input: 496, output: 253, share: 20}
      - {name: w6, input: 496, output: 510, share: 27}
      - {name: w7, input: 824, output: 18, share: 1}
      - {name: w8, input: 824, output: 253, share: 25}
      - {name: w9, input: 824, output: 510, share: 15}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-wildgpt-stock1-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, WildGPT trace, stock 1, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 4}
      - {name: w2, input: 2455, output: 253, share: 1}
      - {name: w3, input: 2455, output: 510, share: 4}
      - {name: w4, input: 496, output: 18, share: 3}
      - {name: w5, input: 496, output: 253, share: 20}
      - {name: w6, input: 496, output: 510, share: 27}
      - {name: w7, input: 824, output: 18, share: 1}
      - {name: w8, input: 824, output: 253, share: 25}
      - {name: w9, input: 824, output: 510, share: 15}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 4}
      - {name: w2, input: 2455, output: 253, share: 1}
      - {name: w3, input: 2455, output: 510, share: 4}
      - {name: w4, input: 496, output: 18, share: 3}
      - {name: w5, input: 496, output: 253, share: 20}
      - {name: w6, input: 496, output: 510, share: 27}
      - {name: w7, input: 824, output: 18, share: 1}
      - {name: w8, input: 824, output: 253, share: 25}
      - {name: w9, input: 824, output: 510, share: 15}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-wildgpt-stock1-60.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 1, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, WildGPT trace, stock 1, 60 $/h
objective: throughput
budget: 60
gpus:
  - {name: "4090", type: RTX-4090, available: 16, price: 0.53}
  - {name: A40, type: A40, available: 12, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 12, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 4}
      - {name: w2, input: 2455, output: 253, share: 1}
      - {name: w3, input: 2455, output: 510, share: 4}
      - {name: w4, input: 496, output: 18, share: 3}
      - {name: w5, input: 496, output: 253, share: 20}
      - {name: w6, input: 496, output: 510, share: 27}
      - {name: w7, input: 824, output: 18, share: 1}
      - {name: w8, input: 824, output: 253, share: 25}
      - {name: w9, input: 824, output: 510, share: 15}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 4}
      - {name: w2, input: 2455, output: 253, share: 1}
      - {name: w3, input: 2455, output: 510, share: 4}
      - {name: w4, input: 496, output: 18, share: 3}
      - {name: w5, input: 496, output: 253, share: 20}
      - {name: w6, input: 496, output: 510, share: 27}
      - {name: w7, input: 824, output: 18, share: 1}
      - {name: w8, input: 824, output: 253, share: 25}
      - {name: w9, input: 824, output: 510, share: 15}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-wildgpt-stock2-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 2, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, WildGPT trace, stock 2, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 32, price: 0.53}
  - {name: A40, type: A40, available: 8, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 16, price: 0.83}
  - {name: L40, type: L40, available: 16, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 7, price: 1.75}
  - {name: H100, type: H100-SXM, available: 12, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 4}
      - {name: w2, input: 2455, output: 253, share: 1}
      - {name: w3, input: 2455, output: 510, share: 4}
      - {name: w4, input: 496, output: 18, share: 3}
      - {name: w5, input: 496, output: 253, share: 20}
      - {name: w6, input: 496, output: 510, share: 27}
      - {name: w7, input: 824, output: 18, share: 1}
      - {name: w8, input: 824, output: 253, share: 25}
      - {name: w9, input: 824, output: 510, share: 15}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 4}
      - {name: w2, input: 2455, output: 253, share: 1}
      - {name: w3, input: 2455, output: 510, share: 4}
      - {name: w4, input: 496, output: 18, share: 3}
      - {name: w5, input: 496, output: 253, share: 20}
      - {name: w6, input: 496, output: 510, share: 27}
      - {name: w7, input: 824, output: 18, share: 1}
      - {name: w8, input: 824, output: 253, share: 25}
      - {name: w9, input: 824, output: 510, share: 15}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-wildgpt-stock3-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 3, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, WildGPT trace, stock 3, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 32, price: 0.53}
  - {name: A40, type: A40, available: 16, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 8, price: 0.83}
  - {name: L40, type: L40, available: 8, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 32, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 4}
      - {name: w2, input: 2455, output: 253, share: 1}
      - {name: w3, input: 2455, output: 510, share: 4}
      - {name: w4, input: 496, output: 18, share: 3}
      - {name: w5, input: 496, output: 253, share: 20}
      - {name: w6, input: 496, output: 510, share: 27}
      - {name: w7, input: 824, output: 18, share: 1}
      - {name: w8, input: 824, output: 253, share: 25}
      - {name: w9, input: 824, output: 510, share: 15}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 4}
      - {name: w2, input: 2455, output: 253, share: 1}
      - {name: w3, input: 2455, output: 510, share: 4}
      - {name: w4, input: 496, output: 18, share: 3}
      - {name: w5, input: 496, output: 253, share: 20}
      - {name: w6, input: 496, output: 510, share: 27}
      - {name: w7, input: 824, output: 18, share: 1}
      - {name: w8, input: 824, output: 253, share: 25}
      - {name: w9, input: 824, output: 510, share: 15}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/paper/both-wildgpt-stock4-30.yaml", text: #"""
# Inputs of arXiv 2502.00722: prices, stock 4, workload types and trace mix; throughput is estimated.
title: Llama 3 8B and 70B, WildGPT trace, stock 4, 30 $/h
objective: throughput
budget: 30
gpus:
  - {name: "4090", type: RTX-4090, available: 24, price: 0.53}
  - {name: A40, type: A40, available: 24, price: 0.55}
  - {name: A6000, type: RTX-A6000, available: 24, price: 0.83}
  - {name: L40, type: L40, available: 16, price: 0.83}
  - {name: A100, type: A100-80G-SXM, available: 4, price: 1.75}
  - {name: H100, type: H100-SXM, available: 8, price: 2.99}
models:
  - name: llama-3-8b
    share: 80
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 4}
      - {name: w2, input: 2455, output: 253, share: 1}
      - {name: w3, input: 2455, output: 510, share: 4}
      - {name: w4, input: 496, output: 18, share: 3}
      - {name: w5, input: 496, output: 253, share: 20}
      - {name: w6, input: 496, output: 510, share: 27}
      - {name: w7, input: 824, output: 18, share: 1}
      - {name: w8, input: 824, output: 253, share: 25}
      - {name: w9, input: 824, output: 510, share: 15}
  - name: llama-3-70b
    share: 20
    precision: bf16
    workloads:
      - {name: w1, input: 2455, output: 18, share: 4}
      - {name: w2, input: 2455, output: 253, share: 1}
      - {name: w3, input: 2455, output: 510, share: 4}
      - {name: w4, input: 496, output: 18, share: 3}
      - {name: w5, input: 496, output: 253, share: 20}
      - {name: w6, input: 496, output: 510, share: 27}
      - {name: w7, input: 824, output: 18, share: 1}
      - {name: w8, input: 824, output: 253, share: 25}
      - {name: w9, input: 824, output: 510, share: 15}
replicas: {source: estimated, mixed: true, max_gpus: 8}

"""#),
(name: "Samples/today/profile.csv", text: #"""
model,precision,layout,input_tokens,output_tokens,concurrency,requests_per_second,ttft_ms,tpot_ms,source
gpt-oss-120b,int4,H100*2,1024,8192,4,0.0983,57.684,4.962,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*2,1024,8192,8,0.1598,69.844,6.103,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*2,1024,8192,16,0.2503,89.61,7.792,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*2,1024,8192,32,0.3764,117.816,10.365,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*2,1024,8192,64,0.5428,163.617,14.376,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*2,8192,1024,4,0.6670,264.739,5.603,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*2,8192,1024,8,1.0101,305.629,7.443,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*2,8192,1024,16,1.3988,410.8,10.78,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*2,8192,1024,32,1.8321,581.1,16.506,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*2,8192,1024,64,2.2942,975.601,26.315,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*4,8192,1024,4,0.8620,176.034,4.364,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*4,8192,1024,8,1.3901,214.597,5.416,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*4,8192,1024,16,2.0546,279.485,7.339,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*4,8192,1024,32,2.8424,392.769,10.621,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*4,8192,1024,64,3.6002,652.669,16.739,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*8,1024,1024,4,1.0657,31.778,3.638,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*8,1024,1024,8,1.9410,36.701,3.993,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*8,1024,1024,16,3.2474,52.472,4.765,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*8,1024,1024,32,5.3607,64.636,5.772,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*8,1024,1024,64,5.4134,134.67,11.425,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*8,1024,8192,4,0.1344,34.348,3.629,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*8,1024,8192,8,0.1972,45.879,4.946,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*8,1024,8192,16,0.4279,48.676,4.559,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*8,1024,8192,32,0.7077,58.567,5.513,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H100*8,1024,8192,64,1.1025,83.226,7.077,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,1024,1024,4,0.5616,80.546,6.884,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,1024,1024,8,0.9147,85.074,8.466,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,1024,1024,16,1.3552,107.299,11.436,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,1024,1024,32,2.0298,156.331,15.258,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,1024,1024,64,3.0275,211.925,20.457,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,1024,8192,4,0.0718,98.278,6.786,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,1024,8192,8,0.1185,105.047,8.229,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,1024,8192,16,0.1793,114.478,10.881,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,1024,8192,32,0.2878,139.855,13.559,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,1024,8192,64,0.3644,25797.9,18.293,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,8192,1024,4,0.5228,407.639,7.081,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,8192,1024,8,0.7701,379.085,9.784,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,8192,1024,16,1.0667,482.765,14.19,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,8192,1024,32,1.4361,674.555,21.122,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*1,8192,1024,64,1.7083,6184.2,30.577,"TensorRT-LLM gpt-oss-dev, 2025-12-15, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,1024,1024,4,0.6599,80.356,5.847,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,1024,1024,8,1.1317,86.321,6.826,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,1024,1024,16,1.7340,118.275,8.904,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,1024,1024,32,2.7150,152.629,11.372,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,1024,1024,64,4.3912,175.781,14.075,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,1024,8192,4,0.1045,63.501,4.665,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,1024,8192,8,0.1689,74.258,5.773,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,1024,8192,16,0.2619,88.119,7.449,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,1024,8192,32,0.3901,120.012,10.001,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,1024,8192,64,0.5627,173.392,13.865,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,8192,1024,4,0.6018,228.066,6.274,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,8192,1024,8,0.9892,275.852,7.636,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,8192,1024,16,1.4576,331.271,10.406,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,8192,1024,32,2.0846,488.634,14.528,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*2,8192,1024,64,2.7548,770.095,21.957,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*4,1024,1024,4,0.7699,104.226,4.977,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*4,1024,1024,8,1.2691,110.239,6.054,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*4,1024,1024,16,2.0610,123.37,7.468,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*4,1024,1024,32,3.3633,147.854,9.156,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*4,1024,1024,64,5.4130,165.22,11.396,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*4,8192,1024,4,0.7383,168.134,5.132,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*4,8192,1024,8,1.1790,205.399,6.432,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*4,8192,1024,16,1.7809,285.614,8.503,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*4,8192,1024,32,2.7652,376.74,10.944,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*4,8192,1024,64,3.7747,600.112,15.987,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,1024,1024,4,1.0689,36.854,3.622,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,1024,1024,8,1.9499,42.495,3.969,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,1024,1024,16,3.3484,51.117,4.621,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,1024,1024,32,5.5393,66.522,5.582,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,1024,1024,64,8.7706,80.895,7.054,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,1024,8192,4,0.1364,37.662,3.576,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,1024,8192,8,0.2498,41.812,3.904,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,1024,8192,16,0.4349,44.404,4.486,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,1024,8192,32,0.7397,68.08,5.273,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,1024,8192,64,1.1491,88.876,6.789,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,8192,1024,4,0.9905,136.472,3.814,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,8192,1024,8,1.7246,146.833,4.391,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,8192,1024,16,2.6835,217.095,5.616,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,8192,1024,32,3.9827,320.213,7.541,"vLLM 0.18.0, 2026-03-27, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,H200*8,8192,1024,64,4.9657,464.07,12.145,"vLLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,1024,4,1.1070,46.327,3.487,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,1024,8,1.7527,53.018,4.41,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,1024,16,2.6498,60.783,5.843,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,1024,32,3.9075,73.851,7.933,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,1024,64,6.4940,86.679,9.549,"TensorRT-LLM 1.2.0rc2, 2025-12-17, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,1024,128,9.7220,119.745,12.753,"TensorRT-LLM 1.2.0rc2, 2026-01-07, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,1024,256,14.0307,203.061,17.637,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,8192,4,0.1402,47.118,3.478,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,8192,8,0.2285,50.828,4.269,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,8192,16,0.3613,60.125,5.399,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,8192,32,0.5326,70.905,7.327,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,8192,64,0.8101,85.093,9.635,"TensorRT-LLM 1.2.0rc2, 2025-12-17, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,8192,128,1.2570,104.443,12.419,"TensorRT-LLM 1.2.0rc2, 2025-12-17, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,1024,8192,256,1.7890,189.586,17.447,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,8192,1024,4,1.0630,112.77,3.568,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,8192,1024,8,1.6126,130.454,4.722,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,8192,1024,16,2.3287,168.039,6.552,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,8192,1024,32,3.1877,231.954,9.586,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,8192,1024,64,4.3873,374.951,13.893,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,8192,1024,128,5.6855,646.911,21.375,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*1,8192,1024,256,6.7978,1140.11,35.698,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,1024,4,1.3662,42.044,2.821,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,1024,8,2.2887,41.773,3.376,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,1024,16,3.6369,49.582,4.252,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,1024,32,5.8900,58.119,5.254,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,1024,64,9.1604,79.303,6.752,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,1024,128,14.0182,110.168,8.818,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,1024,256,20.7336,168.321,11.905,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,8192,4,0.1849,44.62,2.636,"TensorRT-LLM 1.2.0rc2, 2026-01-07, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,8192,8,0.3142,35.609,3.104,"TensorRT-LLM 1.2.0rc2, 2026-01-07, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,8192,16,0.5122,39.557,3.809,"TensorRT-LLM 1.2.0rc2, 2026-01-07, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,8192,32,0.8305,58.643,4.697,"TensorRT-LLM 1.2.0rc2, 2025-12-17, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,8192,64,1.3344,61.648,5.848,"TensorRT-LLM 1.2.0rc2, 2025-12-17, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,8192,128,1.9917,98.497,7.834,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,1024,8192,256,2.9314,145.206,10.644,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,8192,1024,4,0.9582,88.686,3.994,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,8192,1024,8,1.8491,101.366,4.13,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,8192,1024,16,2.8497,126.161,5.365,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,8192,1024,32,4.4512,182.581,6.849,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,8192,1024,64,6.3267,276.663,9.618,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*2,8192,1024,128,8.4817,488.954,14.274,"vLLM 0.15.1, 2026-02-25, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,1024,1024,4,1.5916,40.531,2.417,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,1024,1024,8,2.8756,36.315,2.684,"TensorRT-LLM 1.2.0rc2, 2026-01-07, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,1024,1024,16,4.8636,40.687,3.176,"TensorRT-LLM 1.2.0rc2, 2026-01-07, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,1024,1024,128,17.6242,90.475,7.011,"TensorRT-LLM, 2025-12-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,1024,8192,4,0.2013,44.963,2.421,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,1024,8192,8,0.3607,44,2.702,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,1024,8192,16,0.6297,50.144,3.096,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,1024,8192,32,1.0500,55.54,3.714,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,1024,8192,64,1.7243,69.5,4.523,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,1024,8192,128,2.7113,87.321,5.753,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,1024,8192,256,3.9922,145.835,7.811,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,8192,1024,4,1.4952,77.865,2.539,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,8192,1024,8,2.5800,88.087,2.945,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,8192,1024,16,4.1568,105.998,3.659,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,8192,1024,32,6.3385,143.246,4.795,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,8192,1024,64,9.1257,202.022,6.658,"TensorRT-LLM, 2025-12-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*4,8192,1024,128,12.0214,327.633,10.088,"TensorRT-LLM, 2025-12-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,1024,1024,4,1.6790,40.755,2.289,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,1024,1024,8,2.9285,48.401,2.623,"TensorRT-LLM 1.2.0rc2, 2026-01-07, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,1024,1024,16,4.7059,45.6,3.279,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,1024,1024,32,7.2565,70.252,4.242,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,1024,1024,64,12.2551,65.392,5.041,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,1024,8192,4,0.2131,44.77,2.286,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,1024,8192,8,0.3933,42.076,2.478,"TensorRT-LLM 1.2.0rc2, 2026-01-07, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,1024,8192,16,0.7131,51.391,2.733,"TensorRT-LLM 1.2.0rc2, 2025-12-17, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,1024,8192,32,1.0943,50.325,3.564,"TensorRT-LLM, 2025-11-14, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,1024,8192,64,1.8072,61.174,4.316,"TensorRT-LLM, 2025-11-14, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,8192,1024,4,1.5650,76.119,2.424,"TensorRT-LLM 1.2.0rc2.post2, 2026-02-05, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,8192,1024,8,2.7941,82.64,2.718,"TensorRT-LLM 1.2.0rc2, 2026-01-07, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,8192,1024,16,4.3473,102.973,3.497,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,8192,1024,32,6.7706,132.057,4.491,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
gpt-oss-120b,int4,B200*8,8192,1024,64,9.6984,211.408,6.244,"TensorRT-LLM, 2025-11-02, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*2,1024,8192,4,0.0272,124.017,17.971,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*2,1024,8192,8,0.0508,155.351,19.194,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*2,1024,8192,16,0.0882,191.268,22.13,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*2,1024,8192,32,0.1409,288.953,27.694,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*2,1024,8192,64,0.1719,30787.1,41.682,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*2,8192,1024,4,0.1833,737.532,20.616,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*2,8192,1024,8,0.3013,962.856,25.014,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*2,8192,1024,16,0.4359,1284.12,34.625,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*2,8192,1024,32,0.5325,6518.3,52.369,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*2,8192,1024,64,0.5674,59175.4,52.406,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,1024,1024,4,0.3298,80.5,11.776,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,1024,1024,8,0.6408,96.339,12.11,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,1024,1024,16,1.1750,121.413,13.192,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,1024,1024,32,1.8773,174.8,16.492,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,1024,1024,64,3.1652,256.359,19.515,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,1024,8192,4,0.0407,85.907,11.995,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,1024,8192,8,0.0771,99.319,12.656,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,1024,8192,16,0.1384,127.914,14.095,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,1024,8192,32,0.2122,171.733,18.386,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,1024,8192,64,0.3334,261.436,23.407,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,8192,1024,4,0.2851,453.285,13.274,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,8192,1024,8,0.4787,582.928,15.766,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,8192,1024,16,0.7181,731.504,21.064,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,8192,1024,32,0.9236,1068.7,32.824,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*4,8192,1024,64,1.1333,1744.92,53.495,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*8,8192,1024,4,0.3720,300.781,10.218,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*8,8192,1024,8,0.6549,360.731,11.588,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*8,8192,1024,16,0.9581,482.889,15.853,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*8,8192,1024,32,1.4036,689.243,21.612,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H100*8,8192,1024,64,1.7570,1150.26,34.483,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,1024,1024,4,0.1892,562.182,20.114,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,1024,1024,8,0.3597,633.974,21.122,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,1024,1024,16,0.6604,710.941,22.987,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,1024,1024,32,1.1713,924.091,25.802,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,1024,1024,64,1.8592,1345.05,32.335,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,1024,1024,128,2.6759,1882.2,44.919,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,1024,8192,4,0.0221,210.283,22.048,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,1024,8192,8,0.0405,247.305,24.097,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,1024,8192,16,0.0715,325.132,27.295,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,1024,8192,32,0.1031,474.183,37.817,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,1024,8192,64,0.1665,5322.91,46.266,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,8192,1024,4,0.1557,1155.53,23.986,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,8192,1024,8,0.2570,1439.36,29.02,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,8192,1024,16,0.3798,1903.95,39.318,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,8192,1024,32,0.5101,2676.35,58.706,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,8192,1024,64,0.5779,29676.6,79.238,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*1,8192,1024,128,0.6091,127810,80.48,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,1024,1024,4,0.3933,90.579,9.854,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,1024,1024,8,0.7641,101.097,10.136,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,1024,1024,16,1.4141,126.211,10.937,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,1024,1024,32,2.1485,179.07,14.384,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,1024,1024,64,3.8316,264.518,16.069,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,1024,8192,4,0.0603,98.365,8.086,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,1024,8192,8,0.1155,103.832,8.442,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,1024,8192,16,0.2075,132.661,9.396,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,1024,8192,32,0.3546,182.621,10.996,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,1024,8192,64,0.5689,282.473,13.7,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,1024,8192,128,0.8045,418.619,19.373,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,8192,1024,4,0.4018,439.142,9.303,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,8192,1024,8,0.6779,567.096,10.981,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,8192,1024,16,1.0076,709.16,14.829,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,8192,1024,32,1.3521,1015.98,22.141,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,8192,1024,64,1.6173,1695.15,37.026,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*4,8192,1024,128,1.8085,2893.42,66.359,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,1024,1024,4,0.6181,68.691,6.259,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,1024,1024,8,1.1507,81.817,6.716,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,1024,1024,16,2.0067,103.158,7.693,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,1024,1024,32,3.3125,143.285,9.303,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,1024,1024,64,4.5577,225.423,13.506,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,1024,1024,128,5.6977,323.506,21.644,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,1024,8192,4,0.0756,91.271,6.45,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,1024,8192,8,0.1424,84.943,6.848,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,1024,8192,16,0.2525,125.974,7.72,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,1024,8192,32,0.4119,141.754,9.467,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,1024,8192,64,0.5899,208.448,13.221,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,1024,8192,128,0.7522,322.217,20.736,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,8192,1024,4,0.5251,301.974,7.151,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,8192,1024,8,0.8900,369.306,8.426,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,8192,1024,16,1.3298,511.667,11.261,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,8192,1024,32,1.8022,706.049,16.667,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,8192,1024,64,2.1511,1132.37,27.976,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,H200*8,8192,1024,128,2.4115,1899.31,50.029,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*1,1024,1024,4,0.2376,122.394,16.337,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*1,1024,1024,8,0.4661,152.585,16.629,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*1,1024,1024,16,0.8753,199.086,17.673,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*1,1024,1024,32,1.5781,262.356,19.565,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*1,1024,1024,64,2.6646,385.24,23.102,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*1,1024,8192,4,0.0328,103.607,14.873,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*1,1024,8192,8,0.0632,143.471,15.446,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*1,1024,8192,16,0.1148,172.751,16.987,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*1,1024,8192,32,0.1951,232.568,19.999,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*1,1024,8192,64,0.3172,347.495,24.588,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*1,1024,8192,128,0.3609,136622,26.617,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,1024,1024,4,0.3935,255.676,9.686,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,1024,1024,8,0.7781,272.373,9.784,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,1024,1024,16,1.5467,270.386,9.848,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,1024,1024,32,2.7809,344.289,10.912,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,1024,1024,64,4.5413,467.611,13.319,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,1024,1024,128,6.5461,660.845,18.468,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,1024,8192,4,0.0496,71.931,9.844,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,1024,8192,8,0.0973,90.543,10.027,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,1024,8192,16,0.1891,110.543,10.319,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,1024,8192,32,0.3310,151.771,11.786,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,1024,8192,64,0.5196,230.742,15.008,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,1024,8192,128,0.7476,367.128,20.859,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,8192,1024,4,0.3468,381.915,10.903,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,8192,1024,8,0.6086,477.663,12.382,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,8192,1024,16,0.9856,605.718,15.276,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,8192,1024,32,1.3609,878.499,22.127,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,8192,1024,64,1.6713,1436.02,36.028,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*2,8192,1024,128,1.8904,2506.61,63.738,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,1024,1024,4,0.5746,192.181,6.617,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,1024,1024,8,1.0872,207.357,6.99,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,1024,1024,16,2.0830,204.083,7.309,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,1024,1024,32,3.8145,255.122,7.951,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,1024,1024,64,6.2214,343.498,9.72,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,1024,1024,128,9.1706,443.833,13.21,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,1024,8192,4,0.0697,57.92,6.999,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,1024,8192,8,0.1376,75.926,7.091,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,1024,8192,16,0.2608,84.474,7.481,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,1024,8192,32,0.4688,111.71,8.319,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,1024,8192,64,0.7451,167.104,10.466,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,1024,8192,128,1.0803,259.885,14.433,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,8192,1024,4,0.4930,265.701,7.671,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,8192,1024,8,0.8829,348.522,8.517,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,8192,1024,16,1.4134,414.929,10.66,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,8192,1024,32,2.0366,594.584,14.778,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,8192,1024,64,2.5407,963.423,23.682,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*4,8192,1024,128,2.9133,1685.03,41.301,"TensorRT-LLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*8,1024,1024,4,0.6094,100.367,6.318,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*8,1024,1024,8,1.1084,155.558,6.903,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*8,1024,1024,16,2.0180,144.753,7.609,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*8,1024,1024,32,3.3308,167.965,9.227,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*8,1024,1024,64,4.9038,218.604,12.544,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*8,8192,1024,4,0.5256,262.703,7.182,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*8,8192,1024,8,0.9760,329.574,7.69,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*8,8192,1024,16,1.5387,403.612,9.77,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*8,8192,1024,32,2.1938,582.878,13.689,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"
llama-3.1-70b,fp8,B200*8,8192,1024,64,2.6978,932.678,22.278,"vLLM, 2025-10-29, AIConfigurator 0.12 silicon sample"

"""#),
(name: "Samples/today/scenario.yaml", text: #"""
# Two models of 2026 on three NVIDIA generations, from published end-to-end measurements.
# requests/s = concurrency / (TTFT + (output - 1) * TPOT); duplicates and layouts with expert or
# attention-data parallelism are left out. int4 stands for gpt-oss's MXFP4.
# $/h for one GPU: H100 RunPod secure 2026-11-09, H200 RunPod average 2026-10-24, B200 Lambda 8x 2026-09-20,
# which is rented by the machine of 8 (53.52 $/h).
title: Llama 3.1 70B and gpt-oss 120B at 2026 prices
objective: throughput
budget: 80
demand: 15
gpus:
  - {name: H100, type: H100-SXM, available: 16, price: 3.99}
  - {name: H200, type: H200-SXM, available: 8, price: 4.44}
  - {name: B200, type: B200-SXM, available: 16, price: 6.69, rented_by: machine}
models:
  - name: llama-3.1-70b
    share: 40
    precision: fp8
    workloads:
      - {name: chat, input: 1024, output: 1024, share: 50}
      - {name: reasoning, input: 1024, output: 8192, share: 15}
      - {name: summarize, input: 8192, output: 1024, share: 35}
  - name: gpt-oss-120b
    share: 60
    precision: int4
    workloads:
      - {name: chat, input: 1024, output: 1024, share: 40}
      - {name: reasoning, input: 1024, output: 8192, share: 40}
      - {name: summarize, input: 8192, output: 1024, share: 20}
replicas: {source: measured, mixed: false, max_gpus: 8}
profiles: [profile.csv]
slo: {ttft_ms: 2000, tpot_ms: 50}

"""#),
(name: "Samples/worked-example/profile.csv", text: #"""
model,precision,layout,input_tokens,output_tokens,concurrency,requests_per_second,ttft_ms,tpot_ms,source
example,bf16,t1*1,512,128,,1.0,,,"arXiv 2502.00722, appendix C"
example,bf16,t1*1,128,512,,1.2,,,"arXiv 2502.00722, appendix C"
example,bf16,t2*1,512,128,,0.9,,,"arXiv 2502.00722, appendix C"
example,bf16,t2*1,128,512,,0.9,,,"arXiv 2502.00722, appendix C"
example,bf16,t3*1,512,128,,0.3,,,"arXiv 2502.00722, appendix C"
example,bf16,t3*1,128,512,,0.5,,,"arXiv 2502.00722, appendix C"
example,bf16,t2*2,512,128,,2.4,,,"arXiv 2502.00722, appendix C"
example,bf16,t2*2,128,512,,1.5,,,"arXiv 2502.00722, appendix C"

"""#),
(name: "Samples/worked-example/scenario.yaml", text: #"""
# The paper's worked example: three GPU types with two GPUs each, 100 requests of two workload types.
# The best makespan is 28.43137 s: 100 / 28.43137 = 3.51724 requests/s, one t1 and one TP pair of t2.
# The example names no hardware: facts of the types and the model only have to fit, the rates are in the profile.
title: Worked example
objective: throughput
budget: 8
gpus:
  - {name: t1, available: 2, price: 4, gpus_per_machine: 2, memory_gb: 80, bandwidth_gb_s: 2000, tflops: 300, link_gb_s: 300}
  - {name: t2, available: 2, price: 2, gpus_per_machine: 2, memory_gb: 48, bandwidth_gb_s: 800, tflops: 150, link_gb_s: 300}
  - {name: t3, available: 2, price: 2, gpus_per_machine: 2, memory_gb: 24, bandwidth_gb_s: 800, tflops: 100, link_gb_s: 32}
models:
  - name: example
    share: 1
    precision: bf16
    parameters: 7
    layers: 32
    hidden: 4096
    heads: 32
    kv_heads: 8
    workloads:
      - {name: w1, input: 512, output: 128, share: 80}
      - {name: w2, input: 128, output: 512, share: 20}
replicas: {source: measured, mixed: false, max_gpus: 2}
profiles: [profile.csv]

"""#),
(name: "Themes/colourblind.yaml", text: #"""
# Okabe-Ito hues; the ground is the terminal's own.
# Roles: palette index 0-255 or default. Grounds: background/text.
text: 252
strong: 255
muted: 246
rule: 239
focus: 74
key: 74
good: 36
warn: 227
bad: 208
changed: 175
fill: 74
ref: 214
est: 227
stale: 245
bar: 236/252
sel: 238/255
h1: 236/252
h2: 24/255
h3: 74/16
h4: 153/16
flash: 58/230

"""#),
(name: "Themes/contrast.yaml", text: #"""
# Contrast of 7:1 and more; paints every cell.
# Roles: palette index 0-255 or default. Grounds: background/text.
text: 255
strong: 231
muted: 252
rule: 250
focus: 51
key: 51
good: 120
warn: 227
bad: 217
changed: 219
fill: 51
ref: 222
est: 227
stale: 248
base: 16/255
bar: 235/231
sel: 231/16
h1: 236/231
h2: 24/231
h3: 44/16
h4: 231/16
flash: 227/16

"""#),
(name: "Themes/dark.yaml", text: #"""
# For dark terminals; the ground is the terminal's own.
# Roles: palette index 0-255 or default. Grounds: background/text.
# A theme may begin with `inherits: NAME` and state only what differs. Roles:
#   text     figures, labels                      changed  differs from the scenario
#   strong   totals, titles, values that count    fill     slider fill, GPUs in use, curves
#   muted    units, heads, legends                ref      pinned plans
#   rule     rules, tracks, grids; never text     est      interpolated, estimated
#   focus    the panel and row of the keys        stale    a plan that is out of date
#   key      names of keys                        good     better, optimal
#   warn     a limit that binds, an open gap      bad      worse, no plan, error
# Grounds:
#   bar      the top line                         sel      the chosen row
#   h1       under 25 % of a workload type        h2       25 to 49 %
#   h3       50 to 99 %                           h4       all of it
#   flash    just changed
text: 252
strong: 255
muted: 246
rule: 239
focus: 81
key: 117
good: 114
warn: 221
bad: 210
changed: 183
fill: 74
ref: 216
est: 180
stale: 245
bar: 236/252
sel: 238/255
h1: 236/252
h2: 23/255
h3: 66/16
h4: 109/16
flash: 58/230

"""#),
(name: "Themes/light.yaml", text: #"""
# Black on white; paints every cell.
# Roles: palette index 0-255 or default. Grounds: background/text.
text: 237
strong: 16
muted: 242
rule: 250
focus: 25
key: 25
good: 22
warn: 94
bad: 124
changed: 90
fill: 24
ref: 130
est: 94
stale: 243
base: 231/237
bar: 255/237
sel: 252/16
h1: 255/237
h2: 152/16
h3: 73/16
h4: 23/231
flash: 229/16

"""#),
(name: "Themes/mono.yaml", text: #"""
# No colours: weight, underline and reverse carry the meaning.
monochrome: true

"""#),
(name: "Themes/sixteen.yaml", text: #"""
# Only the sixteen colours that every terminal has.
# Roles: palette index 0-255 or default. Grounds: background/text.
text: 7
strong: 15
muted: 7
rule: 8
focus: 14
key: 14
good: 10
warn: 11
bad: 9
changed: 13
fill: 14
ref: 11
est: 11
stale: 7
bar: 0/7
sel: 4/15
h1: 0/7
h2: 0/15
h3: 6/0
h4: 14/0
flash: 11/0

"""#),
  ]

  /// The text of a file; nil: it is not among them.
  static func text(_ name: String) -> String? { files.first { $0.name == name }?.text }
}
