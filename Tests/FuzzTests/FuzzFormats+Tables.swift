import Foundation
import Planning
import Serving

@testable import Interchange

extension FuzzFormat {
  /// A CSV reader whose chunks are as small as those of a slow pipe.
  private static func reader(_ bytes: [UInt8], _ name: String) -> CSVReader {
    let size = bytes.count % 3 == 0 ? 7 : 1 << 16
    var rest = bytes[...]
    return CSVReader(name: name, limit: 1 << 20) {
      defer { rest = rest.dropFirst(size) }
      return rest.isEmpty ? nil : Array(rest.prefix(size))
    }
  }

  private static let traces = [
    "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:15:50,396,109\n",
    "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,ChatGPT,472,18,490,Conversation log\n"
      + "45,\"GPT-4\",1087,230,1317,API log\n",
    "arrived_at;num_prefill_tokens;num_decode_tokens\n4,25;374;44\n5,5;1;2\n",
    "arrival_s,input_tokens,output_tokens,model\n5,374,44,m\n6,374,44,n\n",
  ]

  private static let lines = [
    #"{"timestamp": 27482, "input_length": 6955, "output_length": 52, "hash_ids": [46, 47]}"# + "\n"
      + #"{"timestamp": 37482, "input_length": 100, "output_length": 5, "model": "m"}"# + "\n"
  ]

  static let profile =
    "model,precision,layout,input_tokens,output_tokens,concurrency,requests_per_second,ttft_ms,tpot_ms,source\n"
    + "llama-3-70b,bf16,H100*4+A100*2,2455,18,64,3.1,410,22,\"vLLM 0.24, May\"\n"
    + "llama-3-8b,fp8,own*1,824,253,,unservable,,,lab\nllama-3-8b,fp8,own*1,824,25,,\"1,024.5\",,,\"two\nlines\"\n"

  /// Tables read as a stream.
  static let tables = [
    FuzzFormat("profile", seeds: [profile, profile.replacing("\n", with: "\r\n")]) { bytes in
      let notes = ReadingNotes()
      let rows = try ProfileReader.read(
        reader(bytes, "p.csv"), models: scenario.models, pools: scenario.pools, notes: notes)
      let table = ProfileTable(rows: rows)
      let shape = RequestShape(input: 824, output: 100)
      let answers = rows.prefix(20).map {
        "\(table.lookUp(model: $0.model, precision: $0.precision, layout: $0.layout, shape: shape, slo: SLO(ttftMs: 500)))"
      }
      return answers + notes.lines + rows.map(\.source)
    },
    FuzzFormat("trace", seeds: traces) { bytes in
      let models = TraceModels()
      let notes = ReadingNotes()
      var mix = TraceMix()
      let reading = try TraceReader.read(reader(bytes, "t.csv"), models: models, notes: notes) { mix.add($0) }
      return [mix.yaml(types: 3, names: models.names, remarks: [reading.timeStamps].compactMap { $0 })]
        + notes.lines
    },
    FuzzFormat("trace lines", seeds: lines) { bytes in
      let models = TraceModels()
      let notes = ReadingNotes()
      var mix = TraceMix()
      var rest: [UInt8]? = bytes
      _ = try TraceLines.isKind(of: bytes, path: "t.jsonl")
      _ = try TraceLines.read(
        name: "t.jsonl", models: models, unit: .auto, notes: notes,
        nextChunk: {
          defer { rest = nil }
          return rest
        }, { mix.add($0) })
      return [mix.yaml(types: 3, names: models.names)] + notes.lines
    },
    FuzzFormat(
      "prices",
      seeds: [
        PriceReader.header + "\nh100,2.5,lambda,secure,2026-10-01,\"a, b\"\nL4,0.8,,,,\n",
        "InstanceType,AcceleratorName,AcceleratorCount,vCPUs,Price,SpotPrice,Region,AvailabilityZone\n"
          + "big,H100,8,1,24,12,us,a\na2-highgpu-1g,,,12,0.94,0.28,us,a\n,A100,1,,2.93,0.88,us,a\nodd,K80,1,1,NaN,,us,a\n",
      ]
    ) { bytes in
      let notes = ReadingNotes()
      let offers = try PriceReader.read(reader(bytes, "p.csv"), provider: "=x", date: "d", notes: notes)
      let written = ([PriceReader.header] + offers.map(PriceReader.row)).joined(separator: "\n") + "\n"
      guard (try? PriceReader.read(CSVReader(text: written, name: "q.csv"))) == offers else {
        throw Difference(written: written)
      }
      return [written] + notes.lines
    },
    FuzzFormat(
      "queries",
      seeds: [
        "model,precision,gpu,tp,pp,input_tokens,output_tokens,concurrency,engine\nllama-3-70b,FP8,h100,4,2,1024,128,64,sglang\n"
          + "llama-3-8b,bf16,4090,1,1,10,20,,\n"
      ]
    ) { bytes in
      try EstimateQueryReader.read(reader(bytes, "q.csv")).flatMap { query in
        let line = EstimateLine(query: query, outcome: .refused("too large"))
        return [line.csv, line.json.compact]
      }
    },
  ]
}
