using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Json;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Takes a text, the lines that a command wrote, as in <c>ofox (git diff)</c>, for the text that they are, and a file for the text in it. A script
/// block, where one is taken, stays what it is: it makes the text of each input. The parameter is an object, so that
/// what stands in for the cmdlet (a mock, a proxy) takes the same, which knows its types and not this.
/// </summary>
internal sealed class LinesTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether a script block is taken; its source is no text that anybody means.</summary>
    public bool AllowsScript { get; set; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrap.Value(inputData) switch
        {
            null => null,
            string text => text,
            ScriptBlock script when AllowsScript => script,
            FileInfo file => TextOf(file),
            ScriptBlock => throw new ArgumentTransformationMetadataException("Text is wanted: a string, lines of strings, or a file. A script block is not taken here."),
            IEnumerable and not IDictionary when Unwrap.Items(inputData).All(static line => line is string) => string.Join("\n", Unwrap.Items(inputData)),
            IEnumerable => throw new ArgumentTransformationMetadataException("Text is wanted: a string, lines of strings, or a file. Objects are piped, as in $objects | ofox '...'"),
            _ => LanguagePrimitives.ConvertTo<string>(inputData),
        };

    // Its path would be sent in its place, which says nothing and is paid.
    private static string TextOf(FileInfo file)
    {
        try
        {
            return UserFile.ReadText(file.FullName, "file", WellFormed.MaximumLength);
        }
        catch (OfoxException failure)
        {
            throw new ArgumentTransformationMetadataException(failure.Message, failure);
        }
    }
}
