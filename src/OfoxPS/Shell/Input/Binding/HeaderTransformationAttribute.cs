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

        try
        {
            return HeaderSettings.Usable(headers);
        }
        catch (OfoxException failure)
        {
            throw new ArgumentTransformationMetadataException(failure.Message);
        }
    }
}
