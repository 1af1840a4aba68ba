import Planning

/// Manifests for engines that keep replicas running.
extension PlanExport {
  /// Seconds that an engine may take to load its weights before a probe counts as failed.
  private static let startupSeconds = 1800
  private static let probePeriod = 10

  /// A Deployment of all copies of a replica and the Service in front of them.
  static func kubernetes(_ replica: Plan.Replica, _ shape: ReplicaShape, _ name: String) -> String {
    let model = repository(replica)
    // A leading dash would be an option.
    let words =
      [model.hasPrefix("-") ? "./" + model : model] + arguments(replica, shape) + ["--port", "\(port)"]
    return """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: \(name)
        labels: {app: \(name), app.kubernetes.io/part-of: fleetmix}
        annotations:
          fleetmix/layout: \(yamlQuoted(replica.layout))
          fleetmix/model: \(yamlQuoted(replica.model))
      spec:
        replicas: \(replica.count)
        selector: {matchLabels: {app: \(name)}}
        template:
          metadata: {labels: {app: \(name), app.kubernetes.io/part-of: fleetmix}}
          spec:
            nodeSelector: {fleetmix/pool: \(yamlQuoted(labelValue(shape.stages[0].pool)))}
            containers:
              - name: vllm
                image: vllm/vllm-openai
                command: [vllm, serve]
                args: [\(words.map(yamlQuoted).joined(separator: ", "))]
                ports: [{name: http, containerPort: \(port)}]
                startupProbe:
                  httpGet: {path: /health, port: http}
                  periodSeconds: \(probePeriod)
                  failureThreshold: \(startupSeconds / probePeriod)
                readinessProbe:
                  httpGet: {path: /health, port: http}
                  periodSeconds: \(probePeriod)
                resources: {limits: {nvidia.com/gpu: \(shape.gpus)}}
                volumeMounts: [{name: shared-memory, mountPath: /dev/shm}]
            volumes: [{name: shared-memory, emptyDir: {medium: Memory}}]
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: \(name)
        labels: {app: \(name), app.kubernetes.io/part-of: fleetmix}
      spec:
        selector: {app: \(name)}
        ports: [{name: http, port: 80, targetPort: http}]

      """
  }

  /// A SkyPilot service of all copies of a replica.
  static func skyPilot(_ replica: Plan.Replica, _ shape: ReplicaShape, _ name: String) -> String {
    let command =
      ["vllm", "serve", shellQuoted(repository(replica))] + arguments(replica, shape)
      + ["--port", "\(port)"]
    return """
      name: \(name)
      service:
        readiness_probe: {path: /health, initial_delay_seconds: \(startupSeconds)}
        replicas: \(replica.count)
      resources:
        accelerators: \(yamlQuoted("\(accelerator(shape.stages[0].pool)):\(shape.gpus)"))
        ports: \(port)
      setup: pip install vllm
      run: \(yamlQuoted(command.joined(separator: " ")))

      """
  }

  /// The catalogue's name of a GPU as SkyPilot writes it; other names as they are, without what would end the name.
  private static func accelerator(_ pool: String) -> String {
    let names = [
      "RTX-4090": "RTX4090", "RTX-A6000": "RTXA6000", "A100-40G-SXM": "A100", "A100-80G-SXM": "A100-80GB",
      "A100-80G-PCIe": "A100-80GB", "H100-PCIe": "H100", "H100-SXM": "H100", "H200-SXM": "H200",
      "B200-SXM": "B200",
    ]
    let type = CatalogueNames.standard.gpu(pool)?.name ?? pool
    return names[type] ?? String(labelValue(type))
  }

  /// A text that may be the value of a label: letters, digits, `-`, `_` and `.`, at most 63, a letter or digit at
  /// both ends.
  static func labelValue(_ text: String) -> String {
    func isWord(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    let bytes = text.utf8.prefix(63).map { isWord($0) || "-_.".utf8.contains($0) ? $0 : UInt8(ascii: "-") }
    let trimmed = bytes.drop { !isWord($0) }.reversed().drop { !isWord($0) }.reversed()
    return trimmed.isEmpty ? "pool" : String(decoding: Array(trimmed), as: UTF8.self)
  }
}
