using System.Collections;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Checks headers: a hashtable of names and values, which are strings, SecureStrings, or PSCredentials whose password is the
/// value.
/// </summary>
internal sealed class HeaderTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Unwrap.Value(inputData) switch
    {
        null => null,
        IDictionary headers => HeaderSettings.Usable(headers),
        _ => throw Failure.InvalidArgument("-Header must be a hashtable of names and values."),
    };
}
