using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Text;
using OfoxPS.Core.Json;
using OfoxPS.Core.Recording;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Scripting;

/// <summary>Writes a scripted answer as a server would send it, so that it is read by the code that reads servers.</summary>
/// <param name="answer">The answer.</param>
/// <param name="request">The request that it answers.</param>
/// <param name="number">Which request of the test it is, for ids.</param>
internal sealed class AnswerWriter(TestResponse answer, MaskedRequest request, int number)
{
    private const string Json = "application/json";
    private const string Events = "text/event-stream";

    private readonly AnswerJson _json = new(answer, request.Request.Model, number);

    private bool HasContent => answer.Content is not null || answer.Chunks.Length > 0 || answer.ToolCalls.Length > 0;

    public RecordedResponse Write()
    {
        if ((ResponseFaults.StatusOf(answer.Fault) ?? (answer.StatusCode is < 200 or >= 300 ? answer.StatusCode : null)) is { } status)
        {
            return Response(Json, ErrorJson(status), status);
        }

        // An error with status 200, as gateways send it when the provider of the model has failed.
        if (answer is { Fault: null, HasError: true })
        {
            return Response(Json, ErrorJson(500));
        }

        // A GET asks for JSON of another kind, such as the list of models: the text of the scripted answer is that JSON.
        if (answer.Fault is null && request.Method == "GET")
        {
            return Response(Json, answer.Content ?? string.Concat(answer.Chunks));
        }

        bool begins = HasContent || answer.Fault == ResponseFaults.Truncated;
        RecordedFault? fault = ResponseFaults.NetworkOf(answer.Fault, request.Authority, begins);
        return (answer.Fault, request.Request.Stream) switch
        {
            (ResponseFaults.ConnectionFailed, _) => new RecordedResponse { Fault = fault },
            (ResponseFaults.Reset or ResponseFaults.Timeout, _) when !begins => new RecordedResponse { Fault = fault },
            (ResponseFaults.Empty, _) => Response(Json, string.Empty),
            (ResponseFaults.InvalidJson, true) => Response(Events, "data: {this is no JSON}\n\n"),
            (ResponseFaults.InvalidJson, false) => Response(Json, "{this is no JSON}"),
            (ResponseFaults.StreamError, false) => Response(Json, ErrorJson(500)),
            (ResponseFaults.StreamError, true) => EventResponse([.. Pieces(), Event(ErrorJson(500))], null),

            // The server closes the connection properly, but before the end of the answer.
            (ResponseFaults.Truncated, true) => EventResponse(Pieces(), null),
            (not null, true) => EventResponse(Pieces(), fault),
            (not null, false) => HalfResponse(fault),
            (null, true) => EventResponse([.. Pieces(), .. Ending()], null),
            _ => Response(Json, CompletionBody()),
        };
    }

    private string ErrorJson(int status)
    {
        CannedError words = CannedError.Of(status);
        return JsonTreeWriter.ToText(new OrderedDictionary
        {
            ["error"] = new OrderedDictionary
            {
                ["message"] = answer.ErrorMessage ?? words.Message,
                ["type"] = answer.ErrorType ?? words.Type,
                ["param"] = null,
                ["code"] = answer.ErrorCode ?? words.Code,
            },
        });
    }

    private RecordedResponse Response(string type, string body, int? status = null) => new()
    {
        Status = status ?? answer.StatusCode ?? 200,
        Headers = Headers(type),
        Chunks = body.Length == 0 ? [] : [new RecordedChunk(0, Encoding.UTF8.GetBytes(body))],
    };

    private RecordedResponse HalfResponse(RecordedFault? fault)
    {
        string body = CompletionBody();
        return Response(Json, TextCut.Start(body, body.Length / 2)) with { Fault = fault };
    }

    private RecordedResponse EventResponse(IEnumerable<string> events, RecordedFault? fault) => new()
    {
        Status = answer.StatusCode ?? 200,
        Headers = Headers(Events),
        Chunks = [.. events.Select(static text => new RecordedChunk(0, Encoding.UTF8.GetBytes(text)))],
        Fault = fault,
    };

    private List<KeyValuePair<string, string>> Headers(string type)
    {
        List<KeyValuePair<string, string>> headers =
        [
            new("content-type", type),
            new("x-request-id", $"req_test_{number}"),
        ];
        foreach (DictionaryEntry header in answer.Header)
        {
            string name = Convert.ToString(header.Key, CultureInfo.InvariantCulture)!.ToLowerInvariant();
            headers.RemoveAll(known => known.Key == name);
            headers.Add(new(name, Convert.ToString(header.Value, CultureInfo.InvariantCulture) ?? string.Empty));
        }

        return headers;
    }

    private string CompletionBody() => JsonTreeWriter.ToText(_json.Completion());

    private List<string> Pieces() =>
        [.. _json.Pieces().Select(static piece => Event(JsonTreeWriter.ToText(piece)))];

    private IEnumerable<string> Ending() =>
        _json.Ending().Select(static piece => Event(JsonTreeWriter.ToText(piece))).Append(
            Event("[DONE]"));

    private static string Event(string data) => $"data: {data}\n\n";
}
