import Planning
import Serving

/// Writes where the replicas of a plan stand: machines of a pool that hold the same share a line.
enum MachineLines {
  /// The lines of a table.
  static func lines(_ plan: Plan) -> [String] {
    var rows = [["pool", "machines", "$/h", "GPUs taken on each"]]
    var last: (pool: String, gpus: Int, text: String, count: Int, cost: Double)?
    func end() {
      guard let last else { return }
      rows.append([
        last.pool, "\(last.count) of \(last.gpus)", DecimalText.fixed(last.cost, 2), last.text,
      ])
    }
    for machine in plan.machines {
      let text = text(machine)
      if let same = last, same.pool == machine.pool, same.gpus == machine.gpus, same.text == text {
        last?.count += 1
        last?.cost += machine.costPerHour
      } else {
        end()
        last = (machine.pool, machine.gpus, text, 1, machine.costPerHour)
      }
    }
    end()
    return TextTable.lines(rows, left: [0, 3])
  }

  /// `2 x 4 llama-3-70b, 4 free`.
  private static func text(_ machine: Plan.Machine) -> String {
    var parts: [(text: String, count: Int)] = []
    for block in machine.holds {
      let text = "\(block.gpus) \(block.model)"
      if let place = parts.firstIndex(where: { $0.text == text }) {
        parts[place].count += 1
      } else {
        parts.append((text, 1))
      }
    }
    var texts = parts.map { $0.count > 1 ? "\($0.count) x \($0.text)" : $0.text }
    if machine.free > 0 { texts.append("\(machine.free) free") }
    return texts.joined(separator: ", ")
  }
}
