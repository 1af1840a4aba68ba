import Planning

/// Shell scripts that start engines.
extension PlanExport {
  /// Ports on which the engines of one replica over several machines find each other.
  private static let firstMeetingPort = 6379

  /// A script that starts the replicas of the machine whose number it is given; without machines, one command a copy.
  static func shell(_ exported: ExportedPlan, _ format: Format, _ engine: ExportEngine) -> String {
    let entries = exported.plan.replicas.indices.map { index -> (entry: ExportedPlan.Entry?, note: String) in
      let replica = exported.plan.replicas[index]
      if let reason = refusal(exported, index, format) { return (nil, note(replica, reason)) }
      return (exported.entry(index), "")
    }
    let notes = entries.map(\.note).joined()
    let known = entries.compactMap(\.entry)
    guard !exported.plan.machines.isEmpty else {
      return "#!/bin/sh\n# One command a replica; each names the GPUs it needs.\n" + notes
        + known.map { listed($0, engine) }.joined()
    }
    let machines = exported.plan.machines
    var text = "#!/bin/sh\n# Starts the replicas of one machine, whose number is the argument.\n"
    for (place, machine) in machines.enumerated() {
      text +=
        "# Machine \(place + 1): \(SafeText.printable(machine.pool, limit: 200)), \(machine.gpus) GPUs, "
        + "\(machine.free) free\n"
    }
    text += notes
    text += """
      if ! [ "$1" -ge 1 ] 2>/dev/null || [ "$1" -gt \(machines.count) ]; then
      echo "usage: $0 MACHINE, a number from 1 to \(machines.count)" >&2
      exit 64
      fi

      """
    var meeting = firstMeetingPort
    var commands = [String](repeating: "", count: machines.count)
    var ports = [Int](repeating: port, count: machines.count)
    for entry in known {
      for (number, parts) in entry.copies.enumerated() {
        let lines = copyCommands(
          entry, parts, engine, meeting: meeting, port: parts.first?.machine.map { ports[$0] })
        for (part, line) in zip(parts, lines) {
          guard let machine = part.machine else { continue }
          commands[machine] += note(entry.replica, "copy \(number + 1) of \(entry.replica.count)") + line
        }
        if let machine = parts.first?.machine { ports[machine] += 1 }
        if parts.count > 1 { meeting += 1 }
      }
    }
    for (place, lines) in commands.enumerated() where !lines.isEmpty {
      text += "if [ \"$1\" = \(place + 1) ]; then\n\(lines)fi\n"
    }
    return text + "wait\n"
  }

  private static func listed(_ entry: ExportedPlan.Entry, _ engine: ExportEngine) -> String {
    (1...max(1, entry.replica.count)).map { copy in
      note(entry.replica, "copy \(copy) of \(entry.replica.count)")
        + shellLine(entry.words(engine) + ["--port", "\(port)"]) + "\n"
    }.joined()
  }

  /// The lines of each part of a copy: the first one serves, the others join it.
  private static func copyCommands(
    _ entry: ExportedPlan.Entry, _ parts: [ExportedPlan.Part], _ engine: ExportEngine, meeting: Int,
    port: Int?
  ) -> [String] {
    let head = (parts.first?.machine ?? 0) + 1
    let address = "\"${MACHINE_\(head):?the address of machine \(head)}:\(meeting)\""
    return parts.enumerated().map { rank, part in
      let devices = "export CUDA_VISIBLE_DEVICES=\(part.gpus.map(String.init).joined(separator: ","))\n"
      let words = entry.words(engine)
      let listens = ["--port", "\(port ?? Self.port)"]
      guard parts.count > 1 else { return devices + shellLine(words + listens) + " &\n" }
      switch engine {
      case .vllm where rank == 0:
        return devices + "ray start --head --port \(meeting) --include-dashboard=false\n"
          + "export RAY_ADDRESS=127.0.0.1:\(meeting)\n" + shellLine(words + listens)
          + " &\nunset RAY_ADDRESS\n"
      case .vllm: return devices + "ray start --address \(address) --block &\n"
      case .sglang:
        let meets = ["--nnodes", "\(parts.count)", "--node-rank", "\(rank)", "--dist-init-addr"]
        return devices + shellLine(words + listens + meets) + " \(address) &\n"
      }
    }
  }
}
