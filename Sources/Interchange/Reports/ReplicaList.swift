import Planning

extension Plan {
  /// `llama-3.1-70b: 2 x B200*2, 1 x H200*4; gpt-oss-120b: 3 x B200*1`; a model alone needs no name.
  var replicaList: String {
    var models: [String] = []
    for replica in replicas where !models.contains(replica.model) { models.append(replica.model) }
    return models.map { model in
      let own = replicas.filter { $0.model == model }.map { "\($0.count) x \($0.layout)" }
      return (models.count > 1 ? "\(model): " : "") + own.joined(separator: ", ")
    }.joined(separator: "; ")
  }
}
