using System;
using System.Linq;
using System.Management.Automation;

namespace OfoxPS.Shell.Binding;

/// <summary>One of some words; null is allowed, because it takes a setting back.</summary>
internal sealed class OneOfAttribute : ValidateArgumentsAttribute
{
    private readonly string[] _words;

    public OneOfAttribute(params string[] words) => _words = words;

    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is string { Length: > 0 } word && !_words.Contains(word, StringComparer.OrdinalIgnoreCase))
        {
            throw new ValidationMetadataException($"'{word}' is none of {string.Join(", ", _words)}.");
        }
    }
}
