using System.Collections;
using System.Management.Automation;
using OfoxPS.Core.Scripting;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Commands;

/// <summary>Creates a scripted answer for Use-OfoxTestResponse.</summary>
[Cmdlet(VerbsCommon.New, "OfoxTestResponse", DefaultParameterSetName = "Text")]
[OutputType(typeof(TestResponse))]
public sealed class NewOfoxTestResponseCommand : OfoxCmdlet
{
    /// <summary>The text of the answer.</summary>
    [Parameter(Position = 0, ParameterSetName = "Text")]
    [LinesTransformation]
    [AllowEmptyString]
    [AllowNull]
    public object? Content { get; set; }

    /// <summary>An object whose JSON is the text of the answer; a string must be JSON.</summary>
    [Parameter(ParameterSetName = "Json", Mandatory = true)]
    [Alias("InputObject")]
    [AllowNull]
    public object? Json { get; set; }

    /// <summary>The text of the answer, in the chunks of a stream.</summary>
    [Parameter(ParameterSetName = "Chunk", Mandatory = true)]
    [AllowEmptyString]
    public string[]? Chunk { get; set; }

    /// <summary>The tool calls of the answer: names, hashtables or calls.</summary>
    [Parameter]
    [ToolCallTransformation]
    public object? ToolCall { get; set; }

    /// <summary>The text with which the model refuses.</summary>
    [Parameter]
    public string? Refusal { get; set; }

    /// <summary>The finish reason; the default is stop, or tool_calls where there are any.</summary>
    [Parameter]
    public string? FinishReason { get; set; }

    /// <summary>The id of the model that answers; the default is the requested one.</summary>
    [Parameter]
    public string? ServedModel { get; set; }

    /// <summary>The usage in tokens; 0 tokens, at a cost that is not known, unless given.</summary>
    [Parameter]
    public Usage? Usage { get; set; }

    /// <summary>The HTTP status code; the default is 200.</summary>
    [Parameter]
    [ValidateRange(100, 599)]
    public int? StatusCode { get; set; }

    /// <summary>The message of the server's error.</summary>
    [Parameter]
    public string? ErrorMessage { get; set; }

    /// <summary>The type of the server's error, as in <c>invalid_request_error</c>.</summary>
    [Parameter]
    public string? ErrorType { get; set; }

    /// <summary>The code of the server's error, as in <c>model_not_found</c>.</summary>
    [Parameter]
    public string? ErrorCode { get; set; }

    /// <summary>Headers of the response: a hashtable of names and values.</summary>
    [Parameter]
    public IDictionary? ResponseHeader { get; set; }

    /// <summary>The failure that the response plays, of the server or the network.</summary>
    [Parameter]
    [ValidateSet(
        ResponseFaults.Truncated, ResponseFaults.Reset, ResponseFaults.Timeout, ResponseFaults.ConnectionFailed, ResponseFaults.StreamError,
        ResponseFaults.InvalidJson, ResponseFaults.Empty, ResponseFaults.RateLimited, ResponseFaults.ServerError, ResponseFaults.Overloaded,
        ResponseFaults.Unauthorized, ResponseFaults.NoCredits, ResponseFaults.ModelNotFound)]
    public string? Fault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => EndOnFailure(Json, () => WriteObject(Response()));

    private TestResponse Response()
    {
        TestResponse response = new()
        {
            Content = IsBound(nameof(Json))
                ? JsonTreeReader.ExactText(Json, nameof(Json))
                : Unwrap.Value(Content) as string,
            Chunks = Chunk ?? [],
            ToolCalls = Unwrap.Value(ToolCall) as ChatToolCall[] ?? [],
            Refusal = Refusal,
            FinishReason = FinishReason,
            Model = ServedModel,
            Usage = Usage,
            StatusCode = StatusCode,
            ErrorMessage = ErrorMessage,
            ErrorType = ErrorType,
            ErrorCode = ErrorCode,
            Fault = ResponseFaults.Spelled(Fault),
        };
        foreach (DictionaryEntry header in ResponseHeader ?? new Hashtable())
        {
            response.Header[header.Key] = header.Value;
        }

        return response;
    }
}
