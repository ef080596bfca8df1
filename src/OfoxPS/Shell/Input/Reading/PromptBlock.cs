using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>A script block as -Prompt: it makes the text of each request from the input, which is <c>$_</c> in it.</summary>
internal sealed class PromptBlock(ScriptBlock script, bool keepsObjects)
{
    /// <param name="prompt">The value of -Prompt.</param>
    /// <param name="keepsObjects">Whether input objects are sent beside the text, because -InputProperty is given.</param>
    /// <returns>Null if the prompt is no script block.</returns>
    public static PromptBlock? Of(object? prompt, bool keepsObjects) =>
        Unwrap.Value(prompt) is ScriptBlock script ? new PromptBlock(script, keepsObjects) : null;

    /// <summary>
    /// Replaces strings and objects of the input by the text that the script block makes of them. Files, attachments and messages are still
    /// sent beside it.
    /// </summary>
    /// <exception cref="OfoxException">The script block fails, or returns no text.</exception>
    public void Apply(UserInput input)
    {
        string text = TextOf(input.Source);
        input.Texts.Clear();
        input.Texts.Add(text);
        if (!keepsObjects)
        {
            input.Objects.Clear();
        }
    }

    private string TextOf(object? source)
    {
        List<string> lines = [];
        try
        {
            // $_ is $null without input. The input is also the first argument, for script blocks with param($row).
            foreach (PSObject? result in script.InvokeWithContext(null, [new PSVariable("_", source)], source))
            {
                lines.Add(Line(result));
            }
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            OfoxException failure = Failure.InvalidArgument($"The script block of -Prompt failed: {error.Message}", error);
            throw error.ErrorRecord?.FullyQualifiedErrorId.StartsWith("UsingWithoutInvokeCommand", StringComparison.Ordinal) == true
                ? failure.WithWords("It runs in this session, where variables need no $using:").ForAllInput()
                : failure;
        }

        string text = string.Join("\n", lines);
        return text.Trim().Length > 0 ? text : throw Failure.InvalidArgument("The script block of -Prompt made no text for this input");
    }

    // Refuses results that PowerShell would turn into the name of their type.
    private static string Line(object? result) => Unwrap.Value(result) switch
    {
        null => string.Empty,
        string text => text,
        ValueType number => LanguagePrimitives.ConvertTo<string>(number),
        { } other => throw Failure.InvalidArgument(
            $"The script block of -Prompt made a {(other is PSObject ? "PSCustomObject" : other.GetType().Name)}, and text is wanted, "
                + $"as in {{ \"Translate '$($_.Text)'.\" }}"),
    };
}
