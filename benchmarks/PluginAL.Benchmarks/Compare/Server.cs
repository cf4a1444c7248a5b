using System.Numerics.Tensors;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PluginAL.Benchmarks.Compare;

/// <summary>Runs cases as the comparing script asks: one JSON object a line in, one out. It holds one case's data at a time.</summary>
/// <remarks>
/// <c>{"op":"open","case":"margin","shape":[N,C],"files":{"p":"p.npy"}}</c> answers with the names of the contenders,
/// <c>{"op":"run","name":"PluginAL"}</c> runs one once and answers with its times, and <c>{"op":"result","name":…}</c> gives what
/// its last run found, as numbers that can be compared with the peers'.
/// </remarks>
internal static class Server
{
    public static void Run(TextReader input, TextWriter output)
    {
        Case? open = null;
        while (input.ReadLine() is { } line)
        {
            JsonObject answer = [];
            try
            {
                JsonNode request = JsonNode.Parse(line)!;
                switch (request["op"]!.GetValue<string>())
                {
                    case "open":
                        open?.Dispose();
                        open = Case.Open(request);
                        answer["names"] = JsonSerializer.SerializeToNode(open?.Contenders.Keys.ToArray() ?? []);
                        break;
                    case "run":
                        Clock time = Clock.Time(open!.Contenders[request["name"]!.GetValue<string>()].Run);
                        answer["cpu"] = time.Cpu;
                        answer["wall"] = time.Wall;
                        answer["allocated"] = time.Allocated;
                        break;
                    case "result":
                        answer["values"] = JsonSerializer.SerializeToNode(open!.Contenders[request["name"]!.GetValue<string>()].Result());
                        break;
                    case "about":
                        answer["runtime"] = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription;
                        answer["kernel"] = Scoring.Kernel.NameOf(Scoring.Kernel.Active);
                        answer["bits"] = Limits.Bits;
                        answer["tensors"] = typeof(TensorPrimitives).Assembly
                            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
                        break;
                    default:
                        throw new ArgumentException("No such operation.");
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                answer = new() { ["error"] = e.ToString() };
            }
            output.WriteLine(answer.ToJsonString());
            output.Flush();
        }
        open?.Dispose();
    }
}
