/// Descriptions of a job that runs all shards of a sweep on an existing engine.
///
/// Every shard writes a file of its own; one after the other they are the whole sweep.
public struct SweepJob {
  private let arguments: [String]
  private let output: String
  private let shards: Int
  private let image: String

  /// A job of `fleetmix sweep` with these files; shard 7 of 16 writes `output` with `.7-of-16` before its suffix.
  public init(arguments: [String], output: String, shards: Int, image: String) {
    self.arguments = arguments
    self.output = output
    self.shards = shards
    self.image = image
  }

  /// The name of a shard's file, `shard` being text that the shell replaces.
  private func file(_ shard: String) -> (head: String, tail: String) {
    let name = output.hasSuffix(".jsonl") ? String(output.dropLast(6)) : output
    return (name, ".\(shard)-of-\(shards).jsonl")
  }

  private func command(shard: String) -> String {
    let (head, tail) = file(shard)
    let files = arguments.map(PlanExport.shellQuoted).joined(separator: " ")
    return "fleetmix sweep \(files) --shard \"\(shard)/\(shards)\" --resume "
      + "-o \(PlanExport.shellQuoted(head))\"\(tail)\""
  }

  /// An Indexed Job with one pod per shard, restarted where it stopped.
  public var kubernetes: String {
    """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: fleetmix-sweep
    spec:
      completionMode: Indexed
      completions: \(shards)
      parallelism: \(shards)
      backoffLimitPerIndex: 3
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: sweep
              image: \(JSONValue.text(image).compact)
              workingDir: /work
              command: ["/bin/sh", "-c"]
              args:
                - \(JSONValue.text("shard=$((JOB_COMPLETION_INDEX + 1)); exec " + command(shard: "$shard")).compact)
              resources:
                requests:
                  cpu: "1"
                  memory: 256Mi
              volumeMounts:
                - name: work
                  mountPath: /work
          volumes:
            - name: work
              persistentVolumeClaim:
                claimName: fleetmix-sweep

    """
  }

  /// An sbatch file with one task per shard.
  public var slurm: String {
    """
    #!/bin/sh
    #SBATCH --job-name=fleetmix-sweep
    #SBATCH --array=1-\(shards)
    #SBATCH --cpus-per-task=1
    #SBATCH --mem=512M
    exec \(command(shard: "$SLURM_ARRAY_TASK_ID")) --threads 1

    """
  }
}
