using System;
using System.Collections;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Security;
using OfoxPS.Core.Client;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Binding;

/// <summary>Takes headers as a hashtable of names and texts (SecureString and PSCredential too, whose password is the text), and refuses what cannot be one.</summary>
internal sealed class HeaderTransformationAttribute : ArgumentTransformationAttribute
{
    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null)
        {
            return null;
        }

        if (Unwrap.Value(inputData) is not IDictionary headers)
        {
            throw new ArgumentTransformationMetadataException("-Header must be a hashtable of names and values.");
        }

        OrderedDictionary result = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry header in headers)
        {
            string name = Name($"{header.Key}");
            result[name] = Value(name, header.Value);
        }

        return result;
    }

    private static string Name(string name)
    {
        bool isToken = name.Length > 0 && name.All(static c => c < 128 && (char.IsLetterOrDigit(c) || TokenMarks.IndexOf(c) >= 0));
        return !isToken ? throw new ArgumentTransformationMetadataException($"'{name}' cannot be the name of a header.")
            : name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)
                ? throw new ArgumentTransformationMetadataException($"The header '{name}' is set from the request itself and cannot be given.")
                : name;
    }

    // The value may be a secret, so no message shows it.
    private static object Value(string name, object? value)
    {
        bool isSecret = Unwrap.Items(value).Any(static item => item is SecureString or PSCredential);
        string text = string.Join(", ", Unwrap.Items(value).Select(static item =>
            (item as SecureString ?? (item as PSCredential)?.Password) is { } secret ? CredentialsHandler.Unwrap(secret) : LanguagePrimitives.ConvertTo<string>(item)));
        return text.All(static c => c is >= ' ' and <= '~' or '\t')
            ? isSecret ? Secret.Wrap(text) ?? (object)text : text
            : throw new ArgumentTransformationMetadataException($"The value of the header '{name}' contains a line break or a character that is not ASCII.");
    }
}
