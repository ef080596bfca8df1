using System;
using System.Collections.Generic;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>A script block as prompt: it makes the text of each request of the input, which is <c>$_</c> in it.</summary>
internal sealed class PromptBlock
{
    private readonly ScriptBlock _script;
    private readonly bool _keepsObjects;

    private PromptBlock(ScriptBlock script, bool keepsObjects)
    {
        _script = script;
        _keepsObjects = keepsObjects;
    }

    /// <param name="prompt">What was given as prompt.</param>
    /// <param name="keepsObjects">Whether objects of the input are sent beside the text, because their properties were asked for.</param>
    /// <returns>Null where it is no script block.</returns>
    public static PromptBlock? Of(object? prompt, bool keepsObjects) =>
        Unwrap.Value(prompt) is ScriptBlock script ? new PromptBlock(script, keepsObjects) : null;

    /// <summary>
    /// Puts the text that the script block makes in the place of the text of the input: strings and objects are not sent beside it, because the
    /// script block has taken what it wants of them. Files, images and messages are.
    /// </summary>
    /// <exception cref="OfoxException">It fails, or makes no text.</exception>
    public void Apply(UserInput input)
    {
        string text = TextOf(input.Source);
        input.Texts.Clear();
        input.Texts.Add(text);
        if (!_keepsObjects)
        {
            input.Objects.Clear();
        }
    }

    private string TextOf(object? source)
    {
        List<string> lines = [];
        try
        {
            // $_ is $null where there is no input. It is the argument too, for whoever writes param($row).
            foreach (PSObject? result in _script.InvokeWithContext(null, [new PSVariable("_", source)], source))
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

    // PowerShell would make a text of anything, such as the name of its type.
    private static string Line(object? result) => Unwrap.Value(result) switch
    {
        null => string.Empty,
        string text => text,
        ValueType number => LanguagePrimitives.ConvertTo<string>(number),
        { } other => throw Failure.InvalidArgument(
            $"The script block of -Prompt made a {(other is PSObject ? "PSCustomObject" : other.GetType().Name)}, and text is wanted, as in {{ \"Translate '$($_.Text)'.\" }}"),
    };
}
