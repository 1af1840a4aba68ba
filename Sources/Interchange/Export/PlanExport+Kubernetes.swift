import Planning

/// Manifests for engines that Kubernetes keeps running.
extension PlanExport {
  /// Seconds that an engine may take to load its weights before a probe counts as failed.
  static let startupSeconds = 1800
  static let probePeriod = 10

  /// Copies of a replica that run on machines of one kind.
  struct Group {
    var entry: ExportedPlan.Entry
    /// The machines; nil: any of the pool.
    var kind: ExportedPlan.MachineKind?
    /// Name of what runs them.
    var name: String
    var copies: Int
  }

  /// The groups of a replica: one a kind of machine that holds copies of it.
  static func groups(_ entry: ExportedPlan.Entry, _ kinds: [ExportedPlan.MachineKind]) -> [Group] {
    let own = kinds.filter { $0.copies[entry.index, default: 0] > 0 }
    guard !own.isEmpty else {
      return [Group(entry: entry, kind: nil, name: entry.name, copies: entry.replica.count)]
    }
    return own.map { kind in
      Group(
        entry: entry, kind: kind, name: own.count == 1 ? entry.name : "\(entry.name)-m\(kind.number)",
        copies: kind.copies[entry.index, default: 0] * kind.machines)
    }
  }

  /// The labels that nodes need, as comments: how many of each kind.
  static func nodeNotes(_ kinds: [ExportedPlan.MachineKind]) -> String {
    kinds.map { kind in
      "# \(kind.machines) node\(kind.machines == 1 ? "" : "s") of \(kind.gpus) GPUs: kubectl label node NODE "
        + "fleetmix/pool=\(labelValue(kind.pool)) fleetmix/machines=\(kind.number)\n"
    }.joined()
  }

  /// The labels of a replica's pods.
  static func labels(_ entry: ExportedPlan.Entry) -> String {
    "app: \(entry.name), app.kubernetes.io/part-of: fleetmix, "
      + "fleetmix/model: \(yamlQuoted(labelValue(entry.replica.model)))"
  }

  /// The nodes that the pods of a group may stand on.
  static func nodeSelector(_ group: Group) -> String {
    let pool = "fleetmix/pool: \(yamlQuoted(labelValue(group.entry.shape.stages[0].pool)))"
    return "{" + pool + (group.kind.map { ", fleetmix/machines: \"\($0.number)\"" } ?? "") + "}"
  }

  /// As many pods of a group on each of its nodes, so that all find room; nothing where any node will do.
  static func spread(_ group: Group) -> [String] {
    guard let kind = group.kind, kind.machines > 1 else { return [] }
    return [
      "topologySpreadConstraints:",
      "  - maxSkew: 1",
      "    topologyKey: kubernetes.io/hostname",
      "    whenUnsatisfiable: DoNotSchedule",
      "    labelSelector: {matchLabels: {fleetmix/group: \(group.name)}}",
    ]
  }

  /// The container of an engine that serves from one machine.
  static func container(_ entry: ExportedPlan.Entry, name: String) -> [String] {
    let words = entry.words(.vllm).dropFirst(2) + ["--port", "\(port)"]
    let probe = "httpGet: {path: /health, port: \(port)}, periodSeconds: \(probePeriod)"
    return [
      "- name: \(name)",
      "  image: vllm/vllm-openai",
      "  command: [vllm, serve]",
      "  args: [\(words.map(literalQuoted).joined(separator: ", "))]",
      "  ports: [{name: http1, containerPort: \(port), protocol: TCP}]",
      "  startupProbe: {\(probe), failureThreshold: \(startupSeconds / probePeriod)}",
      "  readinessProbe: {\(probe)}",
      "  resources: {limits: {nvidia.com/gpu: \(entry.shape.gpus)}}",
      "  volumeMounts: [{name: shared-memory, mountPath: /dev/shm}]",
    ]
  }

  static let sharedMemory = "volumes: [{name: shared-memory, emptyDir: {medium: Memory}}]"

  /// What a manifest says of the replica that it runs.
  static func annotations(_ entry: ExportedPlan.Entry) -> String {
    "{fleetmix/layout: \(yamlQuoted(entry.replica.layout)), fleetmix/model: \(yamlQuoted(entry.replica.model))}"
  }

  /// Lines with so many spaces before each.
  static func indented(_ lines: [String], by spaces: Int) -> String {
    lines.map { String(repeating: " ", count: spaces) + $0 }.joined(separator: "\n")
  }

  /// A Deployment of the copies on each kind of machine, and the Service in front of them.
  static func kubernetes(_ entry: ExportedPlan.Entry, _ kinds: [ExportedPlan.MachineKind]) -> String {
    let deployments = groups(entry, kinds).map { group in
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: \(group.name)
        labels: {\(labels(entry))}
        annotations: \(annotations(entry))
      spec:
        replicas: \(group.copies)
        selector: {matchLabels: {app: \(entry.name), fleetmix/group: \(group.name)}}
        template:
          metadata: {labels: {\(labels(entry)), fleetmix/group: \(group.name)}}
          spec:
            nodeSelector: \(nodeSelector(group))
      \(indented(spread(group) + ["containers:"], by: 6))
      \(indented(container(entry, name: "vllm"), by: 8))
            \(sharedMemory)

      """
    }
    return (deployments + [service(entry)]).joined(separator: "---\n")
  }

  /// The Service in front of all copies of a replica; `more` narrows the pods that it selects.
  static func service(_ entry: ExportedPlan.Entry, more: String = "") -> String {
    """
    apiVersion: v1
    kind: Service
    metadata:
      name: \(entry.name)
      labels: {\(labels(entry))}
    spec:
      selector: {app: \(entry.name)\(more)}
      ports: [{name: http, port: 80, targetPort: \(port)}]

    """
  }

  /// A KServe InferenceService of the copies on each kind of machine.
  static func kserve(_ entry: ExportedPlan.Entry, _ kinds: [ExportedPlan.MachineKind]) -> String {
    groups(entry, kinds).map { group in
      """
      apiVersion: serving.kserve.io/v1beta1
      kind: InferenceService
      metadata:
        name: \(group.name)
        labels: {\(labels(entry)), fleetmix/group: \(group.name)}
        annotations: {serving.kserve.io/deploymentMode: RawDeployment, fleetmix/layout: \(yamlQuoted(entry.replica.layout))}
      spec:
        predictor:
          minReplicas: \(group.copies)
          maxReplicas: \(group.copies)
          nodeSelector: \(nodeSelector(group))
      \(indented(spread(group) + ["containers:"], by: 4))
      \(indented(container(entry, name: "kserve-container"), by: 6))
          \(sharedMemory)

      """
    }.joined(separator: "---\n")
  }
}
