using System.Collections;
using System.Management.Automation;
using OfoxPS.Core.Scripting;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Cmdlets;

namespace OfoxPS.Commands;

/// <summary>Makes an answer for a test.</summary>
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

    /// <summary>An object whose JSON is the text of the answer; a string is JSON already.</summary>
    [Parameter(ParameterSetName = "Json", Mandatory = true)]
    [Alias("InputObject")]
    [AllowNull]
    public object? Json { get; set; }

    /// <summary>The text in the pieces in which a stream brings it.</summary>
    [Parameter(ParameterSetName = "Chunk", Mandatory = true)]
    [AllowEmptyString]
    public string[]? Chunk { get; set; }

    /// <summary>The calls that the answer asks for: names, hashtables or calls.</summary>
    [Parameter]
    [ToolCallTransformation]
    public object? ToolCall { get; set; }

    /// <summary>The model's refusal.</summary>
    [Parameter]
    public string? Refusal { get; set; }

    /// <summary>Why the model ended; stop or tool_calls unless given.</summary>
    [Parameter]
    public string? FinishReason { get; set; }

    /// <summary>The model that answers; the one that was asked unless given.</summary>
    [Parameter]
    public string? ServedModel { get; set; }

    /// <summary>The usage in tokens; 0 tokens, at a cost that is not known, unless given.</summary>
    [Parameter]
    public Usage? Usage { get; set; }

    /// <summary>The HTTP status.</summary>
    [Parameter]
    [ValidateRange(100, 599)]
    public int? StatusCode { get; set; }

    /// <summary>The server's words of an error.</summary>
    [Parameter]
    public string? ErrorMessage { get; set; }

    /// <summary>The server's kind of error.</summary>
    [Parameter]
    public string? ErrorType { get; set; }

    /// <summary>The server's code of an error.</summary>
    [Parameter]
    public string? ErrorCode { get; set; }

    /// <summary>Headers of the response.</summary>
    [Parameter]
    public IDictionary? ResponseHeader { get; set; }

    /// <summary>What goes wrong.</summary>
    [Parameter]
    [ValidateSet(
        ResponseFaults.Truncated, ResponseFaults.Reset, ResponseFaults.Timeout, ResponseFaults.ConnectionFailed, ResponseFaults.StreamError,
        ResponseFaults.InvalidJson, ResponseFaults.Empty, ResponseFaults.RateLimited, ResponseFaults.ServerError, ResponseFaults.Overloaded,
        ResponseFaults.Unauthorized, ResponseFaults.NoCredits, ResponseFaults.ModelNotFound)]
    public string? Fault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        TestResponse response = new()
        {
            Content = IsBound(nameof(Json)) ? ReadJson() : Unwrap.Value(Content) as string,
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

        WriteObject(response);
    }

    private string ReadJson()
    {
        try
        {
            return JsonText.Of(Json, nameof(Json));
        }
        catch (ArgumentTransformationMetadataException error)
        {
            ThrowTerminatingError(Failure.InvalidArgument(error.Message, error).ToErrorRecord(Json));
            throw;
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(Json));
            throw;
        }
    }
}
