using System.Collections.Specialized;

namespace OfoxPS.Core.Checkpoint;

/// <summary>A failure, in a checkpoint: what a user can see of it, and not what had arrived of an answer.</summary>
internal static class RecordedFailure
{
    public static OrderedDictionary Of(OfoxException failure) => new()
    {
        ["id"] = failure.Kind.ToString(),
        ["words"] = failure.Words,
        ["more"] = failure.AddedWords,
        ["isWrite"] = failure.IsWrite,
        ["status"] = failure.StatusCode,
        ["type"] = failure.Type,
        ["code"] = failure.Code,
        ["requestId"] = failure.RequestId,
        ["retryAfter"] = failure.RetryAfter?.Ticks,
        ["attempts"] = failure.Attempts,
        ["schemaErrors"] = failure.SchemaErrors.Length == 0 ? null : failure.SchemaErrors,
    };

    public static OfoxException Read(OrderedDictionary fields)
    {
        OfoxErrorKind kind = Enum.TryParse(fields["id"] as string, out OfoxErrorKind known) && Enum.IsDefined(typeof(OfoxErrorKind), known)
            ? known : OfoxErrorKind.OfoxServerError;
        OfoxException failure = new(kind, fields["words"] as string ?? string.Empty)
        {
            IsWrite = fields["isWrite"] is true,
            StatusCode = (int?)(fields["status"] as long?),
            Type = fields["type"] as string,
            Code = fields["code"] as string,
            RequestId = fields["requestId"] as string,
            RetryAfter = fields["retryAfter"] is long ticks ? TimeSpan.FromTicks(ticks) : null,
            Attempts = (int)(fields["attempts"] as long? ?? 0),
            SchemaErrors = fields["schemaErrors"] is object?[] errors ? [.. errors.OfType<string>()] : [],
        };
        return fields["more"] is string { Length: > 0 } more ? failure.WithWords(more) : failure;
    }
}
