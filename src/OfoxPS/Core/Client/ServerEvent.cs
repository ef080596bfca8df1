using System.Text.Json;
using OfoxPS.Core.Answers;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>
/// One event of a stream: a chunk, an error (possibly with a last chunk), or the end. All are null for an event without content.
/// </summary>
internal readonly record struct ServerEvent(ChatChunk? Chunk, ErrorBody? Error, bool Done, string? Text)
{
    /// <summary>An excerpt of a chunk that is not of a chat completion; null for one that is.</summary>
    public string? Foreign { get; init; }

    /// <summary>
    /// The events after this one in the same data, from a server that ends an event with one line break instead of two; null for none.
    /// </summary>
    public ServerEvent[]? Following { get; init; }

    /// <summary>Why the event could not be read, where it is one of several that came as one; null where it could.</summary>
    public JsonException? Fault { get; init; }

    /// <param name="type">The name of the event.</param>
    /// <param name="data">Its data.</param>
    /// <param name="keepText">Whether to keep the data as text, for whoever debugs.</param>
    /// <param name="limits">How much of the answer is accepted; null for no limit.</param>
    /// <param name="chunks">Reads the chunks of this stream.</param>
    /// <exception cref="JsonException">The data is no JSON.</exception>
    /// <exception cref="OfoxException">It is more than is accepted.</exception>
    public static ServerEvent Parse(
        string type, ReadOnlySpan<byte> data, bool keepText, AnswerLimits? limits, ChunkReader chunks)
    {
        data = Trim(data);
        while (data.StartsWith("data:"u8))
        {
            // Some proxies put the text of an event into the data of another event.
            data = Trim(data.Slice(5));
        }

        string? text = keepText ? Poly.Utf8(data) : null;
        if (data.StartsWith("[DONE]"u8))
        {
            return new ServerEvent(null, null, true, text);
        }

        if (data.IsEmpty)
        {
            return new ServerEvent(null, null, false, text);
        }

        limits?.CheckTexts(data);
        bool isError = type == "error";
        try
        {
            return Read(data, isError, text, chunks.Read(data, limits));
        }
        catch (JsonException) when (type == "ping")
        {
            return new ServerEvent(null, null, false, text);
        }
        catch (JsonException) when (!isError && data.IndexOf((byte)'\n') > 0 && Lines(data, keepText, limits, chunks) is { } events)
        {
            return events[0] with { Following = [.. events.Skip(1)] };
        }
        catch (JsonException) when (isError)
        {
            return new ServerEvent(null, new ErrorBody(Poly.Utf8(data), null, null), false, text);
        }
    }

    // By the standard several data lines are one text. Where each is an event of its own, that text is not JSON, and they are read apart.
    private static List<ServerEvent>? Lines(ReadOnlySpan<byte> data, bool keepText, AnswerLimits? limits, ChunkReader chunks)
    {
        List<ServerEvent> events = [];
        while (data.Length > 0)
        {
            int end = data.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = Trim(end < 0 ? data : data.Slice(0, end));
            data = end < 0 ? default : data.Slice(end + 1);
            if (line.IsEmpty)
            {
                continue;
            }

            if (line[0] != (byte)'{' && !line.StartsWith("[DONE]"u8) && !line.StartsWith("data:"u8))
            {
                return null;
            }

            try
            {
                events.Add(Parse("message", line, keepText, limits, chunks));
            }
            catch (JsonException fault) when (events.Count > 0)
            {
                events.Add(new ServerEvent(null, null, false, null) { Fault = fault });
                return events;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return events.Count > 1 ? events : null;
    }

    private static ServerEvent Read(ReadOnlySpan<byte> data, bool isError, string? text, ReceivedChunk received)
    {
        ChatChunk? chunk = received.Chunk;
        ErrorBody? error = received.MayBeError || isError ? TolerantJson.Read(data, ErrorBody.Read) : null;
        if (error is not null)
        {
            return new ServerEvent(chunk is not null && CompletionAssembler.HasToken(chunk) ? chunk : null, error, false, text);
        }

        if (isError)
        {
            return new ServerEvent(null, new ErrorBody(Poly.Utf8(data), null, null), false, text);
        }

        return chunk is null ? throw new JsonException("The data of an event is no JSON object.")
            : new ServerEvent(chunk, null, false, text) { Foreign = received.IsForeign ? Excerpt.Of(Poly.Utf8(data)) : null };
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0 && data[0] <= ' ')
        {
            data = data.Slice(1);
        }

        while (data.Length > 0 && data[data.Length - 1] <= ' ')
        {
            data = data.Slice(0, data.Length - 1);
        }

        return data;
    }
}
