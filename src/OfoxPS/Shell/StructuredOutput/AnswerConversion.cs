using System.Collections.Generic;
using System.Runtime.CompilerServices;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>Gives <see cref="ChatCompletion.ToObject"/> its way to read an answer, which the model's layer cannot know.</summary>
internal static class AnswerConversion
{
#pragma warning disable CA2255 // A completion that a script made by hand has seen no cmdlet that could do this.
    [ModuleInitializer]
    internal static void Register() => ChatCompletion.Reader = Read;
#pragma warning restore CA2255

    private static object? Read(ChatCompletion completion, object? form)
    {
        AnswerSchema schema = new(AnswerShapeReader.Read(form));
        object? value = AnswerReader.Read(schema, completion.Content ?? string.Empty, out IReadOnlyList<SchemaError> errors, out _);
        return errors.Count == 0 ? value : throw AnswerReader.Mismatch(errors, completion);
    }
}
