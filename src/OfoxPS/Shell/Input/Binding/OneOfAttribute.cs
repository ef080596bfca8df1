using System;
using System.Linq;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>One of the words of a completer; null is allowed, because it takes a setting back.</summary>
internal sealed class OneOfAttribute : ValidateArgumentsAttribute
{
    private readonly string[] _words;

    /// <param name="completer">The <see cref="WordCompleter"/> of the parameter, so that what is offered is what is taken.</param>
    public OneOfAttribute(Type completer) => _words = ((WordCompleter)Activator.CreateInstance(completer)!).Words;

    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is string { Length: > 0 } word && !_words.Contains(word, StringComparer.OrdinalIgnoreCase))
        {
            throw new ValidationMetadataException($"'{word}' is not one of {string.Join(", ", _words)}.");
        }
    }
}
