using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting.Isolation;

/// <summary>Answers a request of the other side; what it throws goes back as an error.</summary>
internal delegate JsonNode? RpcHandler(string method, JsonElement parameters);

/// <summary>
/// One side of a JSON-RPC 2.0 conversation in which calls nest but never overlap: while a call waits for its answer, requests of
/// the other side are served on the same thread.
/// </summary>
/// <param name="frames">The streams.</param>
/// <param name="next">Gives the next message: read from the streams, or from a queue where another thread reads.</param>
internal sealed class RpcPeer(FrameStream frames, Func<JsonElement> next)
{
    private readonly Lock _calling = new();
    private long _lastId;

    /// <summary>Calls the other side.</summary>
    /// <exception cref="RpcErrorException">It answered with an error.</exception>
    public JsonElement Call(string method, JsonObject parameters, RpcHandler serve)
    {
        lock (_calling)
        {
            var id = ++_lastId;
            frames.Write(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
            Exception? failure = null;
            for (; ;)
            {
                var message = next();
                if (message.TryGetProperty("method", out _))
                {
                    failure = Serve(message, serve) ?? failure;
                }
                else if (!message.TryGetProperty("id", out var answered) || answered.ValueKind != JsonValueKind.Number || answered.GetInt64() != id)
                {
                    throw new InvalidDataException($"an answer to {(answered.ValueKind == JsonValueKind.Undefined ? "nothing" : answered.GetRawText())} where one to request {id} is expected");
                }
                else if (message.TryGetProperty("error", out var error))
                {
                    throw RpcErrorException.Read(error, failure);
                }
                else
                {
                    return message.TryGetProperty("result", out var result) ? result : throw new InvalidDataException($"an answer to request {id} without result or error");
                }
            }
        }
    }

    public void Notify(string method, JsonObject parameters) =>
        frames.Write(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters });

    /// <summary>Answers one request, or takes one notification.</summary>
    /// <returns>What serving it threw; the other side was told.</returns>
    public Exception? Serve(JsonElement message, RpcHandler serve)
    {
        var method = message.GetProperty("method").GetString() ?? "";
        var parameters = message.TryGetProperty("params", out var given) ? given : default;
        var isRequest = message.TryGetProperty("id", out var id);
        Exception? thrown = null;
        var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = isRequest ? JsonNode.Parse(id.GetRawText()) : null };
        try
        {
            answer["result"] = serve(method, parameters);
        }
        catch (Exception e)
        {
            thrown = e;
            answer["error"] = RpcErrorException.Write(e);
        }

        if (isRequest)
        {
            frames.Write(answer);
        }

        return thrown;
    }
}

/// <summary>An error that the other side answered with.</summary>
internal sealed class RpcErrorException(string type, string message, ErrorKind? kind, Exception? cause) : Exception(message, cause)
{
    private const int Failed = -32000;
    private const int CausedByCaller = -32001;

    /// <summary>The type of what was thrown there.</summary>
    public string Type => type;

    /// <summary>Set where it was thrown for a person to act on.</summary>
    public ErrorKind? Kind => kind;

    /// <summary>Where the other side failed because a request of its own did: what that threw here.</summary>
    public Exception? Cause => InnerException;

    public static RpcErrorException Read(JsonElement error, Exception? failure)
    {
        var data = error.TryGetProperty("data", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        var caused = error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) && number == CausedByCaller;
        return new RpcErrorException(
            Text(data, "type") ?? "Exception",
            Text(error, "message") ?? "",
            Enum.TryParse<ErrorKind>(Text(data, "kind"), out var kind) ? kind : null,
            caused ? failure : null);
    }

    public static JsonObject Write(Exception e)
    {
        // A call back that failed: whoever served it knows what happened.
        var caused = e is RpcErrorException;
        var data = new JsonObject { ["type"] = e is RpcErrorException other ? other.Type : e.GetType().Name };
        if (e is PluginALException known)
        {
            data["kind"] = known.Kind.ToString();
        }

        return new JsonObject { ["code"] = caused ? CausedByCaller : Failed, ["message"] = e is PluginALException ? e.Message : Words.MessageOf(e), ["data"] = data };
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
