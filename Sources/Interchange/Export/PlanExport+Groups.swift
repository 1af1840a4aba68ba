import Planning

/// Manifests for replicas over several machines, and for what scales and routes them.
extension PlanExport {
  private static let meetingPort = 6379

  /// Why a group of pods cannot be the copies of a replica; nil: it can. All pods but the first are alike.
  static func groupRefusal(_ entry: ExportedPlan.Entry) -> String? {
    let shapes = Set(entry.copies.map { parts in parts.map { "\($0.gpus.count) x \($0.pool)" } })
    guard shapes.count <= 1 else { return "its copies are cut in different ways over machines" }
    guard Set(shapes.first?.dropFirst() ?? []).count <= 1 else {
      return "the machines after the first differ: " + (shapes.first ?? []).joined(separator: ", ")
    }
    return nil
  }

  /// A LeaderWorkerSet of all copies of a replica, one pod a machine, and the Service in front of the leaders.
  static func leaderWorkerSet(_ entry: ExportedPlan.Entry) -> String {
    let parts = entry.copies.first ?? []
    let serve = withoutVariables(shellLine(entry.words(.vllm) + ["--port", "\(port)"]))
    let isAcross = parts.count > 1
    let leads = isAcross ? "ray start --head --port \(meetingPort) && exec \(serve)" : "exec \(serve)"
    let joins = "exec ray start --address \"$LWS_LEADER_ADDRESS:\(meetingPort)\" --block"
    func pod(_ part: ExportedPlan.Part, name: String, command: String, serves: Bool) -> [String] {
      let probe = "httpGet: {path: /health, port: \(port)}, periodSeconds: \(probePeriod)"
      let served = [
        "      ports: [{name: http1, containerPort: \(port), protocol: TCP}]",
        "      startupProbe: {\(probe), failureThreshold: \(startupSeconds / probePeriod)}",
        "      readinessProbe: {\(probe)}",
      ]
      return [
        "metadata: {labels: {\(labels(entry))}}",
        "spec:",
        "  nodeSelector: {fleetmix/pool: \(yamlQuoted(labelValue(part.pool)))}",
        "  containers:",
        "    - name: \(name)",
        "      image: vllm/vllm-openai",
        "      command: [sh, -c]",
        "      args: [\(yamlQuoted(command))]",
      ] + (serves ? served : []) + [
        "      resources: {limits: {nvidia.com/gpu: \(part.gpus.count)}}",
        "      volumeMounts: [{name: shared-memory, mountPath: /dev/shm}]",
        "  " + sharedMemory,
      ]
    }
    guard let first = parts.first, let last = parts.last else { return "" }
    let leader = pod(first, name: "leader", command: leads, serves: true)
    let worker = isAcross ? pod(last, name: "worker", command: joins, serves: false) : leader
    return """
      apiVersion: leaderworkerset.x-k8s.io/v1
      kind: LeaderWorkerSet
      metadata:
        name: \(entry.name)
        labels: {\(labels(entry))}
        annotations: \(annotations(entry))
      spec:
        replicas: \(entry.replica.count)
        leaderWorkerTemplate:
          size: \(parts.count)
          restartPolicy: RecreateGroupOnPodRestart
          leaderTemplate:
      \(indented(leader, by: 6))
          workerTemplate:
      \(indented(worker, by: 6))
      ---
      \(service(entry, more: ", leaderworkerset.sigs.k8s.io/worker-index: \"0\""))
      """
  }

  /// Bounds for KEDA: at most the copies planned, started as requests come in at the planned rate or wait.
  static func keda(_ entry: ExportedPlan.Entry, _ kinds: [ExportedPlan.MachineKind]) -> String {
    let rate = entry.replica.count > 0 ? entry.replica.requestsPerSecond / Double(entry.replica.count) : 0
    return groups(entry, kinds).map { group in
      let pods = "{pod=~\"\(group.name)-.*\"}"
      return """
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata:
          name: \(group.name)
          labels: {\(labels(entry))}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: \(group.name)}
          minReplicaCount: 1
          maxReplicaCount: \(max(1, group.copies))
          triggers:
            - type: prometheus
              metadata:
                serverAddress: http://prometheus.monitoring.svc:9090
                query: \(yamlQuoted("sum(rate(vllm:request_success_total\(pods)[2m]))"))
                threshold: \(yamlQuoted("\(max(rate, 1e-6))"))
            - type: prometheus
              metadata:
                serverAddress: http://prometheus.monitoring.svc:9090
                query: \(yamlQuoted("sum(vllm:num_requests_waiting\(pods))"))
                threshold: "1"

        """
    }.joined(separator: "---\n")
  }

  /// An InferencePool of each model's pods: its endpoint picker chooses among all layouts by what each has to do.
  static func inferencePools(_ entries: [ExportedPlan.Entry]) -> String {
    var models: [String] = []
    for entry in entries where !models.contains(entry.replica.model) { models.append(entry.replica.model) }
    return models.enumerated().map { index, model in
      let name = dnsLabel(model, index: index) + "-pool"
      return """
        apiVersion: inference.networking.k8s.io/v1
        kind: InferencePool
        metadata:
          name: \(name)
          labels: {app.kubernetes.io/part-of: fleetmix}
          annotations: {fleetmix/model: \(yamlQuoted(model))}
        spec:
          selector: {matchLabels: {fleetmix/model: \(yamlQuoted(labelValue(model)))}}
          targetPorts: [{number: \(port)}]
          endpointPickerRef: {name: \(name)-epp, port: {number: 9002}}

        """
    }.joined(separator: "---\n")
  }

  /// A Compose file: one service a copy, of each machine under a profile of its own where there are several.
  static func compose(_ entries: [ExportedPlan.Entry], machines: Int) -> String {
    var ports = [Int](repeating: port, count: max(1, machines))
    var text = "name: fleetmix\n"
    if machines > 1 { text += "# On machine N: docker compose --profile machine-N up\n" }
    text += "services:\n"
    for entry in entries {
      for (number, parts) in entry.copies.enumerated() {
        guard let part = parts.first else { continue }
        let machine = part.machine ?? 0
        let words = entry.words(.vllm).dropFirst(2) + ["--port", "\(port)"]
        text += """
            \(entry.name)-\(number + 1):
              image: vllm/vllm-openai
              entrypoint: [vllm, serve]
              command: [\(words.map(literalQuoted).joined(separator: ", "))]
              ports: ["\(ports[machine]):\(port)"]
              ipc: host
              restart: unless-stopped

          """
        if machines > 1 { text += "    profiles: [machine-\(machine + 1)]\n" }
        let devices = part.gpus.map { "\"\($0)\"" }.joined(separator: ", ")
        text += """
              deploy:
                resources:
                  reservations:
                    devices: [{driver: nvidia, device_ids: [\(devices)], capabilities: [gpu]}]

          """
        ports[machine] += 1
      }
    }
    return text
  }
}
