using System.Collections;
using System.Management.Automation;
using OfoxPS.Core.Json;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Converts an argument to text: a string, the lines of a command as in <c>ofox (git diff)</c>, or a file, whose text is read. A script
/// block is kept where the parameter allows one. The parameter's type is Object, because mocks and proxies copy the type of a
/// parameter but not its transformation.
/// </summary>
internal sealed class LinesTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>
    /// Whether the parameter accepts a script block; otherwise it is an error, because its source is hardly meant as text.
    /// </summary>
    public bool AllowsScript { get; set; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrap.Value(inputData) switch
        {
            null => null,
            string text => text,
            ScriptBlock script when AllowsScript => script,
            FileInfo file => UserFile.ReadText(file.FullName, "file", WellFormed.MaximumLength),
            DirectoryInfo folder => throw Failure.InvalidArgument(
                $"'{folder.FullName}' is a folder, and has no text. Pipe its files, as in Get-ChildItem '{folder.Name}' | ofox '...'"),
            ScriptBlock => throw Failure.InvalidArgument(
                "Text is wanted: a string, lines of strings, or a file. A script block is not taken here."),
            IEnumerable and not IDictionary when Unwrap.Items(inputData).All(static line => line is string) =>
                string.Join("\n", Unwrap.Items(inputData)),
            IEnumerable => throw Failure.InvalidArgument(
                "Text is wanted: a string, lines of strings, or a file. Objects are piped, as in $objects | ofox '...'"),
            _ => LanguagePrimitives.ConvertTo<string>(inputData),
        };
}
